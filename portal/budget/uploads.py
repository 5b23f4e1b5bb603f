"""Workbooks of the budget: received with a preview, confirmed once, and only then a version."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, cast

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.audit.events import Event
from portal.audit.operations import record
from portal.budget.models import CarbonBudgetUpload, CarbonBudgetVersion
from portal.budget.operations import NewVersion, enter_version, need
from portal.budget.preview import Preview, base_of, preview_of
from portal.budget.queries import versions
from portal.budget.rules import version_of
from portal.budget.sheets import ABOUT, SECTORS, About, SectorRow
from portal.db.base import StaleRowError
from portal.files.store import Stored
from portal.submissions.models import StoredFile
from portal.submissions.operations import keep_file
from portal.workbook.findings import Finding
from portal.workbook.stored import finding, restored


class OvertakenError(StaleRowError):
    """The preview was confirmed before, or the version on file is another one by now."""


def receive(
    session: Session,
    actor: Actor,
    stored: Stored,
    rows: Mapping[str, Sequence[Any]],
    findings: Sequence[Finding],
    *,
    name: str,
    at: datetime,
) -> CarbonBudgetUpload:
    """Keep a file that has no errors, with its warnings; it is no version before it is confirmed.

    Raises:
        NotAllowedError: when the actor may not edit the budget.
    """
    need(actor)
    keep_file(session, stored, at)
    one = CarbonBudgetUpload(
        sha256=stored.sha256,
        original_name="".join(each for each in name if each.isprintable())[-200:] or "file",
        rows={key: [_kept(row) for row in some] for key, some in rows.items()},
        findings=orjson.loads(orjson.dumps(list(findings))),
        uploaded_by=actor.user_id,
        uploaded_at=at,
    )
    session.add(one)
    session.flush()
    what = {"sha256": stored.sha256}
    subject = "carbon_budget_upload"
    record(session, actor.user_id, Event.BUDGET_UPLOADED, subject, one.id, at, **what)
    return one


def _kept(row: Any) -> dict[str, Any]:
    """A row as JSON keeps it: amounts and days as text."""
    values = {one.name: getattr(row, one.name) for one in fields(row)}
    return {
        key: value if isinstance(value, (str, int, type(None))) else str(value)
        for key, value in values.items()
    }


def entered_of(one: CarbonBudgetUpload) -> NewVersion:
    """The version that a file holds."""
    about = cast(About, restored(ABOUT, one.rows["about"][0]))
    sectors = [cast(SectorRow, restored(SECTORS, row)) for row in one.rows["sectors"]]
    return version_of(about, sectors)


def warnings_of(one: CarbonBudgetUpload) -> list[Finding]:
    """What the check of a file asked about."""
    return [finding(dict(each)) for each in one.findings]


def preview(session: Session, one: CarbonBudgetUpload) -> Preview:
    """What a file changes against the version on file."""
    entered = entered_of(one)
    return preview_of(base_of(versions(session), entered), entered)


def waiting(session: Session) -> list[CarbonBudgetUpload]:
    """The files that nobody has confirmed, newest first."""
    wanted = select(CarbonBudgetUpload).where(CarbonBudgetUpload.confirmed_at.is_(None))
    return list(session.scalars(wanted.order_by(CarbonBudgetUpload.id.desc())))


def confirm(
    session: Session, actor: Actor, one: CarbonBudgetUpload, shown: str, *, at: datetime
) -> CarbonBudgetVersion:
    """Make a file a version of the budget, once, and only as the preview showed it.

    Args:
        session: of the caller's transaction.
        actor: who confirms.
        one: the file.
        shown: digest of the preview that the person saw.
        at: when.

    Raises:
        NotAllowedError: when the actor may not edit the budget.
        OvertakenError: when it was confirmed before, the version on file is another one now, or
            the file changes nothing.
    """
    need(actor)
    found = preview(session, one)
    if one.confirmed_at is not None or found.digest != shown or not found.changed:
        raise OvertakenError(f"upload {one.id}")
    file = session.get_one(StoredFile, one.sha256)
    stored = Stored(one.sha256, file.size)
    made = enter_version(session, actor, entered_of(one), stored=stored, at=at)
    one.confirmed_by, one.confirmed_at, one.version_id = actor.user_id, at, made.id
    session.flush()
    return made
