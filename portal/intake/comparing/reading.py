"""The cells of a stored workbook by row identity, read in a child process like every workbook."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol

import orjson

from portal.intake.checking import LIMITS
from portal.intake.kinds import KINDS, TEMPLATES
from portal.intake.official import open_either
from portal.inventory.figures import Background
from portal.official.building import official
from portal.official.places import FormReading
from portal.official.reading import read_official
from portal.official.sheets import is_official
from portal.workbook.cells import Book
from portal.workbook.child import Finished, run
from portal.workbook.excerpts import written
from portal.workbook.findings import Place
from portal.workbook.identity import identify
from portal.workbook.ods import is_open_document
from portal.workbook.package import inspect
from portal.workbook.reading import Reading, read
from portal.workbook.recurrence import identity
from portal.workbook.sheets import Layout, Row, Sheet, Template

Contents = Mapping[str, list[dict[str, Any]]]
"""Rows by sheet key, each with row, identity, label and cells (value, zh, en, address)."""

# The columns by which people call a row, the first that is filled.
_CALLED = ("name", "title", "site_name", "unit_name", "product", "supplier", "gas", "item")
_NUMBERED = ("source_id", "target_id", "measure_id", "control_number", "meter", "kind", "year")


class Unreadable(Exception):  # noqa: N818
    """The workbook is not there or can no longer be read."""


class _Rows(Protocol):
    def __call__(self, key: str) -> Iterable[Row]: ...


class _Address(Protocol):
    def __call__(self, place: Place) -> str: ...


def contents(path: Path) -> Contents | None:
    """The cells of a stored workbook; None when it is not there or cannot be read."""
    try:
        packed = _packed(path)
    except Unreadable:
        return None
    found: Contents = orjson.loads(zlib.decompress(packed))
    return found


@lru_cache(maxsize=32)
def _packed(path: Path) -> bytes:
    """Files are kept under their hash and never change, so what was read stays true."""
    if not path.is_file():
        raise Unreadable(path.name)
    outcome = run(_read, path, limits=LIMITS)
    if not isinstance(outcome, Finished) or outcome.answer == b"null":
        raise Unreadable(path.name)
    return zlib.compress(outcome.answer, 1)


def _read(path: Path) -> bytes:
    if inspect(path, open_document=is_open_document(path)) is not None:
        return b"null"
    with open_either(path) as book:
        if is_official(sheet.name for sheet in book.sheets):
            return orjson.dumps(_of_the_form(book))
        return orjson.dumps(_of_ours(book))


def _of_ours(book: Book) -> dict[str, list[dict[str, Any]]] | None:
    stated = identify(book, TEMPLATES)
    if stated.template is None:
        return None
    template = KINDS[stated.template.kind].template
    reading = read(book, template, group=None, version=stated.version)
    return _rows(template, reading.table, partial(_cell_of, reading))


def _cell_of(reading: Reading, place: Place) -> str:
    return reading.address(place)[1]


def _of_the_form(book: Book) -> dict[str, list[dict[str, Any]]]:
    """The form's facts as our own rows, each cell with its place in the form."""
    subject = official([read_official(book)], Background())
    form, inventory = FormReading(subject), subject.inventory

    def table(key: str) -> Iterable[Row]:
        found: Any = getattr(inventory, key)
        return (found,) if isinstance(found, Row) else found or ()

    def address(place: Place) -> str:
        sheet, cell = form.address(form.of_the_form(place))
        return f"{sheet}!{cell}" if cell else ""

    return _rows(KINDS["inventory"].template, table, address)


def _rows(template: Template, table: _Rows, address: _Address) -> dict[str, list[dict[str, Any]]]:
    return {
        sheet.key: [_row(sheet, row, address) for row in table(sheet.key)] for sheet in template
    }


def _row(sheet: Sheet, row: Row, address: _Address) -> dict[str, Any]:
    return {
        "at": row.at,
        # A form has one row, whatever it says: the cover of another year is still the cover.
        "identity": () if sheet.layout is Layout.FORM else identity(row),
        "label": label(row),
        "cells": dict(_cells(sheet, row, address)),
    }


def _cells(sheet: Sheet, row: Row, address: _Address) -> Iterator[tuple[str, list[str]]]:
    for column in sheet.columns:
        value = getattr(row, column.key)
        if value is not None:
            shown = written(column, value)
            place = Place(sheet.key, row.at, column.key)
            yield column.key, [raw(value), shown.zh, shown.en, address(place)]


def raw(value: object) -> str:
    """A value to compare: amounts without digits that say nothing, texts without outer spaces."""
    match value:
        case bool():
            return "1" if value else "0"
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case date():
            return value.isoformat()
        case _:
            return str(value).strip()


def label(row: Any) -> str:
    """A row as people call it: its own number, then its name."""
    known = {one.name for one in fields(row)}
    said = [
        next((str(found) for key in keys if key in known and (found := getattr(row, key))), "")
        for keys in (_NUMBERED, _CALLED)
    ]
    return " ".join(dict.fromkeys(one for one in said if one))
