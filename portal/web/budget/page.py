"""What the page of the carbon budget is drawn from, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from portal.aggregation.contributions import Delivery, Total
from portal.aggregation.member_year import MemberYear
from portal.budget.electricity import END_POINTS, SplitCut, years_of
from portal.budget.figures import TONNES_IN_10KT
from portal.budget.overview import CarbonBudget
from portal.budget.pathway import PathwayRow
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports import formats
from portal.reports.budget_chart import budget_chart
from portal.reports.values import absent
from portal.web.summaries.disclosure import HELD_BACK, WHY, is_small, is_thin
from portal.web.summaries.reader import Reader

SPLIT_YEARS: Final = (2026, 2030, 2050)


class BudgetBoard:
    """Writes the budget for one reader: what would give a member away is held back."""

    def __init__(self, page: CarbonBudget, reader: Reader, language: Language) -> None:
        self.page, self.reader, self.language = page, reader, language
        self._by_code = {one.code: one for one in page.members}

    @property
    def sees_everyone(self) -> bool:
        """Whether members may be named, and parts of the Alliance taken apart."""
        return self.reader.sees_everyone

    def is_small(self, codes: Sequence[str]) -> bool:
        """Whether a total over these members gives one of them away to this reader."""
        if self.sees_everyone:
            return False
        found = [self._by_code[code] for code in codes if code in self._by_code]
        latest = [one.latest.total for one in found if not isinstance(one.latest, Missing)]
        return is_thin(len(codes)) or is_small(latest)

    def total(self, one: Total) -> str:
        """A total in 10 ktCO2e, or why there is none."""
        return self.held(one.members, one.value)

    def held(self, codes: Sequence[str], tonnes: Amount) -> str:
        """An amount over members in 10 ktCO2e, held back where it is small."""
        return HELD_BACK[self.language] if self.is_small(codes) else self.wan(tonnes)

    def cut(self, one: Delivery) -> str:
        """Stated and interpolated cuts together, held back when either of them is."""
        parts = (one.stated, one.interpolated)
        if any(self.is_small(part.members) for part in parts):
            return HELD_BACK[self.language]
        return self.wan(one.cut)

    def wan(self, tonnes: Amount) -> str:
        """Tonnes in 10 ktCO2e with two decimals."""
        return self.number(tonnes if isinstance(tonnes, Missing) else tonnes / TONNES_IN_10KT)

    def number(self, value: Amount | None, places: int = 2) -> str:
        """A number, or the word for why there is none."""
        if isinstance(value, Missing):
            return absent(value)[self.language]
        return formats.number(value, places)

    @property
    def may_show_parts(self) -> bool:
        """Whether electricity and the pathway may be shown to this reader."""
        split = [one.use.code for one in self.page.electricity.members]
        return not self.is_small(split)

    @property
    def shares(self) -> Mapping[str, str]:
        """What the Alliance's cut is of the enterprise row and of industry's measures."""
        version, cut = self.page.version, self.page.delivery.without_power.cut
        beside = {"enterprise": version.enterprise, "industry": version.industry.measures}
        return {name: self._share(cut, amount) for name, amount in beside.items()}

    def _share(self, cut: Amount, of: Decimal | None) -> str:
        if isinstance(cut, Missing) or not of or not self.sees_everyone:
            return formats.MISSING
        return formats.percent(cut / TONNES_IN_10KT / of, 1)

    @property
    def shown_members(self) -> Sequence[SplitCut]:
        """Members whose electricity the reader may see, the largest change first."""
        seen = [one for one in self.page.electricity.members if self._sees(one.use.code)]
        return sorted(seen, key=lambda one: abs(one.whole), reverse=True)

    def seen(self, codes: Sequence[str]) -> Sequence[str]:
        """The members among these that the reader may see."""
        return [code for code in codes if self._sees(code)]

    def _sees(self, code: str) -> bool:
        member: MemberYear | None = self._by_code.get(code)
        return member is not None and self.reader.sees(member.group)

    @property
    def drawn(self) -> CarbonBudget:
        """The page with the Alliance's line left out where it gives a member away."""
        known = [one.code for one in self.page.members if not isinstance(one.latest, Missing)]
        if not self.is_small(known):
            return self.page
        return replace(self.page, pathway=tuple(_without(one) for one in self.page.pathway))


def _without(one: PathwayRow) -> PathwayRow:
    return replace(one, reported=Missing.NO_DATA, pledged=Missing.NO_DATA)


def context(page: CarbonBudget, reader: Reader, language: Language) -> dict[str, Any]:
    """Everything that the template shows."""
    board = BudgetBoard(page, reader, language)
    return {
        "page": page,
        "year": page.year,
        "version": page.version,
        "board": board,
        "delivery": page.delivery,
        "split": page.electricity,
        "to_go": page.to_go,
        "chart_of": budget_chart(board.drawn, language),
        "ends": END_POINTS,
        "split_years": SPLIT_YEARS,
        "factors": years_of(page.electricity.path),
        "why": WHY,
        "delivery_horizon": page.version.year,
        "no_text": Text("", ""),
    }
