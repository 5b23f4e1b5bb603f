"""Rules about claims that somebody else makes too, and green power that nobody contracted."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from portal.language import Text
from portal.plans.figures import Plan
from portal.plans.measure_sheet import MeasureRow
from portal.plans.rules.book import REFUSALS, RULES, hit, live, repeated, whole
from portal.plans.rules.counted_twice import CERTAIN, RENEWABLE
from portal.reference.closed_sets import MeasureCategory
from portal.workbook.findings import Hit, Severity

_QUANTITY = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(百萬|萬|千|億)?\s*(度|kwh|mwh|gwh)", re.IGNORECASE)
_TIMES = {None: 1, "千": 1_000, "萬": 10_000, "百萬": 1_000_000, "億": 100_000_000}
_KWH = {"度": 1, "kwh": 1, "mwh": 1_000, "gwh": 1_000_000}
_GRID_FALLS = re.compile(
    r"(電力|電網)?排[碳放]係數\S{0,6}(下降|降低|調降|改善|減少)"
    r"|grid (emission )?factor.{0,20}(fall|drop|declin|decreas|improv|lower)",
    re.IGNORECASE,
)


@RULES.rule(
    "PLN-441",
    Severity.ERROR,
    title=Text("同一診斷建議列為兩項措施", "One diagnosis claimed by two measures"),
    message=Text(
        "診斷 {found} 的節能量已列於第 {first} 列的同類措施。",
        "The saving of diagnosis {found} stands in row {first} as a measure of the same kind.",
    ),
    why=Text(
        "同一項診斷建議只能採計一次，否則重複計算。",
        "What a diagnosis found is counted once, or it counts twice.",
    ),
    fix=Text(
        "請將兩項措施合併；不同建議請填各自的建議編號。",
        "Join the measures; different recommendations have ids of their own.",
    ),
    source=REFUSALS,
)
def a_recommendation_belongs_to_one_measure(plan: Plan) -> Iterator[Hit]:
    """One diagnosis for two measures of one site, category and system."""
    for row, first in repeated(live(plan), _recommended):
        places = row.cell("diagnosis_id"), first.cell("diagnosis_id")
        yield hit(*places, found=row.diagnosis_id, first=first.at)


def _recommended(row: MeasureRow) -> str | None:
    if not row.diagnosis_id:
        return None
    return repr((row.diagnosis_id.strip().upper(), row.control_number, row.category, row.equipment))


@RULES.rule(
    "PLN-442",
    Severity.WARNING,
    title=Text("同一系統的措施可能重疊", "Measures on one system may overlap"),
    message=Text(
        "措施 {measure} 與第 {first} 列為同一廠區、同一用能系統的節能，未填同一重疊群組。",
        "Measure {measure} saves energy on the system of row {first} without a common "
        "overlap group.",
    ),
    why=Text(
        "同一系統的節能不能直接相加：10%、15%、20% 合計是 38.8%，不是 45%。",
        "Savings on one system do not add up: 10, 15 and 20 % together are 38.8 %, not 45 %.",
    ),
    fix=Text(
        "請填同一重疊群組；確為不同設備者請於備註說明。",
        "Give both the same overlap group, or say in the note that they are different equipment.",
    ),
    source=REFUSALS,
)
def savings_on_one_system_are_grouped(plan: Plan) -> Iterator[Hit]:
    """Two savings of one carrier on one named system, in no common group."""
    rows = [row for row in live(plan) if not row.note]
    for row, first in repeated(rows, _system):
        grouped = row.overlap_group or row.exclusive_set
        together = grouped and (row.overlap_group, row.exclusive_set) == (
            first.overlap_group,
            first.exclusive_set,
        )
        if not together and not _is_found_otherwise(row, first):
            places = row.cell("overlap_group"), first.cell("overlap_group")
            yield hit(*places, measure=row.measure_id, first=first.at)


def _system(row: MeasureRow) -> str | None:
    carriers = tuple(bool(one) for one in (row.saved_kwh, row.saved_gj, row.saved_fuel))
    saves = row.category == MeasureCategory.ENERGY_EFFICIENCY and any(carriers)
    if not saves or row.equipment in (None, "other") or row.control_number is None:
        return None
    return repr((row.control_number, row.equipment, carriers))


def _is_found_otherwise(row: MeasureRow, first: MeasureRow) -> bool:
    """Whether an error about the same pair says more."""
    amounts = [(one.expected, one.saved_kwh, one.saved_gj, one.saved_fuel) for one in (row, first)]
    shared = bool(row.esco_contract) and row.esco_contract == first.esco_contract
    advised = bool(row.diagnosis_id) and row.diagnosis_id == first.diagnosis_id
    return amounts[0] == amounts[1] or shared or advised


@RULES.rule(
    "PLN-443",
    Severity.ERROR,
    title=Text("綠電超過時程所列度數", "More green power than is scheduled"),
    message=Text(
        "措施 {measure} 採計綠電 {found} 度，取得時程最多只列 {expected} 度。",
        "Measure {measure} counts {found} kWh of green power; its schedule has {expected} at most.",
    ),
    why=Text(
        "主管機關只採認契約或憑證支持的綠電度數。",
        "Only what contracts or certificates cover is recognised.",
    ),
    fix=Text(
        "請將節電量改為契約度數以內，或補列契約。",
        "Keep to the contracted kWh, or add the contracts that are missing.",
    ),
    source=REFUSALS,
    thresholds=("green_schedule_tolerance",),
)
def green_power_is_contracted(plan: Plan) -> Iterator[Hit]:
    """More kWh than the largest amount that the schedule names."""
    most = 1 + plan.limit("green_schedule_tolerance")
    for row in _scheduled(plan):
        listed = _kilowatt_hours(row.green_schedule or "")
        if listed and row.saved_kwh and row.saved_kwh > max(listed) * most:
            places = row.cell("green_schedule"), row.cell("saved_kwh")
            expected = whole(max(listed))
            yield hit(*places, measure=row.measure_id, found=row.saved_kwh, expected=expected)


@RULES.rule(
    "PLN-444",
    Severity.WARNING,
    title=Text("綠電時程沒有度數", "Schedule of green power without kWh"),
    message=Text(
        "措施 {measure} 的綠電取得時程沒有度數，無法與採計的 {found} 度核對。",
        "The schedule of {measure} names no kWh to set beside the {found} kWh that are counted.",
    ),
    why=Text(
        "時程與契約度數不符，是計畫被退回的常見原因。",
        "A schedule that does not fit its contracts is a common reason for refusal.",
    ),
    fix=Text(
        "請寫明各年度度數，例如「2026 年 300 萬度」。",
        "Write the kWh of each year, as in “2026: 3,000 MWh”.",
    ),
    source=REFUSALS,
)
def schedules_of_green_power_name_kilowatt_hours(plan: Plan) -> Iterator[Hit]:
    """A schedule without any amount of electricity."""
    for row in _scheduled(plan):
        if row.saved_kwh and not _kilowatt_hours(row.green_schedule or ""):
            yield hit(row.cell("green_schedule"), measure=row.measure_id, found=row.saved_kwh)


def _scheduled(plan: Plan) -> Iterator[MeasureRow]:
    for row in live(plan):
        if row.category in RENEWABLE and row.status in CERTAIN and row.green_schedule:
            yield row


def _kilowatt_hours(schedule: str) -> tuple[Decimal, ...]:
    """Every amount of electricity that a text names, kWh."""
    found = _QUANTITY.findall(unicodedata.normalize("NFKC", schedule))
    return tuple(
        Decimal(number.replace(",", "")) * _TIMES[times or None] * _KWH[unit.lower()]
        for number, times, unit in found
    )


@RULES.rule(
    "PLN-445",
    Severity.ERROR,
    title=Text("將電力係數下降列為措施", "The fall of the grid factor as a measure"),
    message=Text(
        "措施 {measure} 沒有節能量，其減量 {found} 公噸來自電力排碳係數下降。",
        "Measure {measure} saves no energy; its {found} t come from the fall of the grid factor.",
    ),
    why=Text(
        "係數下降是電業的減量，已含在路徑的假設電力係數中，不是會員的措施。",
        "The fall is the power company's, and the path's grid factor has it already.",
    ),
    fix=Text(
        "請刪除此措施；係數變化填於排放路徑的假設電力排碳係數。",
        "Remove the measure; the factor assumed belongs to the path.",
    ),
    source=REFUSALS,
)
def the_grid_is_no_measure(plan: Plan) -> Iterator[Hit]:
    """Tonnes without energy, explained by the factor of the grid."""
    for row in live(plan):
        said = unicodedata.normalize("NFKC", f"{row.title or ''} {row.calculation or ''}")
        saves = row.saved_kwh or row.saved_gj or row.saved_fuel
        if row.expected and not saves and _GRID_FALLS.search(said):
            yield hit(row.cell("expected"), measure=row.measure_id, found=row.expected)
