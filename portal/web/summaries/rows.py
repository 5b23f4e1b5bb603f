"""The rows of an accepted workbook behind a figure, each with its sheet and cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from portal.intake import places
from portal.language import Language, Text
from portal.reference.codes import code_lists
from portal.reference.units import units
from portal.reports import formats
from portal.submissions.figures import InventoryRow, TargetRow
from portal.submissions.models import SubmissionVersion
from portal.submissions.queries import file_hashes, inventory_rows, target_rows
from portal.submissions.states import Kind
from portal.web.summaries.trace import Source

# The columns whose cell holds the amount of a row, the first that a sheet has.
_AMOUNTS: Final = ("stated_emissions", "emissions", "quantity", "activity", "stated_cut", "cut")
_INVENTORY: Final = (
    Text("廠區", "Site"),
    Text("排放源", "Source"),
    Text("範疇", "Scope"),
    Text("活動數據", "Activity"),
    Text("單位", "Unit"),
    Text("重算（公噸 CO₂e）", "Recomputed (t CO₂e)"),
    Text("申報（公噸 CO₂e）", "Stated (t CO₂e)"),
)
_TARGETS: Final = (
    Text("目標", "Target"),
    Text("類型", "Kind"),
    Text("目標年", "Year"),
    Text("基準年", "Base year"),
    Text("基準年排放量（公噸 CO₂e）", "Base emissions (t CO₂e)"),
    Text("自訂減量（公噸 CO₂e）", "Cut as stated (t CO₂e)"),
    Text("殘餘排放量（公噸 CO₂e）", "Residual (t CO₂e)"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row with the place where anybody can look it up; `file` only where there are several."""

    sheet: str
    cell: str
    cells: tuple[str, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under headings; the columns from `numbers` on hold amounts.

    Attributes:
        total: of the rows that count, tonnes CO2e; None where rows are not added up.
    """

    heading: tuple[Text, ...]
    numbers: int
    lines: tuple[Line, ...]
    total: Decimal | None


def behind(
    session: Session, version_id: int, source: Source, horizon: int, language: Language
) -> Rows:
    """The rows of a version that a figure is made from."""
    if source.kind is Kind.INVENTORY:
        return _emissions(inventory_rows(session, version_id), source, language)
    chosen = [row for row in target_rows(session, version_id) if row.horizon == horizon]
    return Rows(_TARGETS, 2, tuple(_target(row, language) for row in chosen), None)


def files_of(session: Session, version_id: int) -> dict[str, str]:
    """The files that a version was handed in as, with their hashes; none for a single one."""
    return file_hashes(session.get_one(SubmissionVersion, version_id))


def _emissions(rows: Sequence[InventoryRow], source: Source, language: Language) -> Rows:
    chosen = [row for row in rows if row.scope in source.scopes]
    chosen.sort(key=lambda row: row.emissions or Decimal(0), reverse=True)
    counted = [
        row.emissions
        for row in chosen
        if row.emissions is not None and row.values.get("in_kaohsiung", True)
    ]
    lines = tuple(_source(row, language) for row in chosen)
    return Rows(_INVENTORY, 3, lines, sum(counted, Decimal(0)))


def _source(row: InventoryRow, language: Language) -> Line:
    name = " · ".join(
        filter(None, (row.source, _label("emission_type", row.emission_type, language)))
    )
    outside = row.values.get("in_kaohsiung", True) is False
    site = f"{row.site}（{Text('市外', 'outside')[language]}）" if outside else row.site
    return Line(
        *_place(Kind.INVENTORY, row, language),
        (
            site,
            name,
            formats.MISSING if row.scope is None else str(row.scope),
            "" if row.activity is None else f"{row.activity:,f}",
            units()[row.unit].label[language] if row.unit in units() else row.unit,
            formats.number(row.emissions, 3),
            formats.number(row.stated, 3),
        ),
        row.values.get("file", ""),
    )


def _target(row: TargetRow, language: Language) -> Line:
    return Line(
        *_place(Kind.PLAN, row, language),
        (
            row.target_id,
            _label("target_kind", row.kind, language),
            str(row.horizon),
            formats.MISSING if row.base_year is None else str(row.base_year),
            formats.number(row.base_emissions),
            formats.number(row.cut),
            formats.NOT_STATED[language] if row.residual is None else formats.number(row.residual),
        ),
    )


def _label(key: str, code: str, language: Language) -> str:
    found = code_lists().get(key)
    return found[code].label[language] if found and code in found else code


def _place(kind: Kind, row: InventoryRow | TargetRow, language: Language) -> tuple[str, str]:
    """The worksheet's name and the cell of the amount, else the first cell of the row."""
    known = places.declared(kind, row.sheet)
    title = row.sheet if known is None else known.title[language]
    found = places.cell(kind, row.sheet, row.row, _AMOUNTS, row.values)
    return places.sheet_name(row.values) or title, found
