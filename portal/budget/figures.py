"""A version of the city's budget and the arithmetic it must satisfy; amounts in 10 ktCO2e."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from portal.language import Text
from portal.reference.city import Sector

TONNES_IN_10KT = Decimal(10_000)
ZERO = Decimal(0)
HUNDREDTH = Decimal("0.01")
TOTALS = (Sector.GROSS_TOTAL, Sector.NET_TOTAL)
SECTORS = tuple(one for one in Sector if one not in TOTALS)
TEN_KT = Text("萬公噸 CO₂e", "10,000 t CO₂e")
PER_CENT = Text("%", "%")

SECTOR_LABELS = {
    Sector.INDUSTRY: Text("工業", "Industry"),
    Sector.RESIDENTIAL_COMMERCIAL: Text("住商", "Residential and commercial"),
    Sector.TRANSPORT: Text("運輸", "Transport"),
    Sector.ENVIRONMENT: Text("環境", "Environment"),
    Sector.AGRICULTURE: Text("農業", "Agriculture"),
    Sector.FORESTRY: Text("林業", "Forestry"),
    Sector.GROSS_TOTAL: Text("總排放量", "Gross total"),
    Sector.NET_TOTAL: Text("淨排放量", "Net total"),
}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One sector as the document prints it: baseline A, measures B, budget C."""

    sector: Sector
    baseline: Decimal
    measures: Decimal | None
    budget: Decimal

    @property
    def label(self) -> Text:
        """The name of the sector."""
        return SECTOR_LABELS[self.sector]

    @property
    def computed(self) -> Decimal:
        """A - B; a sector that prints no measures has none."""
        return self.baseline - (self.measures or ZERO)


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure in a sector of the budget."""

    key: str
    label: Text
    sector: Sector
    amount: Decimal
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure that the document prints in another place as well."""

    figure: str
    value: Decimal
    place: Text


@dataclass(frozen=True, slots=True)
class BudgetVersion:
    """One version of the budget of a two-year period.

    Attributes:
        id: 0 for the adopted version that comes with the portal.
        year: the single year that the amounts are for.
        base_2005, start: net emissions of 2005 and of the year that the baseline grows from.
        enterprise: the row of the members' own targets within the measures of industry.
        reason: why this version was entered.
        sha256: of the workbook it was read from, empty for a form.
    """

    id: int
    title: str
    first_year: int
    last_year: int
    year: int
    document: Text
    adopted_on: date | None
    lines: tuple[BudgetLine, ...]
    enterprise: Decimal | None
    base_2005: Decimal
    start: Decimal | None = None
    measures: tuple[MeasureLine, ...] = ()
    elsewhere: tuple[PrintedFigure, ...] = ()
    reason: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None
    sha256: str = ""

    def line(self, sector: Sector) -> BudgetLine:
        """The line of a sector or of a total.

        Raises:
            LookupError: when the version has no such line.
        """
        for one in self.lines:
            if one.sector is sector:
                return one
        raise LookupError(sector)

    @property
    def industry(self) -> BudgetLine:
        """The line of industry."""
        return self.line(Sector.INDUSTRY)

    @property
    def net(self) -> BudgetLine:
        """The net total, which is the cap."""
        return self.line(Sector.NET_TOTAL)

    @property
    def share_of_2005(self) -> Decimal:
        """The cap against 2005, in per cent, not rounded; negative is less."""
        return (self.net.budget / self.base_2005 - 1) * 100


@dataclass(frozen=True, slots=True)
class Check:
    """A printed figure beside the one that follows from the others."""

    what: Text
    printed: Decimal
    computed: Decimal
    unit: Text = TEN_KT

    @property
    def difference(self) -> Decimal:
        """Printed less computed."""
        return self.printed - self.computed

    @property
    def holds(self) -> bool:
        """Whether the two are equal to the last printed digit."""
        return self.difference == 0


def checks(version: BudgetVersion) -> tuple[Check, ...]:
    """A - B = C for every line, sums of the sectors, and what is printed more than once."""
    return (
        *(
            Check(
                Text(f"{one.label.zh}：A − B = C", f"{one.label.en}: A - B = C"),
                one.budget,
                one.computed,
            )
            for one in version.lines
            if one.sector is not Sector.GROSS_TOTAL
        ),
        *_sums(version),
        *_rows(version),
        *_elsewhere(version),
    )


def _sums(version: BudgetVersion) -> Iterator[Check]:
    """Totals against the sum of the sectors; the gross one is without forestry."""
    columns: tuple[tuple[Text, Callable[[BudgetLine], Decimal]], ...] = (
        (Text("基線 A", "baseline A"), lambda line: line.baseline),
        (Text("預算 C", "budget C"), lambda line: line.budget),
    )
    for name, amount in columns:
        for total, sectors in (
            (Sector.GROSS_TOTAL, SECTORS[:-1]),
            (Sector.NET_TOTAL, SECTORS),
        ):
            if not _has(version, total):
                continue
            label = SECTOR_LABELS[total]
            yield Check(
                Text(f"{label.zh}{name.zh}＝各部門合計", f"{label.en}, {name.en}: sum of sectors"),
                amount(version.line(total)),
                sum((amount(version.line(one)) for one in sectors), ZERO),
            )
    if version.net.measures is not None:
        yield Check(
            Text("減量措施 B＝各部門合計", "Measures B: sum of sectors"),
            version.net.measures,
            _measures(version),
        )


def _rows(version: BudgetVersion) -> Iterator[Check]:
    """Measures of a sector against the rows of its measures, where the version has them."""
    for line in version.lines:
        own = [one.amount for one in version.measures if one.sector is line.sector]
        if own and line.measures is not None:
            what = Text(f"{line.label.zh}：措施各列合計", f"{line.label.en}: sum of its measures")
            yield Check(what, line.measures, sum(own, ZERO))


def _measures(version: BudgetVersion) -> Decimal:
    return sum((one.measures or ZERO for one in version.lines if one.sector in SECTORS), ZERO)


def _has(version: BudgetVersion, sector: Sector) -> bool:
    return any(one.sector is sector for one in version.lines)


def _elsewhere(version: BudgetVersion) -> Iterator[Check]:
    """What the document prints again in other places."""
    for one in version.elsewhere:
        match one.figure:
            case "measures":
                what = Text("減量措施合計", "All measures")
                yield Check(_at(what, one.place), one.value, _measures(version))
            case "growth" if version.start is not None:
                what = Text("基線增量", "Growth of the baseline")
                grown = version.net.baseline - version.start
                yield Check(_at(what, one.place), one.value, grown)
            case "share":
                what = Text("較2005年", "Against 2005")
                exact = version.share_of_2005.quantize(HUNDREDTH, ROUND_HALF_UP)
                yield Check(_at(what, one.place), one.value, exact, PER_CENT)
            case _:
                continue


def _at(what: Text, place: Text) -> Text:
    return Text(f"{what.zh}（{place.zh}）", f"{what.en} ({place.en})")


def differing(found: Sequence[Check]) -> tuple[Check, ...]:
    """The checks that do not hold."""
    return tuple(one for one in found if not one.holds)
