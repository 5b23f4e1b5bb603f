"""What the summary of a group or of the alliance is made from, whatever its format."""

from dataclasses import dataclass, field
from decimal import Decimal

from portal.aggregation.figures import GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.reports import formats
from portal.reports.edition import Edition
from portal.reports.formats import Unit
from portal.reports.incoming import Incoming
from portal.reports.rows import MemberRow, SourceRow, TargetRow, WaitingRow, YearRow
from portal.reports.savings import YearOfSavings
from portal.reports.values import NOTHING, Form

_GROUP_TITLE = Text("{group} {year} 年度報告", "{group} group report {year}")
_ALLIANCE_TITLE = Text("聯盟 {year} 年度報告", "Alliance annual report {year}")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A figure the city has published, beside what the portal computes for the same thing.

    Attributes:
        published: as printed; `computed` in the same unit, never mixed with it.
        places: decimals with which both are shown.
        horizon: the target year whose contributions it is; None for a count.
        of_plans: whether the computed value follows from accepted plans.
    """

    label: Text
    published: Decimal
    computed: Amount
    unit: Text
    places: int
    source: Text
    horizon: int | None = None
    of_plans: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a summary says.

    Attributes:
        groups: figures of every group; empty in the summary of one group.
        history: accepted emissions of the years up to the reporting year.
        sources: inventory rows behind the totals, where they are asked for.
        to_call: how many members are to be called.
        warnings: of the current versions of all members, explained or not.
        savings: of diagnoses and ESCO projects; None on a page, which has its own.
        inventories, plans: how far they have come in; None where a document does not say it.
        unit: in which tonnes are written on paper; workbooks always hold tonnes.
    """

    edition: Edition
    figures: GroupFigures
    members: tuple[MemberRow, ...]
    groups: tuple[GroupFigures, ...] = ()
    history: tuple[YearRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    waiting: tuple[WaitingRow, ...] = ()
    published: tuple[PublishedRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    savings: YearOfSavings | None = None
    inventories: Incoming | None = None
    plans: Incoming | None = None
    unit: Unit = Unit.WAN
    to_call: int = field(kw_only=True)
    warnings: int = field(kw_only=True)

    @property
    def group(self) -> Group | None:
        """The group, None for the alliance."""
        return self.figures.group

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.figures.year

    @property
    def title(self) -> Text:
        """The document's title."""
        if self.group is None:
            return _ALLIANCE_TITLE.format(year=self.year)
        return _GROUP_TITLE.format(group=self.group.label, year=self.year)

    @property
    def has_emissions(self) -> bool:
        """Whether an inventory of the year has been accepted."""
        return not isinstance(self.figures.emissions.total.value, Missing)

    @property
    def has_plans(self) -> bool:
        """Whether accepted plans hold any target or measure."""
        horizons = self.figures.horizons.values()
        return any(one.with_target for one in horizons) or self.figures.measures.count > 0

    def name_of(self, code: str) -> Text:
        """The name of a member, its code where it is not listed."""
        found = next((row.name for row in self.members if row.code == code), None)
        return found or Text(code, code)

    @property
    def roc_year(self) -> Text:
        """The year in the calendar of the Republic."""
        year = formats.roc_year(self.year)
        return Text(f"民國 {year} 年", f"ROC year {year}")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a summary: a value with what must be known to read it.

    Attributes:
        out_of: the whole of which a count is a part.
        part: under which heading of its section it stands.
        beside: the name of what stands beside a total and has no definition of its own.
        words: what stands in the place of a number that is none, such as a span of years.
        horizon: the target year, for what is pledged.
        key: of its definition, empty where the label says everything.
        left_out: codes of the members that should be in it and cannot.
    """

    label: Text
    value: Amount
    form: Form
    note: Text = NOTHING
    out_of: int | None = None
    horizon: int | None = None
    key: str = ""
    left_out: tuple[str, ...] = ()
    part: Text | None = None
    words: Text | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the summary, in the order in which coordinators read."""

    code: str
    title: Text
    items: tuple[Item, ...]
