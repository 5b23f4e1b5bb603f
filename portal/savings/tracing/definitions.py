"""What the figures of savings are: name, unit, meaning and formula, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portal.language import Text
from portal.savings.tracing.figure_id import Block, SavingsFigure

BLOCKS: Final[Mapping[Block, Text]] = {
    Block.ADVISORY: Text(
        "當年度診斷之成果（全年率）", "Outcome of the year's diagnoses (full year)"
    ),
    Block.ESCO: Text("當年度完工之 ESCO 專案（全年率）", "ESCO projects completed (full year)"),
    Block.IN_YEAR: Text("當年度內節約（按日數）", "Saved within the year (by days)"),
}
MEANINGS: Final[Mapping[Block, Text]] = {
    Block.ADVISORY: Text(
        "當年度訪視之診斷所提建議，各計其全年節約；同一項改善只計一次。",
        "What was recommended on surveys of the year, each with the saving of a full year; no "
        "change counts twice.",
    ),
    Block.ESCO: Text(
        "當年度完工啟用之 ESCO 契約措施，各計其全年節約；同一項改善只計一次。",
        "Contract measures commissioned in the year, each with the saving of a full year; no "
        "change counts twice.",
    ),
    Block.IN_YEAR: Text(
        "診斷、ESCO 契約與量測驗證之節能項目於當年度內節約者，按日數計；只載於減量計畫者不計。",
        "What streams of diagnoses, service contracts and measurements saved within the year, by "
        "days; what only a member's plan states does not count.",
    ),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is added up of each stream.

    Attributes:
        is_ratio: a quotient of two sums instead of one sum.
        places: decimals that pages show.
    """

    label: Text
    unit: Text
    formula: Text
    places: int = 0
    is_ratio: bool = False


TRACED_BY: Final = Text(
    "數值代號（溯源用；kwh 可換為 streams、sites、gj、t、ntd）",
    "Figure id, to trace it (streams, sites, gj, t or ntd in the place of kwh)",
)
_ITEMS: Final = Text("項", "items")
_KWH: Final = Text("度", "kWh")
_YEARS: Final = Text("年", "years")
QUANTITIES: Final[Mapping[str, Quantity]] = {
    "streams": Quantity(Text("項數", "Streams"), _ITEMS, Text("Σ 1", "Σ 1")),
    "sites": Quantity(
        Text("廠區數", "Sites"),
        Text("處", "sites"),
        Text("Σ 各廠區 1（同廠區僅首項計 1）", "Σ 1 for each site, at the first of its streams"),
    ),
    "kwh": Quantity(
        Text("節電", "Electricity"),
        _KWH,
        Text("Σ 度（同組重疊扣除後）", "Σ kWh, after what streams of one use share"),
        1,
    ),
    "gj": Quantity(
        Text("節能", "Energy"),
        Text("GJ", "GJ"),
        Text("Σ（各能源數量 × 熱值）", "Σ (quantity of each carrier x its heat value)"),
        1,
    ),
    "t": Quantity(
        Text("減碳", "Reduction"),
        Text("公噸 CO₂e", "t CO₂e"),
        Text(
            "Σ（各能源數量 × 所列年度之係數）",
            "Σ (quantity of each carrier x its factor of the year listed)",
        ),
        3,
    ),
    "ntd": Quantity(
        Text("節省金額", "Money saved"),
        Text("元／年", "NT$/yr"),
        Text("Σ（元，扣同組重疊後）", "Σ NT$, after what streams of one use share"),
    ),
    "without_factor": Quantity(
        Text("無係數項數", "Streams without a factor"),
        _ITEMS,
        Text("Σ 1（能源無排放係數者）", "Σ 1 of those whose energy has no factor"),
    ),
    "removed_kwh": Quantity(
        Text("同組重疊扣除", "Removed for interaction"),
        _KWH,
        Text(
            "Σ（單獨之度數 − 併計後之度數）",
            "Σ (kWh of each alone - kWh of it together with others of one use)",
        ),
        1,
    ),
    "findings": Quantity(Text("診斷發現", "Findings"), _ITEMS, Text("Σ 1", "Σ 1")),
    "rate": Quantity(
        Text("執行率", "Implementation rate"),
        Text("比例", "share"),
        Text(
            "已執行之建議 ÷ 已有結果之建議",
            "recommendations carried out / recommendations whose outcome is known",
        ),
        3,
        is_ratio=True,
    ),
    "payback": Quantity(
        Text("建議之回收年限", "Payback of recommendations"),
        _YEARS,
        Text(
            "Σ 淨投資（元）÷ Σ 年節省（元），取兩者皆有者",
            "Σ outlay (NT$) / Σ saving a year (NT$), of those that have both",
        ),
        2,
        is_ratio=True,
    ),
}
_DIAGNOSED: Final = Text(
    "當年度訪視之能源診斷，不論後續結果；以診斷統計計。",
    "Energy surveys held in the year, whatever came of them, as the statistics of diagnoses count.",
)
_SITES_DIAGNOSED: Final = Text("診斷廠區", "Sites diagnosed")


def quantity(figure: SavingsFigure) -> Quantity:
    """What is added up."""
    return QUANTITIES[figure.key]


def title(figure: SavingsFigure) -> Text:
    """The figure in words: block, level, quantity."""
    if figure.level is None:
        return _SITES_DIAGNOSED if figure.key == "sites" else quantity(figure).label
    block, level, what = BLOCKS[figure.block], figure.level.label, quantity(figure).label
    return Text(f"{block.zh}：{level.zh}、{what.zh}", f"{block.en}: {level.en}, {what.en}")


def meaning(figure: SavingsFigure) -> Text:
    """Which streams are in it."""
    return _DIAGNOSED if figure.level is None else MEANINGS[figure.block]
