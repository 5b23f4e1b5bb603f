"""Samples whose shape is wrong: each provokes one of the rules about every kind of workbook."""

from dataclasses import replace
from decimal import Decimal

from portal.demo.faults import (
    Change,
    Fault,
    as_text,
    cell,
    columns,
    headed,
    rewritten,
    sheet,
    stamped,
    twice,
    without,
)
from portal.workbook.content import CellInput, ErrorValue, Formula
from portal.workbook.writing.draft import Draft, DraftColumn, DraftSheet

SOURCES = "sources"


def _own_form(draft: Draft) -> Draft:
    """A workbook of the company's own making: other sheets, other headings."""
    (source,) = (one for one in draft.sheets if one.sheet.key == SOURCES)
    named = enumerate(source.columns[:6], start=1)
    own = tuple(replace(one, key=f"c{number}", title=f"欄{number}") for number, one in named)
    sheets = (replace(source, name="本廠能源統計", columns=own),)
    return replace(draft, stamp=replace(draft.stamp, template_id=""), sheets=sheets)


def _hidden(one: DraftSheet) -> DraftSheet:
    return replace(one, is_hidden=True)


def _empty(one: DraftSheet) -> DraftSheet:
    return replace(one, rows=())


def _without_headings(one: DraftSheet) -> DraftSheet:
    return replace(one, columns=tuple(replace(each, key="", title="") for each in one.columns))


def _extra_sheet(draft: Draft) -> Draft:
    (source,) = (one for one in draft.sheets if one.sheet.key == SOURCES)
    return replace(draft, sheets=(*draft.sheets, replace(source, name="計算底稿")))


def _swapped_headings(found: list[DraftColumn]) -> list[DraftColumn]:
    activity, unit = (
        next(one for one in found if one.key == key) for key in ("activity", "heat_value")
    )
    titles = {"activity": unit.title, "heat_value": activity.title}
    return [replace(one, title=titles.get(one.key, one.title)) for one in found]


def _moved(found: list[DraftColumn]) -> list[DraftColumn]:
    return [*found[6:], *found[:6]]


def _doubled(found: list[DraftColumn]) -> list[DraftColumn]:
    return [*found, next(one for one in found if one.key == "activity")]


def _unknown_column(found: list[DraftColumn]) -> list[DraftColumn]:
    return [*found, replace(found[-1], key="", title="內部審核註記")]


def _less(*dropped: str) -> Change:
    return columns(SOURCES, lambda found: [one for one in found if one.key not in dropped])


def _finer(value: CellInput) -> CellInput:
    """The same amount to a hundred millionth."""
    return value + Decimal("0.00000001") if isinstance(value, Decimal) else value


COLUMNS_MOVED = columns(SOURCES, _moved)
"""Columns in another order, which the portal reads as well as in the declared one."""

IDENTITY = (
    Fault("WB-101", "not a template", _own_form),
    Fault("WB-102", "identity lost", stamped(template_id="")),
    Fault("WB-104", "unknown version", stamped(version=99)),
)
SHEETS = (
    Fault("WB-111", "sheet missing", without("sites")),
    Fault("WB-112", "sheet doubled", twice(SOURCES)),
    Fault("WB-113", "own sheet added", _extra_sheet),
    Fault("WB-114", "sheet hidden", sheet("energy", _hidden)),
    Fault("WB-117", "sheet without rows", sheet("production", _empty)),
)
HEADINGS = (
    Fault("WB-121", "headings deleted", sheet(SOURCES, _without_headings)),
    Fault("WB-122", "column missing", _less("method")),
    Fault("WB-123", "column doubled", columns(SOURCES, _doubled)),
    Fault("WB-124", "own column added", columns(SOURCES, _unknown_column)),
    Fault("WB-125", "headings moved without data", columns(SOURCES, _swapped_headings)),
    Fault("WB-126", "other heading", headed(SOURCES, "equipment", "設備代號", with_key=True)),
)
NUMBERS = (
    Fault("WB-201", "not a number", cell(SOURCES, "activity", "約一萬二千")),
    Fault("WB-202", "number as text", rewritten(SOURCES, "activity", str)),
    Fault("WB-203", "full width digits", cell("production", "operating_hours", "８１２０")),
    Fault("WB-204", "thousands marks typed", cell("production", "operating_hours", "8,120")),
    Fault("WB-205", "unit in the cell", cell(SOURCES, "heat_value", "8107 kcal/m3")),
    Fault("WB-206", "number that reads two ways", cell(SOURCES, "activity", "1.234,5")),
    Fault("WB-207", "absurd number", cell(SOURCES, "activity", 9.9e30)),
    Fault("WB-208", "negative activity", cell(SOURCES, "activity", Decimal("-12.5"))),
    Fault("WB-209", "share above one", cell(SOURCES, "share", Decimal("1.5"))),
    Fault("WB-210", "more decimals", rewritten(SOURCES, "activity", _finer)),
    Fault("WB-211", "half a year", cell("verification", "lead_verifier_years", Decimal("2.5"))),
    Fault("WB-212", "per cent as text", cell("sites", "excluded_share", "0.3%")),
    Fault("WB-213", "per cent without sign", cell("sites", "excluded_share", "0.003")),
)
ANSWERS = (
    Fault("WB-221", "not a date", cell("cover", "prepared_on", "明年春天")),
    Fault("WB-222", "not a year", cell("energy", "factor_year", "去年")),
    Fault("WB-223", "minguo year", cell("energy", "factor_year", 113)),
    Fault("WB-224", "not in the list", cell(SOURCES, "calibration", "老王校正")),
    Fault("WB-225", "simplified characters", as_text(SOURCES, "emission_type", "固定燃烧")),
    Fault("WB-226", "unknown unit", cell("energy", "unit", "坨")),
    Fault("WB-227", "neither yes nor no", cell(SOURCES, "biogenic", "也許")),
    Fault("WB-228", "required cell empty", cell(SOURCES, "name", None)),
    Fault("WB-229", "unseen characters", cell(SOURCES, "name", "爐石\u200b乾燥機")),
    Fault("WB-230", "text too long", cell(SOURCES, "note", "說明" * 2000)),
)
FORMULAS = (
    Fault("WB-241", "error value", cell(SOURCES, "activity", ErrorValue("#REF!"))),
    Fault("WB-242", "never calculated", cell(SOURCES, "activity", Formula("=100*12"))),
    Fault(
        "WB-243",
        "link to another file",
        cell("production", "operating_hours", Formula("='[用量.xlsx]年報'!B7", 8120)),
    ),
    Fault(
        "WB-244",
        "formula in an input cell",
        cell("production", "operating_hours", Formula("=24*338", 8112)),
    ),
)
FAULTS: tuple[Fault, ...] = (*IDENTITY, *SHEETS, *HEADINGS, *NUMBERS, *ANSWERS, *FORMULAS)
