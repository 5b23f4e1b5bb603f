import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from portal.files.store import (
    DamagedFileError,
    FileStore,
    MissingFileError,
    StoreReport,
    TooLargeError,
)

CONTENT = b"workbook " * 300_000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def test_a_file_is_given_back_as_it_was(store: FileStore) -> None:
    stored = store.put(BytesIO(CONTENT), limit=len(CONTENT))

    assert store.read(stored.sha256) == CONTENT
    assert stored.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert stored.size == len(CONTENT)


def test_the_same_bytes_are_kept_once(store: FileStore) -> None:
    first, second = (store.put(BytesIO(b"same"), limit=10) for _ in range(2))

    assert first == second
    assert list(store.hashes()) == [first.sha256]


def test_a_file_above_the_limit_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(TooLargeError):
        store.put(BytesIO(CONTENT), limit=len(CONTENT) - 1)

    assert store.verify() == StoreReport(0, (), ())


@pytest.mark.parametrize(
    "damage", [b"", CONTENT[:-1], CONTENT[:-1] + b"?"], ids=["empty", "cut", "changed"]
)
def test_damage_is_found_before_a_byte_is_given_out(store: FileStore, damage: bytes) -> None:
    sound = store.put(BytesIO(b"sound"), limit=10)
    stored = store.put(BytesIO(CONTENT), limit=len(CONTENT))
    store.path(stored.sha256).write_bytes(damage)

    with pytest.raises(DamagedFileError):
        store.open(stored.sha256)

    assert store.verify() == StoreReport(1, (stored.sha256,), ())
    assert store.read(sound.sha256) == b"sound"


def test_a_damaged_file_is_mended_when_it_comes_again(store: FileStore) -> None:
    stored = store.put(BytesIO(b"sound"), limit=10)
    store.path(stored.sha256).write_bytes(b"x")

    store.put(BytesIO(b"sound"), limit=10)

    assert store.read(stored.sha256) == b"sound"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "A" * 64, "", "/" * 64])
def test_only_hashes_name_files(store: FileStore, name: str) -> None:
    with pytest.raises(MissingFileError):
        store.open(name)


def test_a_file_that_was_never_stored_is_missing(store: FileStore) -> None:
    with pytest.raises(MissingFileError):
        store.read("0" * 64)


def test_what_a_crash_left_behind_is_named(store: FileStore) -> None:
    store.put(BytesIO(b"sound"), limit=10)
    (store.folder / "incoming" / "tmpleft").write_bytes(b"half")

    assert store.verify().unfinished == ("tmpleft",)


class Broken(BytesIO):
    """A connection that ends in the middle."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise ConnectionResetError


def test_a_broken_connection_leaves_nothing(store: FileStore) -> None:
    with pytest.raises(ConnectionResetError):
        store.put(Broken(), limit=10)

    assert store.verify() == StoreReport(0, (), ())
