"""What stands beside the Alliance's expected cut, as a worksheet and as a table of the annex."""

from collections.abc import Sequence
from typing import Final

from portal.budget.delivery_coverage import DeliveryCoverage, delivery_coverage
from portal.budget.overview import CarbonBudget
from portal.language import Text
from portal.reference.groups import Group
from portal.reports import formats
from portal.reports.excel import Field, Sheet, Value
from portal.reports.values import Form

COVERAGE: Final = Text("減量之涵蓋", "Coverage")
_CUT: Final = Form.TONNES_A_YEAR
_SETS: Final = (Text("聯盟", "Alliance"), Text("不含能源組", "Without the energy group"))
_FIELDS: Final = (
    Field(Text("範圍", "Set"), 24),
    Field(Text("成員", "Members"), 10, Form.MEMBERS),
    Field(Text("有目標", "With a target"), 10, Form.MEMBERS),
    Field(Text("計入", "Counted"), 10, Form.MEMBERS),
    Field(Text("計入者占最新排放量", "Counted, of latest emissions"), 14, Form.SHARE_1),
    Field(Text("目標之基準年", "Base years of the targets"), 14),
    Field(Text("基準年排放經查驗", "Base emissions verified"), 14, Form.SHARE_1),
    Field(Text("成員自訂", "Stated by members"), 17, _CUT),
    Field(Text("依 2030 年目標內插", "Interpolated to 2030"), 17, _CUT),
    Field(Text("低（僅自訂）", "Low: stated only"), 17, _CUT),
    Field(Text("中（自訂加內插）", "Central: both"), 17, _CUT),
    Field(Text("高（另依 2050 年目標內插）", "High: lines to 2050 as well"), 17, _CUT),
    Field(Text("成員間重複計算", "Overlap between members"), 17, _CUT),
    Field(Text("最大一家占比", "Share of the largest member"), 12, Form.SHARE_1),
)


def coverage_rows(page: CarbonBudget) -> Sheet:
    """The Alliance, and the Alliance without its power plants, one a line."""
    others = [one for one in page.members if one.group is not Group.ENERGY]
    found = (delivery_coverage(one, page.version.year) for one in (page.members, others))
    rows = [_row(name, one) for name, one in zip(_SETS, found, strict=True)]
    return COVERAGE, _FIELDS, rows


def _row(name: Text, one: DeliveryCoverage) -> Sequence[Value]:
    return (
        name,
        one.members,
        one.with_target,
        one.counted,
        one.emissions_share,
        _span(one.base_years),
        one.verified_share,
        one.stated,
        one.interpolated,
        one.low,
        one.central,
        one.high,
        one.overlap.tonnes,
        one.largest_share,
    )


def _span(years: Sequence[int]) -> str:
    if not years:
        return formats.MISSING
    first, last = years
    return str(first) if first == last else f"{first}–{last}"
