"""Rows of accepted workbooks as documents list them, each with where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.inventory.sheets.choices import MATERIAL
from portal.language import Text
from portal.plans.amounts import Amount, Missing, Split
from portal.plans.contributions import REASONS, Contribution, Quantified, contribution
from portal.plans.selection import coverage_share, cut_share, pledged
from portal.plans.sheets import TEMPLATE as PLAN
from portal.plans.targets import Target
from portal.reference.codes import EMISSION_TYPE, ENERGY_KIND, TARGET_KIND, CodeList
from portal.reference.units import units
from portal.reports.rows import Place, SourceRow, TargetRow
from portal.submissions.figures import InventoryRow
from portal.workbook.sheets import Template

_COUNTED: Final = Text("計入", "Counted")
_NOT_CHOSEN: Final = Text(
    "未計入（另有較新或涵蓋較廣之目標）", "Not counted: another target counts"
)
_OTHER_YEAR: Final = Text(
    "未計入（非 2026、2030、2050 年目標）", "Not counted: another target year"
)
_HORIZONS: Final = (2026, 2030, 2050)


def label(code: str, *lists: CodeList) -> Text:
    """The answer of the first code list that has it, in words; else the code itself."""
    known = (one.label for codes in lists for one in codes.codes if one.code == code)
    return next(known, Text(code, code))


def place(template: Template, sheet: str, row: int, sha256: str) -> Place:
    """Where a row stands: the sheet as the template names it, and its first cell.

    A row of the official form is kept with the name of its worksheet, which is no key of ours.
    """
    names = {one.key: one.title.zh for one in template}
    return Place(sha256, names.get(sheet, sheet), f"A{row}")


def target_rows(
    code: str,
    name: Text,
    targets: Iterable[Target],
    inventories: Mapping[int, Split],
    sha256: str,
) -> Iterator[TargetRow]:
    """Every target of a plan with its arithmetic, and whether it counts.

    Args:
        code: of the member.
        name: of the member.
        targets: of the accepted plan.
        inventories: emissions on file by year, tonnes CO2e.
        sha256: of the plan's workbook.
    """
    known = list(targets)
    chosen = {year: pledged(known, year, inventories) for year in _HORIZONS}
    for target in known:
        found = contribution(target, inventories)
        counted = chosen.get(target.year)
        outcome = _outcome(found, counted)
        yield _target_row(code, name, found, outcome, place(PLAN, "targets", target.at, sha256))


def _outcome(found: Contribution, counted: Contribution | None) -> Text:
    if not isinstance(found, Quantified):
        return REASONS[found.reason]
    if counted is None:
        return _OTHER_YEAR
    # Two targets of one scope each that make one count together, as one.
    target, chosen = found.target, counted.target
    is_part = target.year == chosen.year and target.set_year == chosen.set_year
    return _COUNTED if target.id == chosen.id or is_part else _NOT_CHOSEN


def _target_row(
    code: str, name: Text, found: Contribution, outcome: Text, where: Place
) -> TargetRow:
    target = found.target
    kind = label(target.kind.value, TARGET_KIND)
    amounts = _amounts(found)
    named = target.id, kind, target.year, target.base.year
    return TargetRow(code, name, *named, *amounts, outcome, where)


def _amounts(found: Contribution) -> tuple[Amount, Amount, Amount, Amount]:
    """Covered base emissions, coverage, cut as a share, and contribution."""
    if not isinstance(found, Quantified):
        missing = Missing.NOT_QUANTIFIED
        return missing, missing, missing, missing
    return found.base.total, coverage_share(found), cut_share(found), found.result


def source_row(code: str, name: Text, row: InventoryRow, sha256: str) -> SourceRow:
    """One source of an accepted inventory."""
    unit = units().get(row.unit)
    return SourceRow(
        code,
        name,
        row.site,
        row.scope,
        label(row.emission_type, EMISSION_TYPE),
        row.source,
        label(row.material, MATERIAL, ENERGY_KIND),
        row.activity,
        unit.label if unit else row.unit,
        row.emissions,
        row.stated,
        place(INVENTORY, row.sheet, row.row, sha256),
    )
