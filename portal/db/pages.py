"""Lists of any length, read and shown one page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.db.folding import folded, folded_text

R = TypeVar("R")
ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a list.

    Attributes:
        total: rows of the whole list.
        number: of this page, from 1.
        pages: how many there are.
    """

    rows: tuple[R, ...]
    total: int
    number: int
    pages: int


def cut(rows: Sequence[R], number: int) -> Page[R]:
    """One page of rows that no database can find by itself; the last one when there are fewer."""
    pages, shown = _place(len(rows), number)
    return Page(tuple(rows[(shown - 1) * ROWS : shown * ROWS]), len(rows), shown, pages)


def _place(total: int, number: int) -> tuple[int, int]:
    """How many pages there are, and the nearest to the one that is asked for."""
    pages = max(1, -(-total // ROWS))
    return pages, min(max(number, 1), pages)


def read_page(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    number: int,
    read: Callable[[Any], R],
    values: Mapping[str, object] | None = None,
) -> Page[R]:
    """One page of what a statement finds; the last one when there are fewer.

    Args:
        wanted: with its order.
        number: of the page, from 1.
        read: makes a row of what the database gives.
        values: of the statement's parameters.
    """
    counted = wanted.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    total: int = session.execute(counted, values).scalar_one()
    pages, shown = _place(total, number)
    rows = session.execute(wanted.offset((shown - 1) * ROWS).limit(ROWS), values)
    return Page(tuple(read(row) for row in rows), total, shown, pages)


def has_words(words: str, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The condition that columns, one after the other, hold words, both as filters compare."""
    said: ColumnElement[Any] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        said = said + " " + func.coalesce(column, "")
    # No text of a database has the character of code 0.
    return folded_text(said).contains(folded(words.replace("\0", "")), autoescape=True)
