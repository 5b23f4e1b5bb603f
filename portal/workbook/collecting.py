"""From cases to findings: addresses as Excel shows them, one finding for what has one cause."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain, groupby
from typing import Any

from portal.language import Text
from portal.workbook.excerpts import excerpt
from portal.workbook.findings import NOTHING, Finding, Hit, Place, Severity, Suggestion
from portal.workbook.locate import Said
from portal.workbook.reading import Reading
from portal.workbook.refusals import Refusal
from portal.workbook.rules import Rule
from portal.workbook.shape import SHAPE

SHOWN_ONE_BY_ONE = 20
CELLS_LISTED = 60
# Cases of one kind whose row is shown; the others are told by their cells alone.
EXCERPTS = 3
UNREADABLE = Text(
    "讀不到內容的檔案無法檢核；原檔已保留，不會遺失。",
    "A file whose content cannot be read cannot be checked; the original is kept.",
)
NOWHERE = Place("")
# From here on digits say less than the power of ten.
BEYOND_SENSE = Decimal(10) ** 18
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_OF_A_KIND = Text("{first}（同類共 {count} 處）", "{first} ({count} cases of this kind)")


Suggest = Callable[[Rule[Any], Sequence[Hit], Collection[int]], Suggestion | None]
"""From a case, or the first of many with the rows of all, to a correction that puts it right."""


def nothing_to_suggest(_: Rule[Any], __: Sequence[Hit], ___: Collection[int]) -> None:
    """No correction at all."""


@dataclass(slots=True)
class _Cases:
    """The cases of one kind: the first of them, and of the others the rows alone.

    A fault in every row of a large inventory would otherwise be larger than the inventory.
    """

    first: list[Said] = field(default_factory=list[Said])
    rows: set[int] = field(default_factory=set[int])
    count: int = 0

    def add(self, rule: Rule[Any], case: Hit) -> None:
        """Add one case."""
        self.count += 1
        self.rows.add(case.places[0].row if case.places else 0)
        if len(self.first) < SHOWN_ONE_BY_ONE:
            self.first.append((rule, case))


def collect(
    reading: Reading, said: Iterable[Said], suggest: Suggest = nothing_to_suggest
) -> tuple[Finding, ...]:
    """All findings about a workbook, errors first, then by sheet and rule.

    Cases that only follow from a cell that could not be read are dropped. More than twenty cases
    of one rule in one column become one finding with an exact count and cell ranges.
    """
    kinds: dict[tuple[str, str, str], _Cases] = {}
    believed = (one for one in said if not _is_unread(reading, one[1]))
    for rule, case in chain(reading.said, believed):
        first = case.places[0] if case.places else NOWHERE
        kinds.setdefault((rule.code, first.sheet, first.column), _Cases()).add(rule, case)
    found = [finding for cases in kinds.values() for finding in _findings(reading, cases, suggest)]
    order = {sheet.key: number for number, sheet in enumerate(reading.template)}
    by_name = {one.name: order.get(key, 0) for key, one in reading.located.items()}
    return tuple(
        sorted(found, key=lambda one: (_ORDER[one.severity], by_name.get(one.sheet, -1), one.code))
    )


def _is_unread(reading: Reading, case: Hit) -> bool:
    """Whether a case only follows from a cell that could not be read."""
    unread = reading.unread
    return bool(unread) and any(
        place in unread or Place(place.sheet, 0, place.column) in unread for place in case.places
    )


def _findings(reading: Reading, cases: _Cases, suggest: Suggest) -> Iterable[Finding]:
    if cases.count <= SHOWN_ONE_BY_ONE:
        for number, (rule, case) in enumerate(cases.first):
            found = replace(finding(rule, case, reading), suggestion=suggest(rule, [case], ()))
            yield _with_excerpt(found, case, reading) if number < EXCERPTS else found
        return
    whole = finding(*cases.first[0], reading)
    letters = whole.cells[0].rstrip("0123456789") if whole.cells else ""
    message = _OF_A_KIND.format(first=whole.message, count=cases.count)
    cells = ranges(letters, sorted(cases.rows))
    column = _column(reading, cases.first[0][1])
    shown = _with_excerpt(whole, cases.first[0][1], reading)
    made = suggest(cases.first[0][0], [case for _, case in cases.first], cases.rows)
    yield replace(
        shown, message=message, count=cases.count, cells=cells, about=column, suggestion=made
    )


def _column(reading: Reading, case: Hit) -> str:
    """What many cases of one kind are about: their column as a whole."""
    if not case.places:
        return ""
    first = case.places[0]
    return reading.about(Place(first.sheet, 0, first.column))


def _with_excerpt(found: Finding, case: Hit, reading: Reading) -> Finding:
    """The finding with the cells around its first place, as they stand in the workbook.

    Where the reader had to interpret a cell, or could not, it shows what was typed.
    """
    if not case.places:
        return found
    typed = found.value if found.code in SHAPE.rules else None
    return replace(found, excerpt=excerpt(reading, case.places[0], typed))


def finding(rule: Rule[Any], case: Hit, reading: Reading | None = None) -> Finding:
    """One case as the member reads it."""
    named = {"found": case.found, "expected": case.expected, **case.values}
    values = {name: _written(value) for name, value in named.items()}
    sheet, cells = "", tuple[str, ...]()
    if reading is not None and case.places:
        addresses = [reading.address(place) for place in case.places]
        sheet = addresses[0][0]
        cells = tuple(
            cell if name == sheet else f"{name}!{cell}" for name, cell in addresses if cell
        )
    return Finding(
        rule.code,
        rule.severity,
        rule.title,
        rule.message.format(**values),
        rule.why.format(**values),
        rule.fix.format(**values),
        sheet,
        cells,
        value=_plain(case.found),
        expected=_plain(case.expected),
        about=reading.about(case.places[0]) if reading and case.places else "",
        heading=NOTHING if reading is None else _heading(reading, case),
    )


def refused(refusal: Refusal) -> Finding:
    """The one finding about a file that cannot be read."""
    return Finding(
        refusal.code.value,
        Severity.ERROR,
        refusal.title,
        refusal.message,
        UNREADABLE,
        refusal.fix,
    )


def _heading(reading: Reading, case: Hit) -> Text:
    """What stands above or beside the cell in which a case shows."""
    if not case.places:
        return NOTHING
    first = case.places[0]
    sheet = next((one for one in reading.template if one.key == first.sheet), None)
    column = sheet.by_key.get(first.column) if sheet else None
    return column.title if column else NOTHING


def ranges(letters: str, rows: Sequence[int]) -> tuple[str, ...]:
    """Cells of one column as ranges: J3:J41, J50; a final … stands for those left out."""
    runs: list[tuple[int, int]] = []
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in run]
        runs.append((members[0], members[-1]))
    listed = [
        f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}"
        for first, last in runs[:CELLS_LISTED]
    ]
    return (*listed, "…") if len(runs) > CELLS_LISTED else tuple(listed)


def _written(value: object) -> object:
    """A value inside a sentence: numbers with thousands separators and no trailing zeros."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, float):
        return number(Decimal(repr(value)))
    return "" if value is None else value


def number(value: Decimal) -> str:
    """A number as people write it: 48,925.715; one beyond all sense with its power of ten."""
    if not value.is_finite() or abs(value) >= BEYOND_SENSE:
        return f"{value:.6g}"
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _plain(value: object) -> str | None:
    match value:
        case None:
            return None
        case Text():
            return value.zh
        case Decimal():
            return number(value)
        case _:
            return str(value)
