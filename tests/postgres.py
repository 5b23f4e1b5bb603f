"""A throw-away PostgreSQL server for the tests, on a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt")
SETTINGS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


def binaries() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest one."""
    found = [path.parent for place in PLACES for path in Path(place).glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: path.parent.name.rjust(20, "0"))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def why_not() -> str | None:
    """Why no server can be started here, None when one can."""
    if binaries() is None:
        return "PostgreSQL's server binaries (initdb, postgres) are not installed"
    if os.getuid() == 0 and _unprivileged() is None:
        return "PostgreSQL refuses to run as root and there is no user postgres to run it as"
    return None


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server's empty database; the server stops afterwards."""
    programs = binaries()
    assert programs is not None
    # A short name: the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    if os.getuid() == 0 and (owner := _unprivileged()):
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    try:
        _run(programs / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "-N")
        control = programs / "pg_ctl"
        _run(
            control,
            "-D",
            data,
            "-l",
            folder / "log",
            "-w",
            "-o",
            f"-k {folder} {SETTINGS}",
            "start",
        )
        try:
            yield f"postgresql://portal@/postgres?host={folder}"
        finally:
            _run(control, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return None


def _run(*command: str | Path) -> None:
    owner = _unprivileged() if os.getuid() == 0 else None
    subprocess.run(  # noqa: S603
        [str(part) for part in command],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
    )
