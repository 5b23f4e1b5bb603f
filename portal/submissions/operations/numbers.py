"""The numbers that people quote on the telephone."""

from datetime import datetime, timedelta, timezone

from sqlalchemy.orm import Session

from portal.db.counters import next_number

TAIPEI = timezone(timedelta(hours=8))


def upload_number(session: Session, at: datetime) -> str:
    """The next number of an upload, `U-2026-000123`; the year is Taipei's."""
    return _number(session, "U", at)


def receipt_number(session: Session, at: datetime) -> str:
    """The next number of a receipt, `R-2026-000123`."""
    return _number(session, "R", at)


def _number(session: Session, letter: str, at: datetime) -> str:
    year = at.astimezone(TAIPEI).year
    return f"{letter}-{year}-{next_number(session, f'{letter}-{year}'):06}"
