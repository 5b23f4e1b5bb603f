"""What a caller, the server of children and a child say to each other.

The caller hands the server one end of a socket pair together with a `START` record. Over the other
end it sends the pickled call, led by its length; the child answers with a `HEADER` and the bytes.
Last, when the child is gone and cleared away, the server adds a `TRAILER` and closes.
"""

import importlib
import pickle
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from typing import Any

START = struct.Struct("<QIdQ200s")
LENGTH = struct.Struct("<Q")
HEADER = struct.Struct("<BQ")
TRAILER = struct.Struct("<4sBi")
MARK = b"gone"
REASON_CHARACTERS = 500


class Said(IntEnum):
    """What a child's answer is."""

    FINISHED = 1
    OUT_OF_MEMORY = 2
    TOO_MUCH = 3
    FAILED = 4


class Ended(IntEnum):
    """How a child ended; the number beside it is its exit code or signal."""

    EXITED = 1
    KILLED = 2
    OUT_OF_TIME = 3


def answer_to(call: bytes, most: int) -> bytes:
    """Make the pickled call and give its framed answer; every failure is an answer too.

    Args:
        call: a pickled pair of an importable function and its arguments.
        most: the longest answer passed on, bytes.
    """
    try:
        function, arguments = pickle.loads(call)  # noqa: S301 - our own parent pickled it
        said, answer = Said.FINISHED, _called(function, arguments)
    except MemoryError:
        said, answer = Said.OUT_OF_MEMORY, b""
    except BaseException as error:
        reason = f"{type(error).__name__}: {error}"[:REASON_CHARACTERS]
        said, answer = Said.FAILED, reason.encode(errors="replace")
    if len(answer) > most:
        said, answer = Said.TOO_MUCH, b""
    return HEADER.pack(said, len(answer)) + answer


def _called(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    answer = function(*arguments)
    if not isinstance(answer, bytes):
        raise TypeError(f"{function!r} gave {type(answer).__name__} and not bytes")
    return answer


def import_quietly(module: str) -> None:
    """Import a module ahead of the calls that need it; a failure shows again in the call."""
    with suppress(Exception):
        importlib.import_module(module)


def answer_once(most: int) -> None:
    """Answer one call that comes over standard input, over standard output."""
    answer = answer_to(sys.stdin.buffer.read(), most)
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
