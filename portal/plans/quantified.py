"""What a target is worth in tonnes, or why it is not known, and what was taken for granted."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from portal.language import Text
from portal.plans.amounts import Amount, Missing, Split
from portal.plans.arithmetic import Step
from portal.plans.targets import Target


class Reason(StrEnum):
    """Why a target cannot be put into tonnes."""

    NO_BASE_YEAR = "no_base_year"
    NO_BASE_EMISSIONS = "no_base_emissions"
    NO_CUT = "no_cut"
    NO_LEVEL = "no_level"
    NO_BAU = "no_bau"
    NO_ACTIVITY = "no_activity"
    OUTSIDE_KAOHSIUNG = "outside_kaohsiung"


REASONS: Mapping[Reason, Text] = {
    Reason.NO_BASE_YEAR: Text("未填報基準年", "The base year is not stated"),
    Reason.NO_BASE_EMISSIONS: Text("未填報基準年排放量", "Base-year emissions are not stated"),
    Reason.NO_CUT: Text("未填報減量比率或減量", "Neither a cut nor tonnes are stated"),
    Reason.NO_LEVEL: Text("查無回歸年度之排放量", "Emissions of the year to return to are unknown"),
    Reason.NO_BAU: Text("未填報目標年 BAU 排放量", "Business as usual is not stated"),
    Reason.NO_ACTIVITY: Text(
        "未填報目標年活動量，僅能以活動量不變估算",
        "Activity of the target year is not stated: indicative only",
    ),
    Reason.OUTSIDE_KAOHSIUNG: Text(
        "排放量包含外縣市廠區，無法單獨計算高雄廠區",
        "The amounts include sites outside Kaohsiung",
    ),
}


class Assumption(StrEnum):
    """What the calculation took for granted because the plan does not say."""

    LINEAR_RATE = "linear_rate"
    FULL_COVERAGE = "full_coverage"
    CITY_BASE_FROM_INVENTORY = "city_base_from_inventory"
    LEVEL_FROM_INVENTORY = "level_from_inventory"
    CUT_LIMITED = "cut_limited"
    BASE_RESTATED = "base_restated"


ASSUMPTIONS: Mapping[Assumption, Text] = {
    Assumption.LINEAR_RATE: Text(
        "未說明年減量率計算方式，以線性計算", "Rate taken as linear: the plan does not say"
    ),
    Assumption.FULL_COVERAGE: Text(
        "未填報涵蓋率，以 100% 計算", "Coverage taken as 100%: the plan does not say"
    ),
    Assumption.CITY_BASE_FROM_INVENTORY: Text(
        "基準年排放量採用高雄廠區之盤查清冊", "Base taken from the inventory of the Kaohsiung sites"
    ),
    Assumption.LEVEL_FROM_INVENTORY: Text(
        "回歸水準採用該年度之盤查清冊", "Level taken from the inventory of that year"
    ),
    Assumption.CUT_LIMITED: Text(
        "累計減量率超過 100%，以 100% 計算", "The rates add up to more than 100%: 100% is used"
    ),
    Assumption.BASE_RESTATED: Text(
        "基準年重新計算逾 5%，重新計算前後兩值並列，以重新計算後之值計算",
        "The base year was restated by more than 5%: both values are shown, the new one counts",
    ),
}


@dataclass(frozen=True, slots=True)
class Quantified:
    """A target in tonnes CO2e a year.

    Attributes:
        base: covered base-year emissions by scope (Bcov).
        cut: less emissions in the target year than the covered base, by scope (K); may be
            negative and stays so.
        coverage: share of each scope that the target covers.
        gross: the cut before neutralisation; not stated for a net zero without a residual.
    """

    target: Target
    base: Split
    cut: Split
    coverage: Split
    gross: Amount
    steps: tuple[Step, ...]
    assumptions: tuple[Assumption, ...] = ()

    @property
    def result(self) -> Decimal:
        """K: the contribution, tonnes CO2e a year (net for a net-zero target)."""
        return self.cut.total

    @property
    def residual(self) -> Amount:
        """Emissions left in the target year that are to be neutralised."""
        if isinstance(self.gross, Missing):
            return self.gross
        return self.result - self.gross


@dataclass(frozen=True, slots=True)
class NotQuantified:
    """A target that cannot be put into tonnes, and why.

    Attributes:
        indicative: tonnes at constant activity, for an intensity target; outside every headline.
    """

    target: Target
    reason: Reason
    indicative: Amount = Missing.NOT_QUANTIFIED
    steps: tuple[Step, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


Contribution = Quantified | NotQuantified
Inventories = Mapping[int, Split]
"""Emissions of the sites in Kaohsiung by year, from the inventories on file, tonnes CO2e."""
