"""Files given back: as they arrived or with their findings marked; several of them as one .zip."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePath
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from flask import Response

from portal.files.names import labels
from portal.intake.marked import marked_copy
from portal.intake.report import Report
from portal.intake.together import shares
from portal.language import Text
from portal.submissions import queries
from portal.submissions.models import Upload
from portal.web.database import session
from portal.web.files import EXCEL, ZIP, download, store
from portal.web.preferences import language, t

MARKED: Final = Text("標註", "marked")
LISTED: Final = Text("檢核結果", "findings")
_ANY: Final = "application/octet-stream"
# The same files give the same archive.
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def original(one: Upload) -> Response:
    """The file as it arrived; of several, each of them and the list of their hashes."""
    parts = queries.upload_parts(session(), one.id)
    if not parts:
        return download(store().read(one.sha256), one.original_name, _ANY)
    names = labels([part.original_name for part in parts])
    files = [(name, store().read(part.sha256)) for name, part in zip(names, parts, strict=True)]
    files.append((one.original_name, store().read(one.sha256)))
    return download(_archive(files), f"{PurePath(one.original_name).stem}.zip", ZIP)


def with_marks(one: Upload, report: Report, position: int | None) -> Response:
    """The file with each finding marked in its cell; of several, all of them or one."""
    parts = queries.upload_parts(session(), one.id)
    if not parts:
        return download(marked_copy(store(), one.sha256, report, language()), named(one), EXCEL)
    pairs = list(zip(parts, shares(report), strict=True))
    if position is not None and position in range(1, len(pairs) + 1):
        part, share = pairs[position - 1]
        return download(marked_copy(store(), part.sha256, share, language()), named(part), EXCEL)
    names = labels([named(part) for part in parts])
    files = [
        (name, marked_copy(store(), part.sha256, share, language()))
        for name, (part, share) in zip(names, pairs, strict=True)
    ]
    return download(_archive(files), named(one, MARKED, ".zip"), ZIP)


def named(one: Upload, what: Text = MARKED, suffix: str = ".xlsx") -> str:
    """The name of what is made of an upload."""
    return f"{PurePath(one.original_name).stem}_{t(what)}{suffix}"


def _archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, data in files:
            archive.writestr(ZipInfo(name, _STAMP), data)
    return made.getvalue()
