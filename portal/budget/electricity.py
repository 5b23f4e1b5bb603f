"""How much of a cut in scope 2 is a member's own and how much the grid's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from portal.aggregation.electricity import COMMON_YEAR, Stated, Use, use_of
from portal.language import Text
from portal.reference.grid import GridStatus, grid_factors

KG_IN_TONNE = Decimal(1000)
END_YEAR = 2030
ZERO = Decimal(0)

END_POINTS: Mapping[str, Text] = {
    "0.495": Text("維持 2022 年實際值 0.495", "held at the actual value of 2022, 0.495"),
    "0.424": Text("2025 年基準值 0.424", "the benchmark for 2025, 0.424"),
    "0.376": Text("碳預算採用之 0.376", "0.376 as in the carbon budget"),
    "0.319": Text("現行 2030 年目標 0.319", "the present target for 2030, 0.319"),
}
DEFAULT_END = "0.319"


@dataclass(frozen=True, slots=True)
class FactorPath:
    """The grid factor by year: actual values, then a straight line to the end point, then flat.

    Attributes:
        actual: announced factors by year, kgCO2e/kWh.
        end: the factor assumed for 2030.
    """

    actual: Mapping[int, Decimal]
    end: Decimal
    end_year: int = END_YEAR

    @property
    def last_actual(self) -> int:
        """The newest year with an announced factor before the end point."""
        return max(year for year in self.actual if year < self.end_year)

    def is_actual(self, year: int) -> bool:
        """Whether the factor of a year has been announced."""
        return year in self.actual

    def at(self, year: int) -> Decimal:
        """The factor of a year, kgCO2e/kWh, not rounded.

        A year before the first announced one has that one's factor.
        """
        if year in self.actual:
            return self.actual[year]
        if year >= self.end_year:
            return self.end
        earlier = [one for one in self.actual if one < year]
        if not earlier:
            return self.actual[min(self.actual)]
        first = max(earlier)
        start = self.actual[first]
        return start + (self.end - start) * (year - first) / (self.end_year - first)


@cache
def announced() -> Mapping[int, Decimal]:
    """Announced factors that were confirmed, by year."""
    return {
        one.year: one.value
        for one in grid_factors()
        if one.recommended and one.status is GridStatus.ACTUAL and one.provenance.verified
    }


def factor_path(end: str) -> FactorPath:
    """The path to one of the end points; the usual one for anything else."""
    chosen = end if end in END_POINTS else DEFAULT_END
    return FactorPath(announced(), Decimal(chosen))


@dataclass(frozen=True, slots=True)
class SplitCut:
    """The cut in emissions of electricity between two years, tonnes CO2e.

    Attributes:
        own: by using less, at the factor of the base year; negative when use rises.
        grid: by the cleaner grid, on what is used in the target year.
    """

    use: Use
    base_factor: Decimal
    target_factor: Decimal
    own: Decimal
    grid: Decimal

    @property
    def whole(self) -> Decimal:
        """Both parts, which is the whole change of these emissions."""
        return self.own + self.grid


def split(use: Use, path: FactorPath) -> SplitCut:
    """The own and the grid's part of a change in emissions of electricity.

    Source:
        own = (kWh_b - kWh_T) x EF_b; grid = kWh_T x (EF_b - EF_T); their sum is
        kWh_b x EF_b - kWh_T x EF_T.
    """
    before, after = path.at(use.base_year), path.at(use.year)
    own = (use.base - use.target) * before / KG_IN_TONNE
    grid = use.target * (before - after) / KG_IN_TONNE
    return SplitCut(use, before, after, own, grid)


@dataclass(frozen=True, slots=True)
class ElectricitySplit:
    """The parts of all members that state their electricity, and those that do not.

    Attributes:
        members, silent: all or the first ones; `stating` and `not_stating` say how many.
        own, grid: of all members, tonnes CO2e.
    """

    path: FactorPath
    year: int
    members: tuple[SplitCut, ...]
    silent: tuple[str, ...]
    stating: int
    not_stating: int
    own: Decimal
    grid: Decimal

    @property
    def whole(self) -> Decimal:
        """Both parts, tonnes CO2e."""
        return self.own + self.grid


def split_all(
    codes: Iterable[str], stated: Mapping[str, Stated], year: int, path: FactorPath
) -> ElectricitySplit:
    """The parts of all members; nothing is guessed for those that state no electricity."""
    members: list[SplitCut] = []
    silent: list[str] = []
    for code in codes:
        use = use_of(code, stated.get(code, {}), year)
        if use is None:
            silent.append(code)
        else:
            members.append(split(use, path))
    return ElectricitySplit(
        path,
        year,
        tuple(members),
        tuple(silent),
        len(members),
        len(silent),
        sum((one.own for one in members), ZERO),
        sum((one.grid for one in members), ZERO),
    )


def years_of(path: FactorPath, first: int = COMMON_YEAR) -> Sequence[tuple[int, Decimal, bool]]:
    """The path as rows: year, factor, whether it has been announced."""
    return [(one, path.at(one), path.is_actual(one)) for one in range(first, path.end_year + 1)]
