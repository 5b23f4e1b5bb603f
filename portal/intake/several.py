"""Several files of a member taken in as one: its forms of the official kind and the supplement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

import orjson
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.files.store import FileStore, Stored
from portal.intake.report import Report
from portal.members.models import Company
from portal.submissions import operations, queries
from portal.submissions.models import Upload
from portal.submissions.operations import Received
from portal.submissions.states import Kind, UploadState
from portal.workbook.findings import Severity

# More than any member has sites, each with its form, and one supplement.
MOST_FILES: Final = 30
_LONGEST_LIST: Final = 1 << 20
_KEY_LENGTH: Final = 56
# What asks for one more file: a site without its form, or a supplement without any.
_INCOMPLETE: Final = frozenset({"OFF-015", "OFF-019"})


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file that came with others, already safe on disk."""

    stored: Stored
    name: str


@dataclass(frozen=True, slots=True)
class Pending:
    """One file of the hand-in that is being put together.

    Attributes:
        errors, warnings: cases found in it.
        site: its control number; empty for the supplement and for what cannot be joined.
        stays: whether the next upload most likely goes with it rather than instead of it.
    """

    upload_id: int
    number: str
    name: str
    label: str
    sha256: str
    size: int
    role: str
    site: str
    errors: int
    warnings: int
    stays: bool


def receive_together(
    session: Session,
    store: FileStore,
    actor: Actor,
    company: Company,
    arrived: Sequence[Arrived],
    kept: Sequence[Upload],
    *,
    idempotency_key: str,
    at: datetime,
    kind: Kind,
    year: int,
) -> Received:
    """Note files as uploads, each with its number, and all of them as one more upload.

    Args:
        arrived: the files that came now.
        kept: files that came before and belong to the same inventory; they stand first.
        idempotency_key: made with the form; a repeat gives the same uploads.

    Raises:
        NotAllowedError, RepeatedKeyError, IllegalTransitionError: as `submissions.receive_whole`.
    """
    new = [
        operations.receive_upload(
            session,
            actor,
            company,
            one.stored,
            original_name=one.name,
            idempotency_key=f"{idempotency_key[:_KEY_LENGTH]}.{number}",
            at=at,
            kind=kind,
            year=year,
        ).upload
        for number, one in enumerate(arrived, 1)
    ]
    parts = [*kept, *new]
    listed = store.put(BytesIO(list_of(parts)), _LONGEST_LIST)
    return operations.receive_whole(
        session,
        actor,
        company,
        listed,
        parts,
        original_name=f"{company.code}_{year}_{len(parts)}.json",
        idempotency_key=idempotency_key,
        at=at,
        kind=kind,
        year=year,
    )


def list_of(parts: Sequence[Upload]) -> bytes:
    """The list of the files with their hashes; its own hash stands for all of them."""
    files = [
        {"upload": one.number, "file": one.original_name, "sha256": one.sha256, "size": one.size}
        for one in parts
    ]
    return orjson.dumps({"files": files}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def pending(session: Session, upload_id: int, report: Report | None) -> list[Pending]:
    """The files that an upload that was not handed in is made of, for the next one to keep.

    None for a workbook of the portal, which stands for itself.
    """
    if report is None or not report.files:
        return []
    parts = queries.upload_parts(session, upload_id)
    uploads = parts or [session.get_one(Upload, upload_id)]
    is_open = len(parts) > 0 or bool(_INCOMPLETE & {one.code for one in report.findings})
    names = [str(file["name"]) for file in report.files]
    return [
        _pending(upload, file, report, names, is_open=is_open)
        for upload, file in zip(uploads, report.files, strict=True)
        if upload.state is not UploadState.ABANDONED
    ]


def _pending(
    upload: Upload, file: dict[str, object], report: Report, names: list[str], *, is_open: bool
) -> Pending:
    label = str(file["name"])
    own = [one for one in report.findings if len(names) == 1 or report.file_of(one) == label]
    errors = sum(one.count for one in own if one.severity is Severity.ERROR)
    if len(names) == 1 and file["role"] == "supplement":
        # That the forms are still missing is no fault of the supplement.
        errors = 0
    return Pending(
        upload.id,
        upload.number,
        upload.original_name,
        label,
        upload.sha256,
        upload.size,
        str(file["role"]),
        str(file["site"]),
        errors,
        sum(one.count for one in own if one.severity is Severity.WARNING),
        stays=is_open and not errors and bool(file["role"]),
    )
