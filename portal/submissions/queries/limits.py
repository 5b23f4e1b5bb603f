"""Reading which limits of rules were changed, and which of the changes count on a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.submissions.models import ThresholdChange
from portal.workbook.thresholds import ANY, Change, Threshold, in_force

CHANGES = (
    select(
        ThresholdChange.key,
        ThresholdChange.group,
        ThresholdChange.year,
        ThresholdChange.value,
        ThresholdChange.unit,
        ThresholdChange.reason,
        User.name,
        ThresholdChange.decided_at,
        ThresholdChange.applies_from,
    )
    .join(User, User.id == ThresholdChange.decided_by)
    .order_by(ThresholdChange.id)
)
BEGUN = CHANGES.where(ThresholdChange.applies_from <= bindparam("on"))
OF_KEY = CHANGES.where(ThresholdChange.key == bindparam("key"))


def thresholds_in_force(session: Session, on: date) -> tuple[Change, ...]:
    """The changes that count for a workbook received on a day, one a key, group and year."""
    return in_force(_changes(session.execute(BEGUN, {"on": on})), on)


def threshold_changes(session: Session, key: str | None = None) -> list[Change]:
    """Every change that was ever made, of one limit or of all, latest first."""
    asked = session.execute(CHANGES if key is None else OF_KEY, {"key": key} if key else {})
    return list(_changes(asked))[::-1]


def _changes(rows: Iterable[Any]) -> Iterator[Change]:
    for key, group, year, value, unit, reason, *decided in rows:
        place = (key, group.value if group else ANY, str(year) if year else ANY)
        yield Change(Threshold(*place, value, unit, reason), reason, *decided)
