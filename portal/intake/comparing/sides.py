"""One side of a comparison: the rows of a report with what each adds to the totals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from portal.intake.comparing.figures import ZERO, Cell, Row, Side
from portal.intake.comparing.reading import Contents
from portal.intake.kinds import KINDS, WorkbookKind
from portal.intake.report import Report
from portal.inventory.sheets.choices import MATERIAL
from portal.language import Text
from portal.plans.measures import COMMITTED
from portal.plans.sheets import TEMPLATE as PLAN
from portal.plans.targets import target
from portal.reference.codes import ENERGY_KIND
from portal.workbook.recurrence import plain
from portal.workbook.stored import restored

Kept = Mapping[str, Any]
INVENTORY_TOTALS: Final = ("scope1", "scope2", "biogenic", "total")
# The sheets whose rows are emissions, in the order in which the check keeps them.
_EMITTING: Final = ("sources", "energy", "process_gases")
# Without its cells a row has only these to show.
_SHOWN: Final = ("activity", "unit", "emissions", "stated", "status", "horizon", "cut", "tco2e")


def side(report: Report, contents: Contents | None, label: Text, year: int) -> Side:
    """One workbook as a side.

    Args:
        report: of its check, with its tables.
        contents: its cells; without them only the rows that count are compared.
    """
    kind = KINDS[report.kind or "inventory"]
    known = contents if contents is not None and _fits(kind, report, contents) else None
    rows = _bare(kind, report) if known is None else _whole(kind, report, known)
    return Side(
        label,
        year,
        kind.code,
        {sheet.key: sheet.title for sheet in kind.template},
        {key: found for key, found in rows.items() if found},
        _totals(kind, report),
        known is not None,
    )


def without_cells(one: Side, report: Report) -> Side:
    """The same side as if its workbook were not there, to compare with one whose is not."""
    rows = _bare(KINDS[one.kind], report)
    return replace(one, rows={key: found for key, found in rows.items() if found}, is_whole=False)


def _fits(kind: WorkbookKind, report: Report, contents: Contents) -> bool:
    """Whether the workbook still reads as it did when it was checked."""
    tables = report.tables
    if kind.code == "inventory":
        emitting = sum(len(contents.get(key, ())) for key in _EMITTING)
        return emitting == len(tables.get("inventory", ()))
    return all(
        len(contents.get(key, ())) == len(tables.get(key, ())) for key in ("targets", "measures")
    )


def _totals(kind: WorkbookKind, report: Report) -> dict[str, Decimal | None]:
    if kind.code == "inventory":
        lines = [_emitted(line) for line in report.tables.get("inventory", ())]
        return {key: sum((one[key] for one in lines), ZERO) for key in INVENTORY_TOTALS}
    stated = report.totals.get("recomputed", {})
    return {key: None if value is None else Decimal(value) for key, value in stated.items()}


def _emitted(line: Kept) -> dict[str, Decimal]:
    emitted, apart = Decimal(line["emissions"] or 0), Decimal(line["biogenic"] or 0)
    scope1 = emitted if line["scope"] == 1 else ZERO
    return {"scope1": scope1, "scope2": emitted - scope1, "biogenic": apart, "total": emitted}


def _whole(kind: WorkbookKind, report: Report, contents: Contents) -> dict[str, tuple[Row, ...]]:
    counted = {
        id(row): line
        for row, line in chain.from_iterable(
            zip(rows, lines, strict=True) for rows, lines in _pairs(kind, report, contents)
        )
    }
    return {
        sheet.key: tuple(
            _row(kind, sheet.key, row, counted.get(id(row))) for row in contents.get(sheet.key, ())
        )
        for sheet in kind.template
    }


def _pairs(
    kind: WorkbookKind, report: Report, contents: Contents
) -> Iterator[tuple[list[dict[str, Any]], Sequence[Kept]]]:
    """Rows of the workbook with the rows kept of them: both stand in the workbook's order."""
    if kind.code == "inventory":
        rows = [row for key in _EMITTING for row in contents.get(key, ())]
        yield rows, report.tables.get("inventory", ())
        return
    for key in ("targets", "measures"):
        yield contents.get(key, []), report.tables.get(key, ())


def _row(kind: WorkbookKind, sheet: str, row: Kept, line: Kept | None) -> Row:
    columns = kind.template.sheet(sheet).by_key
    cells = {
        key: Cell(said[0], Text(said[1], said[2]), columns[key].title, said[3])
        for key, said in row["cells"].items()
        if key in columns
    }
    has_site = "site" in cells or sheet == "sites"
    made = Row(sheet, row["at"], tuple(row["identity"]), row["label"], has_site, cells)
    return made if line is None else _counting(made, line)


def _counting(row: Row, line: Kept) -> Row:
    """A row with what it adds to the totals."""
    if row.sheet == "measures":
        expected = line["tco2e"]
        if line["status"] not in COMMITTED or expected is None:
            return row
        return replace(row, amounts={"measures_committed": Decimal(expected)})
    if row.sheet == "targets":
        found: Any = restored(PLAN.sheet("targets"), line["values"])
        return replace(row, promise=target(found))
    share = row.cells.get("share")
    activity = None if line["activity"] is None else Decimal(line["activity"])
    if activity is not None and share is not None:
        activity *= Decimal(share.raw)
    return replace(
        row,
        amounts=_emitted(line),
        activity=activity,
        unit=line["unit"],
        material=material(line["material"]),
    )


def material(code: str) -> Text:
    """A fuel, material, gas or purchased energy as it is called."""
    for known in (MATERIAL, ENERGY_KIND):
        if code in known:
            return known[code].label
    return Text(code, code)


def _bare(kind: WorkbookKind, report: Report) -> dict[str, tuple[Row, ...]]:
    """The rows that count, from what the check kept of them."""
    if kind.code == "inventory":
        found: dict[str, list[Row]] = {}
        for line in report.tables.get("inventory", ()):
            row = _counting(_bare_emission(kind, line), line)
            found.setdefault(row.sheet, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}
    return {
        key: tuple(
            _counting(_bare_row(key, line, (line[name],), line.get("name") or line[name]), line)
            for line in report.tables.get(key, ())
        )
        for key, name in (("targets", "target_id"), ("measures", "measure_id"))
    }


def _bare_emission(kind: WorkbookKind, line: Kept) -> Row:
    number, name = line["values"].get("source_id") or "", line["source"]
    names = (number or name,) if line["sheet"] == "sources" else (line["material"], number, name)
    said = " ".join(dict.fromkeys(one for one in (number, name) if one))
    known = {sheet.key for sheet in kind.template}
    # The official form's rows name its own sheets; they are shown under the sheet of sources.
    sheet = line["sheet"] if line["sheet"] in known else "sources"
    row = _bare_row(sheet, line, (line["site"], *(one for one in names if one)), said)
    return replace(row, has_site=True)


def _bare_row(sheet: str, line: Kept, names: tuple[str, ...], said: str) -> Row:
    cells = {
        key: Cell(str(line[key]), Text(str(line[key]), str(line[key])), _HEADINGS[key])
        for key in _SHOWN
        if line.get(key) is not None
    }
    return Row(sheet, line["row"], tuple(plain(one) for one in names), said, cells=cells)


_HEADINGS: Final[Mapping[str, Text]] = {
    "activity": Text("活動數據", "Activity"),
    "unit": Text("單位", "Unit"),
    "emissions": Text("採計排放當量", "Counted emissions"),
    "stated": Text("申報排放當量", "Stated emissions"),
    "status": Text("狀態", "Status"),
    "horizon": Text("目標年", "Target year"),
    "cut": Text("減量", "Cut"),
    "tco2e": Text("預期減量", "Expected cut"),
}
