"""A folder of files named by their SHA-256: written once, verified at every read."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

CHUNK = 1 << 20


class SupportsWrite(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> int:
        """Write some bytes."""
        ...


class FileStoreError(Exception):
    """What can go wrong with a stored file."""


class TooLargeError(FileStoreError):
    """The file has more bytes than are taken."""


class MissingFileError(FileStoreError):
    """No file with this hash is stored."""


class DamagedFileError(FileStoreError):
    """The stored bytes no longer have the hash they are named by."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safe on disk.

    Attributes:
        sha256: hexadecimal, 64 characters.
        size: bytes.
    """

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a check of the whole store found.

    Attributes:
        sound: number of files whose bytes have their hash.
        damaged: hashes of files that have changed.
        unfinished: names of temporary files left by a crash.
    """

    sound: int
    damaged: tuple[str, ...]
    unfinished: tuple[str, ...]


class FileStore:
    """Files of one instance."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"

    def put(self, stream: BinaryIO, limit: int) -> Stored:
        """Store a stream and return its hash, when its bytes and its name are on disk.

        Args:
            stream: read to its end or to the limit.
            limit: most bytes taken.

        Raises:
            TooLargeError: when the stream is longer than the limit; nothing is kept.
        """
        self._incoming.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._incoming, delete=False) as target:
            unfinished = Path(target.name)
            try:
                stored = _copied(stream, target, limit)
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        self._place(unfinished, self.path(stored.sha256))
        return stored

    def open(self, sha256: str) -> BinaryIO:
        """The bytes of a stored file, verified before the first is given out.

        Raises:
            MissingFileError: when there is no such file.
            DamagedFileError: when its bytes have changed.
        """
        try:
            stream = self.path(sha256).open("rb")
        except FileNotFoundError:
            raise MissingFileError(sha256) from None
        if _hash_of(stream) != sha256:
            stream.close()
            raise DamagedFileError(sha256)
        stream.seek(0)
        return stream

    def read(self, sha256: str) -> bytes:
        """All bytes of a stored file, verified."""
        with self.open(sha256) as stream:
            return stream.read()

    def path(self, sha256: str) -> Path:
        """Where a file with this hash lies.

        Raises:
            MissingFileError: when the text is not a hash, so no name can leave the folder.
        """
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise MissingFileError(sha256)
        return self.folder / sha256[:2] / sha256

    def hashes(self) -> Iterator[str]:
        """The hashes of all stored files, in order."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            yield path.name

    def verify(self) -> StoreReport:
        """Every file hashed again."""
        sound, damaged = 0, list[str]()
        for sha256 in self.hashes():
            try:
                self.open(sha256).close()
                sound += 1
            except FileStoreError:
                damaged.append(sha256)
        unfinished = tuple(sorted(path.name for path in self._incoming.glob("*")))
        return StoreReport(sound, tuple(damaged), unfinished)

    def _place(self, unfinished: Path, final: Path) -> None:
        with contextlib.suppress(FileExistsError):
            final.parent.mkdir()
            _sync_folder(self.folder)
        unfinished.replace(final)
        _sync_folder(final.parent)


def _copied(stream: BinaryIO, target: SupportsWrite, limit: int) -> Stored:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooLargeError(f"more than {limit} bytes")
        digest.update(chunk)
        target.write(chunk)
    return Stored(digest.hexdigest(), size)


def _hash_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
