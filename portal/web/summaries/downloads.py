"""The table of members as CSV and as JSON, filtered and ordered as on the page."""

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

import orjson

from portal.aggregation.summary_json import share, tonnes
from portal.language import Language
from portal.plans.amounts import Missing
from portal.reports.rows import MemberRow
from portal.reports.values import Form, absent
from portal.web.summaries.table import COLUMNS, Column, Value
from portal.workbook.inert_text import inert


def as_csv(rows: Sequence[MemberRow], language: Language) -> bytes:
    """CSV as Excel opens it: with a byte order mark; tonnes unrounded."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_heading(column, language) for column in COLUMNS])
    for row in rows:
        writer.writerow([_cell(column, column.read(row, language), language) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _heading(column: Column, language: Language) -> str:
    title = column.title[language]
    if column.form is None or column.form is Form.YEAR:
        return title
    return f"{title} ({column.form.value.unit[language]})"


def _cell(column: Column, value: Value, language: Language) -> str:
    if isinstance(value, Missing):
        said = absent(value)[language]
        return "" if value is Missing.NO_DATA else said
    if isinstance(value, Decimal):
        percent = column.form in (Form.SHARE, Form.CHANGE)
        return f"{(value * 100).quantize(Decimal('0.01')):f}" if percent else tonnes(value)
    return inert(value)


def as_json(rows: Sequence[MemberRow], year: int) -> bytes:
    """JSON: tonnes as decimal strings, missing values by their name."""
    members = [_plain(row) for row in rows]
    return orjson.dumps({"year": year, "members": members}, option=orjson.OPT_INDENT_2)


def _plain(row: MemberRow) -> Mapping[str, object]:
    return {
        "code": row.code,
        "name": {"zh": row.name.zh, "en": row.name.en},
        "group": row.group.value,
        "inventory": row.member.state.value,
        **{
            column.name: _number(column, column.read(row, Language.EN))
            for column in COLUMNS
            if column.form is not None
        },
    }


def _number(column: Column, value: Value) -> str:
    if isinstance(value, Missing):
        return value.value
    if not isinstance(value, Decimal):
        return value
    return share(value) if column.form in (Form.SHARE, Form.CHANGE) else tonnes(value)
