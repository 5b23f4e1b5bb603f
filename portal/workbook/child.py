"""Runs a function in a child process with limits on time, memory and answer; never raises.

One small server process is started on first use; it imports what is needed once and forks a child
for each call (`child_server`). The program's own main module is not imported again and its threads
are not forked, so the same works in a web worker, in the job worker and on the command line.
Where there is no fork (Windows), each call starts a fresh interpreter and only time and answer are
limited.
"""

import atexit
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from portal.workbook.child_protocol import HEADER, LENGTH, MARK, START, TRAILER, Ended, Said

# How much longer than the child's own time the caller waits for word from the server.
PATIENCE_SECONDS = 5.0
# isolated: the caller's search path replaces the interpreter's, the environment has no say.
LAUNCH = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from portal.workbook.{module} import {function}; {function}({argument})"
)


class Limit(StrEnum):
    """What a child ran out of."""

    TIME = "time"
    CPU = "cpu"
    MEMORY = "memory"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a child may use: address space and answer in bytes, CPU and wall in seconds."""

    memory: int = 768 * 1024 * 1024
    cpu: int = 20
    wall: float = 30.0
    answer: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Finished:
    """The function returned."""

    answer: bytes


@dataclass(frozen=True, slots=True)
class Exceeded:
    """The child was stopped at a limit."""

    limit: Limit


@dataclass(frozen=True, slots=True)
class Died:
    """The function raised, or the child ended without an answer; `reason` is for the log."""

    reason: str


Outcome = Finished | Exceeded | Died
DEFAULT = Limits()


def run(function: Callable[..., bytes], *arguments: object, limits: Limits = DEFAULT) -> Outcome:
    """What came of a call made in a child process.

    Args:
        function: a function of an importable module, not of the main program; it returns bytes.
        arguments: anything that can be pickled.
        limits: what the child may use.

    Returns:
        the answer, the limit at which the child was stopped, or how it died. The child has no
        network and may start no process. When this returns, the child is gone.
    """
    try:
        call = pickle.dumps((function, arguments))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        return Died(f"{type(error).__name__}: {error}")
    if sys.platform == "win32":
        return run_fresh(call, limits)
    module: str | None = getattr(function, "__module__", None)
    return _run_forked(call, module or "", limits)


class _Server:
    """The one server process of this program, started when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def hand_over(self, record: bytes, end: socket.socket) -> bool:
        """Whether a server has taken the socket; one that has died is replaced once."""
        with self._lock:
            for _ in range(2):
                try:
                    socket.send_fds(self._started(), [record], [end.fileno()])
                except OSError:
                    self._stop()
                else:
                    return True
        return False

    def stop(self) -> None:
        """End the server process and its children; the next call starts another."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """Leave the server to the parent from which this process was forked."""
        self._lock = threading.Lock()
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.returncode = 0
        self._control = self._process = None

    def _started(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                    _command("child_server", "serve", str(theirs.fileno())),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                )
            self._control = ours
        return self._control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            try:
                self._process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._control = self._process = None


def _command(module: str, function: str, argument: str) -> list[str]:
    code = LAUNCH.format(module=module, function=function, argument=argument)
    path = [str(Path(folder).absolute()) for folder in sys.path]
    return [sys.executable, "-I", "-c", code, json.dumps(path)]


_SERVER = _Server()
atexit.register(_SERVER.stop)
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_SERVER.forget)


def _run_forked(call: bytes, module: str, limits: Limits) -> Outcome:
    name = module.encode()[:200] if module != "__main__" else b""
    record = START.pack(limits.memory, limits.cpu, limits.wall, limits.answer, name)
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            if not _SERVER.hand_over(record, theirs):
                return Died("the server of children does not start")
        deadline = time.monotonic() + limits.wall + PATIENCE_SECONDS
        try:
            ours.settimeout(limits.wall + PATIENCE_SECONDS)
            _send(ours, LENGTH.pack(len(call)) + call)
            said = _received(ours, limits.answer + HEADER.size + TRAILER.size, deadline)
        except TimeoutError:
            _SERVER.stop()
            return Exceeded(Limit.TIME)
        except OSError as error:
            return Died(str(error))
    return _outcome(said)


def _send(end: socket.socket, call: bytes) -> None:
    try:
        end.sendall(call)
    except (BrokenPipeError, ConnectionResetError):
        # The child died early; how, is read next.
        return


def _received(end: socket.socket, most: int, deadline: float) -> bytes:
    """All that is said until the other end closes; no more than `most` bytes are kept."""
    said = bytearray()
    while len(said) <= most:
        end.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            piece = end.recv(1 << 16)
        except ConnectionResetError:
            break
        if not piece:
            break
        said += piece
    return bytes(said)


def _outcome(said: bytes) -> Outcome:
    body, trailer = said[: -TRAILER.size], said[-TRAILER.size :]
    if len(trailer) < TRAILER.size or not trailer.startswith(MARK):
        return Died("the server of children ended")
    if len(body) >= HEADER.size:
        kind, length = HEADER.unpack_from(body)
        if len(body) == HEADER.size + length:
            return _answered(Said(kind), body[HEADER.size :])
    _, ended, code = TRAILER.unpack(trailer)
    return _ended(Ended(ended), code)


def _answered(said: Said, answer: bytes) -> Outcome:
    match said:
        case Said.FINISHED:
            return Finished(answer)
        case Said.OUT_OF_MEMORY:
            return Exceeded(Limit.MEMORY)
        case Said.TOO_MUCH:
            return Exceeded(Limit.ANSWER)
        case Said.FAILED:
            return Died(answer.decode(errors="replace"))


def _ended(ended: Ended, code: int) -> Outcome:
    if ended is Ended.OUT_OF_TIME:
        return Exceeded(Limit.TIME)
    if ended is Ended.KILLED and sys.platform != "win32" and code == signal.SIGXCPU:
        return Exceeded(Limit.CPU)
    return Died(f"{ended.name.lower()} with {code}")


def run_fresh(call: bytes, limits: Limits) -> Outcome:
    """The outcome of a pickled call made in an interpreter of its own, limited in time only."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own code
            _command("child_protocol", "answer_once", str(limits.answer)),
            input=call,
            capture_output=True,
            timeout=limits.wall,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Exceeded(Limit.TIME)
    except OSError as error:
        return Died(str(error))
    return _outcome(done.stdout + TRAILER.pack(MARK, Ended.EXITED, done.returncode))
