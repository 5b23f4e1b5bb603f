"""What changes its name in the demonstration, and who still uses last year's template."""

from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.queries import actor as actor_of
from portal.accounts.queries import user_by_email
from portal.aggregation.keeping import rewrite_sums
from portal.demo.companies import company
from portal.demo.contents import Workbook
from portal.demo.earlier import EarlierSample
from portal.intake.renumbering import renumber
from portal.inventory.earlier import VERSIONS
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.members.queries import company_by_code, site_by_control_number
from portal.submissions.operations import record_identity
from portal.submissions.states import IdentityKind
from portal.workbook.content import Content

# Handed in by the older template, which the portal still reads.
BY_OLDER_TEMPLATE: Final = frozenset({("PC33", 2022)})
RENAMED: Final = ("EL09", 2024)
RENUMBERED: Final = "ST09"
ADMINISTRATOR: Final = "administrator@demo.example"
_NEW_NUMBER: Final = "E90Z9909"


def as_handed_in(file: Workbook) -> bytes:
    """The workbook as this member wrote it that year."""
    if file.template is INVENTORY and (file.company.code, file.year) in BY_OLDER_TEMPLATE:
        return EarlierSample("inventory", file.company.code, VERSIONS, file.year).written()
    return file.written(_renamed(file.content) if _is_renamed(file) else None)


def record_rename(session: Session, actor: Actor, file: Workbook, at: datetime) -> None:
    """Before it hands in, the member says that a source has another number."""
    known = company_by_code(session, file.company.code) if _is_renamed(file) else None
    if known is None:
        return
    site, old = (str(file.content["sources"][0][key]) for key in ("site", "source_id"))
    record_identity(
        session,
        actor,
        known,
        IdentityKind.SOURCE_RENAMED,
        year=file.year,
        old=[f"{site}/{old}"],
        new=[f"{site}/{_another(old)}"],
        reason="設備重新編號，設備本身未更換。",
        at=at,
        resum=rewrite_sums,
    )


def renumber_one(session: Session) -> None:
    """A site gets another control number, after everything that was handed in with the former."""
    known = company_by_code(session, RENUMBERED)
    site = site_by_control_number(session, company(RENUMBERED).places[0].record.control_number)
    administrator = user_by_email(session, ADMINISTRATOR)
    if known is None or site is None or administrator is None:
        return
    renumber(
        session,
        actor_of(session, administrator),
        known,
        site,
        _NEW_NUMBER,
        on=date(2025, 2, 1),
        reason="工廠登記變更，換發管制編號。",
        at=datetime(2025, 2, 6, 2, tzinfo=UTC),
        resum=rewrite_sums,
    )


def _is_renamed(file: Workbook) -> bool:
    return file.template is INVENTORY and (file.company.code, file.year) == RENAMED


def _renamed(content: Content) -> Content:
    first, *others = content["sources"]
    another = _another(str(first["source_id"]))
    return {**content, "sources": [{**first, "source_id": another}, *others]}


def _another(number: str) -> str:
    return f"{number}N"
