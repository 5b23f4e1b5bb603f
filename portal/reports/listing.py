"""A list of a page as a workbook: the same rows, one worksheet, ready to filter."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from portal.language import Language, Text
from portal.reports.edition import Edition
from portal.reports.excel import Book, Field, Value

_NO_TEMPLATE: Final = Text("不適用", "not applicable")


def listing(
    title: Text,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Value]],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """The workbook of a list.

    Args:
        fields: the columns from left to right.
        rows: a value for each field.
        at: when the list was made.
    """
    return listings(title, [(title, fields, rows)], at=at, language=language)


def listings(
    title: Text,
    lists: Sequence[tuple[Text, Sequence[Field], Sequence[Sequence[Value]]]],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """The workbook of a page with several lists: a worksheet for each, by its name."""
    book = Book(title, Edition(at, at, _NO_TEMPLATE), language, has_contents=len(lists) > 1)
    for name, fields, rows in lists:
        sheet = book.sheet(name)
        first = book.opening(sheet, len(fields))
        book.table(sheet, fields, rows, first=first, frozen=1)
    return book.close()
