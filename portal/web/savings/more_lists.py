"""Duplicates, and a member's plan beside its streams, as workbooks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from portal.language import Language, Text
from portal.reports.excel import Field, Value
from portal.reports.listing import listing
from portal.reports.values import Form
from portal.savings.reconcile import MemberSavings
from portal.savings.streams import Stream
from portal.savings.totals import Counted
from portal.savings.use_checks import OverUse

PAIRS: Final = Text("節能重複判定", "Duplicates of savings")
PAIR_FIELDS: Final = (
    Field(Text("組", "Pair"), 8, Form.COUNT),
    Field(Text("編號", "Number"), 16),
    Field(Text("改善項目", "Change"), 34),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("管制編號", "Control number"), 12),
    Field(Text("系統", "System"), 18),
    Field(Text("來源", "Source"), 24),
    Field(Text("完工啟用", "Commissioned"), 12),
    Field(Text("節電（度／年）", "Electricity (kWh/yr)"), 18, Form.ACTIVITY),
    Field(Text("節能（GJ／年）", "Energy (GJ/yr)"), 16, Form.ACTIVITY),
    Field(Text("疑點", "Doubt"), 50),
)
MEMBER: Final = Text("節能與減量計畫", "Savings and plan")
MEMBER_FIELDS: Final = (
    Field(Text("類別", "Kind"), 14),
    Field(Text("編號", "Number"), 16),
    Field(Text("名稱", "Name"), 34),
    Field(Text("層級", "Level"), 18),
    Field(Text("計畫（公噸／年）", "Planned (t/yr)"), 16, Form.TONNES_4),
    Field(Text("已執行（公噸／年）", "Implemented (t/yr)"), 16, Form.TONNES_4),
    Field(Text("已驗證（公噸／年）", "Verified (t/yr)"), 16, Form.TONNES_4),
    Field(Text("計畫（度）", "Planned (kWh)"), 16, Form.ACTIVITY),
    Field(Text("已執行（度）", "Implemented (kWh)"), 16, Form.ACTIVITY),
    Field(Text("已驗證（度）", "Verified (kWh)"), 16, Form.ACTIVITY),
    Field(Text("計畫（GJ）", "Planned (GJ)"), 14, Form.ACTIVITY),
    Field(Text("已執行（GJ）", "Implemented (GJ)"), 14, Form.ACTIVITY),
    Field(Text("已驗證（GJ）", "Verified (GJ)"), 14, Form.ACTIVITY),
    Field(Text("節能項目", "Streams"), 24),
    Field(Text("節電（度／年）", "Electricity (kWh/yr)"), 16, Form.ACTIVITY),
    Field(Text("減碳（公噸／年）", "Reduction (t/yr)"), 16, Form.TONNES_4),
)
MEASURE: Final = Text("計畫措施", "Planned measure")
STREAM: Final = Text("節能項目", "Stream")


def pairs_workbook(
    pairs: Sequence[tuple[Stream, Stream]],
    over: Sequence[OverUse],
    counted: Mapping[str, Counted],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """Pairs that look like one change, then savings beside the use of their site, as Excel."""
    cells = [
        (number, *_stream(one, counted[one.key]), None)
        for number, pair in enumerate(pairs, start=1)
        for one in pair
    ]
    cells += [
        (None, *_stream(one, counted[one.key]), each.doubt.text)
        for each in over
        for one in each.streams
    ]
    return listing(PAIRS, PAIR_FIELDS, cells, at=at, language=language)


def _stream(one: Stream, counted: Counted) -> tuple[Value, ...]:
    best, day = one.best, one.commissioned_on
    label = best.origin.label
    return (
        one.key,
        best.title,
        best.place.company_code,
        best.place.site_number,
        best.system.label,
        Text(f"{label.zh} {best.source}", f"{label.en} {best.source}"),
        "" if day is None else day.isoformat(),
        counted.electricity,
        counted.gigajoules,
    )


def member_workbook(
    found: MemberSavings,
    counted: Mapping[str, Counted],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """A member's planned measures with what satisfies them, then its streams, as Excel."""
    cells: list[tuple[Value, ...]] = [
        (
            MEASURE,
            one.measure,
            one.title,
            None,
            one.planned,
            one.implemented,
            one.verified,
            one.planned_electricity,
            one.implemented_electricity,
            one.verified_electricity,
            one.planned_energy,
            one.implemented_energy,
            one.verified_energy,
            ", ".join(one.streams),
            None,
            None,
        )
        for one in found.measures
    ]
    nothing = (None,) * 10
    cells += [
        (
            STREAM,
            one.key,
            one.best.title,
            one.level.label,
            *nothing,
            counted[one.key].electricity,
            counted[one.key].tonnes,
        )
        for one in found.streams
    ]
    return listing(MEMBER, MEMBER_FIELDS, cells, at=at, language=language)
