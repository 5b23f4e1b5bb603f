"""What the page of the carbon budget is drawn from, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from portal.aggregation.contributions import MILESTONE, Delivery, Total
from portal.aggregation.electricity import UNTIL
from portal.aggregation.figures import HORIZONS
from portal.aggregation.member_year import MemberYear
from portal.budget.electricity import END_POINTS, SplitCut, years_of
from portal.budget.figures import TONNES_IN_10KT
from portal.budget.kept import MOST
from portal.budget.overview import CarbonBudget
from portal.budget.pathway import PathwayRow
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.publication.page_figures import DELIVERING, LATEST
from portal.reports import formats
from portal.reports.budget_chart import budget_chart
from portal.reports.values import absent
from portal.web.summaries.before import Before
from portal.web.summaries.disclosure import HELD_BACK, WHY, is_small
from portal.web.summaries.past import may_draw, published_totals
from portal.web.summaries.reader import Reader

SPLIT_YEARS: Final = UNTIL


class BudgetBoard:
    """Writes the budget for one reader: what would give a member away is held back."""

    def __init__(
        self,
        page: CarbonBudget,
        reader: Reader,
        language: Language,
        before: Before,
    ) -> None:
        self.page, self.reader, self.language = page, reader, language
        self._published = published_totals(before.published)
        self._by_code = {one.code: one for one in page.members}
        self._judgement = before.judgement

    @property
    def sees_everyone(self) -> bool:
        """Whether members may be named, and parts of the Alliance taken apart."""
        return self.reader.sees_everyone

    def hides(self, key: str) -> bool:
        """Whether a figure of the delivery would give a member away; only one year is judged."""
        if self.sees_everyone:
            return False
        is_judged = self.page.version.year == MILESTONE
        return not (is_judged and self._judgement.shows(key, None, MILESTONE))

    def total(self, one: Total, key: str) -> str:
        """A part of the delivery in 10 ktCO2e, or why there is none."""
        return HELD_BACK[self.language] if self.hides(key) else self.wan(one.value)

    def cut(self, one: Delivery) -> str:
        """Stated and interpolated cuts together."""
        return HELD_BACK[self.language] if self.hides("delivery") else self.wan(one.cut)

    @property
    def covered(self) -> str:
        """The share of the latest emissions that the delivery speaks for, per cent."""
        covered = self.page.delivery.covered
        if isinstance(covered, Missing):
            return formats.MISSING
        names = (LATEST, DELIVERING)
        is_judged = self.sees_everyone or self.page.version.year == MILESTONE
        shown = is_judged and all(self._judgement.shows(name, None) for name in names)
        return formats.percent(covered, 0) if shown else HELD_BACK[self.language]

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
        """Whether the parts of electricity may be shown to this reader."""
        unseen = [one for one in self.page.electricity.members if not self._sees(one.use.code)]
        parts = zip(*((one.own, one.grid, one.whole) for one in unseen), strict=True)
        return not any(is_small([one for one in part if one]) for part in parts)

    @property
    def shares(self) -> Mapping[str, str]:
        """What the Alliance's cut is of the enterprise row and of industry's measures."""
        version, cut = self.page.version, self.page.delivery.without_power.cut
        beside = {"enterprise": version.enterprise, "industry": version.industry.measures}
        return {name: self._share(cut, amount) for name, amount in beside.items()}

    def _share(self, cut: Amount, of: Decimal | None) -> str:
        if not self.sees_everyone:
            return HELD_BACK[self.language]
        if isinstance(cut, Missing) or not of:
            return formats.MISSING
        return formats.percent(cut / TONNES_IN_10KT / of, 1)

    @property
    def shown_members(self) -> Sequence[SplitCut]:
        """The first members whose electricity the reader may see, the largest change first."""
        seen = [one for one in self.page.electricity.members if self._sees(one.use.code)]
        return sorted(seen, key=lambda one: (-abs(one.whole), one.use.code))[:MOST]

    def seen(self, codes: Sequence[str]) -> Sequence[str]:
        """The first members among these that the reader may see."""
        return [code for code in codes if self._sees(code)][:MOST]

    def _sees(self, code: str) -> bool:
        if self.sees_everyone:
            return True
        member: MemberYear | None = self._by_code.get(code)
        return member is not None and self.reader.sees(member.group)

    @property
    def drawn(self) -> CarbonBudget:
        """The page with as much of the Alliance's line as gives no member away."""
        if self.sees_everyone:
            return self.page
        return replace(self.page, pathway=tuple(self._drawn(one) for one in self.page.pathway))

    def _drawn(self, one: PathwayRow) -> PathwayRow:
        draws = may_draw(self._judgement, None, HORIZONS)
        is_corner = draws and one.year in {self.page.year, *HORIZONS}
        pledged = one.pledged if is_corner else Missing.NO_DATA
        return replace(one, reported=self._reported(one), pledged=pledged)

    def _reported(self, one: PathwayRow) -> Amount:
        """The year of the page as it stands, the years before as they were published."""
        if one.year == self.page.year:
            shown = all(self._judgement.shows(key, None) for key in ("scope1", "scope2"))
            return one.reported if shown else Missing.NO_DATA
        known = self._published.get(one.year) if one.year < self.page.year else None
        return Missing.NO_DATA if known is None else known / TONNES_IN_10KT


def context(
    page: CarbonBudget, reader: Reader, language: Language, before: Before
) -> dict[str, Any]:
    """Everything that the template shows; `before` is what it is judged by."""
    board = BudgetBoard(page, reader, language, before)
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
