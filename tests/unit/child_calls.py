"""Functions that the tests have called in a child process."""

import os
import socket
import subprocess
import time
from pathlib import Path


def echo(words: str) -> bytes:
    return words.encode()


def process_id() -> bytes:
    return str(os.getpid()).encode()


def main_module() -> bytes:
    import __main__

    return str(getattr(__main__, "__file__", "")).encode()


def open_handles() -> bytes:
    return str(len(list(Path("/proc/self/fd").iterdir()))).encode()


def fill_memory() -> bytes:
    return bytes(4_000_000_000)


def spin() -> bytes:
    while True:
        pass


def sleep(seconds: float) -> bytes:
    time.sleep(seconds)
    return b"awake"


def abort() -> bytes:
    os.abort()


def leave() -> bytes:
    os._exit(7)


def long_answer(length: int) -> bytes:
    return b"x" * length


def fail() -> bytes:
    raise ValueError("no such thing 沒有")


def wrong_type() -> bytes:
    return "text"  # type: ignore[return-value]


def call_out() -> bytes:
    with socket.create_connection(("127.0.0.1", 9), timeout=1):
        return b"connected"


def start_process() -> bytes:
    return subprocess.run(["/bin/true"], check=True, capture_output=True).stdout
