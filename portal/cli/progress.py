"""A line that says how far a long piece of work is."""

import sys
import time
from types import TracebackType
from typing import Self

import click

EVERY = 0.5
IN_A_LOG = 10.0


class Progress:
    """Called with how much is done and how much there is; quiet for the first half second."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.begun = time.monotonic()
        self.said_at = self.begun
        self.pause = EVERY if sys.stderr.isatty() else IN_A_LOG

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Say how far the work is, at most twice a second on a terminal."""
        now = time.monotonic()
        if now - self.said_at < self.pause:
            return
        self.said_at = now
        line = f"{self.name}  {done}/{total}  {now - self.begun:.0f} s  {note}"
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)
        else:
            click.echo(line, err=True)
