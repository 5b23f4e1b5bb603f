"""Files given back: as they arrived or with their findings marked; several of them as one .zip."""

from pathlib import PurePath
from typing import Final

from flask import Response

from portal.files.names import labels
from portal.intake.marked import MARKED, archive, archive_of, marked_copy
from portal.intake.report import Report
from portal.intake.together import shares
from portal.language import Text
from portal.submissions import queries
from portal.submissions.models import Upload
from portal.web.database import session
from portal.web.files import ZIP, download, spreadsheet, store
from portal.web.preferences import language, t

LISTED: Final = Text("檢核結果", "findings")
_ANY: Final = "application/octet-stream"


def original(one: Upload) -> Response:
    """The file as it arrived; of several, each of them and the list of their hashes."""
    parts = queries.upload_parts(session(), one.id)
    if not parts:
        return download(store().read(one.sha256), one.original_name, _ANY)
    names = labels([part.original_name for part in parts])
    files = [(name, store().read(part.sha256)) for name, part in zip(names, parts, strict=True)]
    files.append((one.original_name, store().read(one.sha256)))
    return download(archive(files), f"{PurePath(one.original_name).stem}.zip", ZIP)


def with_marks(one: Upload, report: Report, position: int | None) -> Response:
    """The file with each finding marked in its cell; of several, all of them or one."""
    parts = queries.upload_parts(session(), one.id)
    if not parts:
        return spreadsheet(marked_copy(store(), one.sha256, report, language()), named(one))
    pairs = list(zip(parts, shares(report), strict=True))
    if position is not None and position in range(1, len(pairs) + 1):
        part, share = pairs[position - 1]
        return spreadsheet(marked_copy(store(), part.sha256, share, language()), named(part))
    copies = [marked_copy(store(), part.sha256, share, language()) for part, share in pairs]
    made = archive_of([part.original_name for part in parts], copies, language())
    return download(made, named(one, MARKED, ".zip"), ZIP)


def named(one: Upload, what: Text = MARKED, suffix: str = "") -> str:
    """The name of what is made of an upload."""
    return f"{PurePath(one.original_name).stem}_{t(what)}{suffix}"
