"""Numbers without gaps, drawn inside the transaction that uses them."""

from sqlalchemy import BigInteger, String, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db.base import Base

DATA = "data"
AUDIT = "audit"


class Counter(Base):
    """The last number drawn from one series; its row is locked until the transaction ends."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


def next_number(session: Session, name: str) -> int:
    """The next number of a series, from 1; given back when the transaction is rolled back."""
    drawn = _drawn(session, name)
    if drawn is not None:
        return drawn
    try:
        with session.begin_nested():
            session.execute(insert(Counter).values(name=name, value=1))
    except IntegrityError:
        # Another transaction drew the first number meanwhile; ours is the next one.
        return _drawn(session, name) or 1
    return 1


def _drawn(session: Session, name: str) -> int | None:
    return session.scalar(
        update(Counter)
        .where(Counter.name == name)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
        .execution_options(synchronize_session=False)
    )


def current_number(session: Session, name: str) -> int:
    """The last number drawn from a series, 0 when there is none."""
    return session.scalar(select(Counter.value).where(Counter.name == name)) or 0


def data_changed(session: Session) -> int:
    """The new data version, after a change to anything that a summary shows."""
    return next_number(session, DATA)


def data_version(session: Session) -> int:
    """The data version that summaries are kept under."""
    return current_number(session, DATA)
