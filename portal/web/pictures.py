"""Photos that people send: made anew from their pixels, so that nothing says where they were."""

import contextlib
import tempfile
from pathlib import Path
from typing import Final

from werkzeug.datastructures import FileStorage

from portal.field.pictures import Picture, PictureFault, cleaned
from portal.files.names import printable
from portal.files.store import CHUNK
from portal.language import Text
from portal.web.settings import chosen, largest_kept

SUFFIXES: Final = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
"""How the names of photos end; those that cannot be read are told why."""
TOO_LARGE: Final = Text("檔案超過單張上限。", "The file is larger than one photo may be.")


def picture_of(sent: FileStorage) -> Picture | Text:
    """The picture of a file that was sent, or why it is not taken.

    The file as it came is never kept: it may say where it was taken.
    """
    with contextlib.closing(sent), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo"
        if not _copied(sent, path, largest_kept(chosen())):
            return TOO_LARGE
        picture = cleaned(path)
    return picture.label if isinstance(picture, PictureFault) else picture


def name_of(sent: FileStorage) -> str:
    """The name of a photo without folders and without what cannot be printed."""
    name = (sent.filename or "").replace("\\", "/").rpartition("/")[2]
    return printable(name, "photo.jpg")


def _copied(sent: FileStorage, path: Path, limit: int) -> bool:
    """Whether the file was copied whole; one beyond the limit is not."""
    left = limit
    with path.open("wb") as target:
        while chunk := sent.stream.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                return False
            target.write(chunk)
    return True
