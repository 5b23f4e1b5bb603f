"""The recommendations of a case as a workbook, one line for each carrier that one saves."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from portal.advisory.content import Saved
from portal.advisory.figures import AdviceRow, Case
from portal.language import Language, Text
from portal.reports.excel import Field
from portal.reports.listing import listing
from portal.reports.values import Form

TITLE: Final = Text("改善建議", "Recommendations")
FIELDS: Final = (
    Field(Text("編號", "Number"), 8),
    Field(Text("建議", "Recommendation"), 30),
    Field(Text("分類", "Class"), 16),
    Field(Text("狀態", "State"), 14),
    Field(Text("能源", "Energy"), 12),
    Field(Text("年節省量", "Saved a year"), 14, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 8),
    Field(Text("減碳量（t CO₂e／年）", "Avoided (t CO₂e a year)"), 14, Form.ACTIVITY),
    Field(Text("係數", "Factor"), 40),
    Field(Text("工程（元）", "Engineering (NT$)"), 14, Form.ACTIVITY),
    Field(Text("設備（元）", "Material (NT$)"), 14, Form.ACTIVITY),
    Field(Text("施工（元）", "Labour (NT$)"), 14, Form.ACTIVITY),
    Field(Text("其他（元）", "Other (NT$)"), 14, Form.ACTIVITY),
    Field(Text("補助（元）", "Subsidy (NT$)"), 14, Form.ACTIVITY),
    Field(Text("年節省（元）", "Saved a year (NT$)"), 14, Form.ACTIVITY),
    Field(Text("使用年限（年）", "Life (years)"), 10, Form.ACTIVITY),
    Field(Text("回收年限（年）", "Payback (years)"), 10, Form.ACTIVITY),
    Field(Text("折現率（%）", "Discount rate (%)"), 10, Form.ACTIVITY),
    Field(Text("折現率依據", "Why this rate"), 30),
    Field(Text("淨現值（元）", "Net present value (NT$)"), 16, Form.ACTIVITY),
    Field(Text("內部報酬率（%）", "Rate of return (%)"), 12, Form.ACTIVITY),
    Field(Text("備註", "Remarks"), 40),
    Field(Text("相互影響群組", "Interaction group"), 14),
    Field(Text("量測驗證計畫", "M&V plan"), 14),
    Field(Text("已驗證", "Verified"), 14, Form.ACTIVITY),
)
Cell = str | Text | Decimal | int | datetime | None


def as_workbook(case: Case, *, at: datetime, language: Language) -> bytes:
    """The recommendations of a case that are there for the reader."""
    cells = [line for row in case.advice for line in _lines(row)]
    return listing(TITLE, FIELDS, cells, at=at, language=language)


def _lines(row: AdviceRow) -> Iterator[tuple[Cell, ...]]:
    """Money stands on the first line of a recommendation only, so that columns can be added up."""
    for place, (saved, avoided, source) in enumerate(row.tonnes):
        money = _money(row) if place == 0 else (None,) * 13
        yield (*_what(row, saved), avoided, source, *money, *_plans(row, saved))


def _what(row: AdviceRow, saved: Saved) -> tuple[Cell, ...]:
    return (
        row.number,
        row.advice.title,
        row.advice.measure_class.label,
        row.state.label,
        saved.carrier.label,
        saved.quantity,
        saved.carrier.unit,
    )


def _money(row: AdviceRow) -> tuple[Cell, ...]:
    one, worth = row.advice, row.worth
    remarks = Text(
        "".join(each.zh for each in worth.remarks), " ".join(each.en for each in worth.remarks)
    )
    return (
        one.capex_engineering,
        one.capex_material,
        one.capex_labour,
        one.capex_other,
        one.subsidy,
        row.economics.yearly,
        one.life_years,
        worth.payback_years,
        worth.rate,
        worth.rate_source,
        worth.npv,
        worth.irr,
        remarks if worth.remarks else None,
    )


def _plans(row: AdviceRow, saved: Saved) -> tuple[Cell, ...]:
    of_carrier = [one for one in row.plans if one.carrier is saved.carrier]
    verified = [one.verified for one in of_carrier if one.verified is not None]
    return (
        row.advice.interaction_group,
        " ".join(one.number for one in of_carrier),
        sum(verified, Decimal(0)) if verified else None,
    )
