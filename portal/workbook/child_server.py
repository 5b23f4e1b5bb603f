"""The server of children: a small process that forks one limited child for each call.

It runs no call itself, has one thread and holds only imported modules, so that forking it is safe
and quick. It ends when its parent closes the control socket, and takes its children with it.
"""

import gc
import os
import resource
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from portal.workbook.child_protocol import (
    LENGTH,
    MARK,
    START,
    TRAILER,
    Ended,
    answer_to,
    import_quietly,
)

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "pty.spawn",
)
# Between the CPU limit's polite signal and the kernel's kill.
CPU_GRACE_SECONDS = 2


@dataclass(slots=True)
class _Child:
    """One running child: the caller's socket and when its time is up."""

    caller: socket.socket
    deadline: float
    is_in_time: bool = True


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, _Child] = {}
        self._modules: set[str] = set()
        self._wake, wakeup = socket.socketpair()
        self._wakeup = wakeup
        for end in (self._wake, wakeup):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, _noted)
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(control, selectors.EVENT_READ)
        self._selector.register(self._wake, selectors.EVENT_READ)

    def run(self) -> None:
        """Serve until the parent is gone."""
        while True:
            ready = {key.fileobj for key, _ in self._selector.select(self._patience())}
            if self._wake in ready:
                self._wake.recv(4096)
            self._stop_late()
            self._clear_away()
            if self._control in ready and not self._accept():
                break
        for process in self._children:
            os.kill(process, signal.SIGKILL)

    def _patience(self) -> float | None:
        deadlines = [child.deadline for child in self._children.values() if child.is_in_time]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _stop_late(self) -> None:
        now = time.monotonic()
        for process, child in self._children.items():
            if child.is_in_time and child.deadline <= now:
                child.is_in_time = False
                os.kill(process, signal.SIGKILL)

    def _clear_away(self) -> None:
        """Reap the children that ended, and tell their callers how."""
        while self._children:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            child = self._children.pop(process)
            code = os.waitstatus_to_exitcode(status)
            ended = Ended.EXITED if code >= 0 else Ended.KILLED
            if not child.is_in_time:
                ended = Ended.OUT_OF_TIME
            # A caller that is gone or has stopped listening learns enough from the closing.
            with suppress(OSError):
                child.caller.send(TRAILER.pack(MARK, ended, abs(code)), socket.MSG_DONTWAIT)
            child.caller.close()

    def _accept(self) -> bool:
        record, handles, _, _ = socket.recv_fds(self._control, START.size, 1)
        if len(record) < START.size or not handles:
            return False
        memory, cpu, wall, most, module = START.unpack(record)
        name = module.rstrip(b"\0").decode()
        if name and name not in self._modules:
            self._modules.add(name)
            import_quietly(name)
            gc.freeze()
        caller = socket.socket(fileno=handles[0])
        try:
            process = os.fork()
        except OSError:
            caller.close()
            return True
        if process == 0:
            self._become_child(caller, memory, cpu, most)
        self._children[process] = _Child(caller, time.monotonic() + wall)
        return True

    def _become_child(self, caller: socket.socket, memory: int, cpu: int, most: int) -> NoReturn:
        """Leave everything of the server behind, make the call, answer, and end."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._selector.close()
            for end in (self._control, self._wake, self._wakeup):
                end.close()
            for child in self._children.values():
                child.caller.close()
            handle = caller.detach()
            call = _read(handle, LENGTH.unpack(_read(handle, LENGTH.size))[0])
            _limit(memory, cpu)
            _write(handle, answer_to(call, most))
        except BaseException:
            os._exit(1)
        os._exit(0)


def _noted(_: int, __: FrameType | None) -> None:
    """Takes the signal of a child that ended; the wake-up socket does the waking."""


def _read(handle: int, length: int) -> bytes:
    pieces: list[bytes] = []
    while length > 0:
        piece = os.read(handle, min(length, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def _write(handle: int, answer: bytes) -> None:
    view = memoryview(answer)
    while view:
        view = view[os.write(handle, view) :]


def _limit(memory: int, cpu: int) -> None:
    """Limit this process for the rest of its life; nothing it imports can lift the limits."""
    limits = (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, cpu, cpu + CPU_GRACE_SECONDS),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for name, soft, hard in limits:
        try:
            resource.setrlimit(name, (soft, hard))
        except (ValueError, OSError):
            # macOS does not limit address space; the other limits still hold.
            continue
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} is not allowed here")


def serve(control: int) -> None:
    """Serve calls from the inherited control socket until it is closed."""
    gc.freeze()
    _Server(socket.socket(fileno=control)).run()
