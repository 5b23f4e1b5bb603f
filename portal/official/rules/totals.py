"""Totals of 表八: against each other and against the rows of 表五."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from portal.language import Text
from portal.official.arithmetic import ZERO, stated
from portal.official.joining import Form, Official
from portal.official.rows import Quantity
from portal.official.rules.book import ERROR, FORM, RULES, WARNING, gases_of, hit
from portal.official.sources import is_biogenic
from portal.workbook.findings import Hit

LAST_SUMMED_ROW: Final = 165
_APART: Final = Decimal("0.5")


@RULES.rule(
    "OFF-006",
    ERROR,
    title=Text("三種總量不一致", "The three totals disagree"),
    message=Text(
        "表八三種方式的總量為 {found} 公噸CO₂e，應相同；各排放源合計為 {expected}。",
        "The three totals of table 8 read {found} tCO2e; the sources add up to {expected}.",
    ),
    why=Text(
        "表八依氣體、範疇與型式各算一次總量，不一致時必有一項漏算。",
        "Table 8 sums by gas, by scope and by type; when they differ one of them lost something.",
    ),
    fix=Text("請檢查表八公式的範圍與表五各列。", "Look at the ranges in table 8 and at table 5."),
    source=f"{FORM}: table 8; differences above 0.5 t",
    covers=("INV-061",),
)
def totals_agree(official: Official) -> Iterator[Hit]:
    """The totals by gas, by scope and type, and of scope 1 by gas with the indirect ones."""
    for form in official.forms:
        three = _three_totals(form)
        known = [total for total in three.values() if total is not None]
        if known and max(known) - min(known) > _APART and not rows_beyond(form):
            found = "、".join(f"{total:,.3f}" for total in known)
            places = [form.reading.place("t8", 0, key) for key in three]
            yield hit(*places, found=found, expected=_sum_of_rows(form))


def _three_totals(form: Form) -> dict[str, Decimal | None]:
    summary = form.summary
    if summary is None:
        return {}
    third = None
    if summary.direct_by_gas is not None and summary.indirect is not None:
        third = summary.direct_by_gas + summary.indirect + (summary.other or ZERO)
    return {"by_gas": summary.by_gas, "total": summary.total, "direct_by_gas": third}


def _sum_of_rows(form: Form) -> Decimal:
    return sum(
        (stated(one.quantity, biogenic=is_biogenic(one)) or ZERO for one in form.sources),
        start=ZERO,
    )


@RULES.rule(
    "OFF-007",
    WARNING,
    title=Text("第 165 列以後未計入總量", "Rows after 165 are not summed"),
    message=Text(
        "表五第 165 列以後有 {count} 列、共 {found} 公噸CO₂e，表八彙整表四未加總；"
        "總量應為 {expected}。",
        "{count} rows of table 5 after row 165, {found} tCO2e, are missing in the last summary of "
        "table 8; the total is {expected}.",
    ),
    why=Text(
        "官方表單彙整表四只加到第 165 列，其他彙整表加到第 199 列。",
        "The form sums to row 165 there, and to row 199 elsewhere.",
    ),
    fix=Text(
        "請將排放源排在第 165 列以內，或修正表八 B21、H21 的範圍。",
        "Keep the sources within row 165, or correct the ranges of B21 and H21 in table 8.",
    ),
    source=f"{FORM}: table 8, B21 and H21",
    covers=("INV-062",),
)
def every_row_is_summed(official: Official) -> Iterator[Hit]:
    """Rows of 表五 that the form's own total leaves out."""
    for form in official.forms:
        rows = rows_beyond(form)
        if rows:
            lost = sum((row.subtotal or ZERO for row in rows), start=ZERO)
            place = form.reading.place("t5", rows[0].at, "subtotal")
            total = form.reading.place("t8", 0, "direct")
            yield hit(place, total, found=lost, expected=_sum_of_rows(form), count=str(len(rows)))


def rows_beyond(form: Form) -> list[Quantity]:
    """Rows of 表五 with emissions that the total of 表八 leaves out."""
    rows = (source.quantity for source in form.sources)
    return [row for row in rows if row and row.at > LAST_SUMMED_ROW and row.subtotal]


_GASES: Final = {
    "co2": "CO2",
    "ch4": "CH4",
    "n2o": "N2O",
    "hfcs": "HFCS",
    "pfcs": "PFCS",
    "sf6": "SF6",
    "nf3": "NF3",
}


@RULES.rule(
    "OFF-012",
    ERROR,
    title=Text("表八與表五合計不符", "Table 8 is not the sum of table 5"),
    message=Text(
        "表八{gas}為 {found} 公噸CO₂e，表五各列合計為 {expected}。",
        "Table 8 gives {found} tCO2e of {gas}; the rows of table 5 add up to {expected}.",
    ),
    why=Text(
        "彙總表與明細不一致，總量就無法採信。",
        "When the summary and its rows disagree the total cannot be relied on.",
    ),
    fix=Text("請恢復表八公式並重新計算。", "Restore the formulas of table 8 and compute again."),
    source=f"{FORM}: table 8, B8 to H8; differences above 1 t and 0.1 %",
    thresholds=("total_floor", "total_share"),
)
def gases_are_sums_of_rows(official: Official) -> Iterator[Hit]:
    """A total of one gas that differs from the rows of 表五."""
    floor, share = (official.inventory.limit(key) for key in ("total_floor", "total_share"))
    for form in official.forms:
        for key, gas in _GASES.items() if form.summary else ():
            found: Decimal | None = getattr(form.summary, key)
            expected = _sum_of_gas(form, gas)
            if found is not None and abs(found - expected) > max(floor, share * expected):
                place = form.reading.place("t8", 0, key)
                yield hit(place, found=found, expected=expected, gas=gas)


def _sum_of_gas(form: Form, name: str) -> Decimal:
    return sum(
        (
            gas.co2e or ZERO
            for source in form.sources
            for gas in gases_of(source)
            if (gas.gas or "").upper() == name and not (name == "CO2" and is_biogenic(source))
        ),
        start=ZERO,
    )
