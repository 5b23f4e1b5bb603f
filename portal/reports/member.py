"""What the statement of one member is made from, and its figures in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portal.aggregation.pathway import PathPoint
from portal.aggregation.progress import TRACK_LABELS
from portal.language import Text
from portal.plans.amounts import ZERO, Amount, Missing
from portal.publication.figure_id import FigureSet, SetKind
from portal.reports import formats
from portal.reports.edition import Edition
from portal.reports.incoming import NO_PLEDGE, NO_TARGET, Incoming, own_inventory, own_plan
from portal.reports.rows import MemberRow, SourceRow, TargetRow, YearRow
from portal.reports.savings import MemberSavings
from portal.reports.summary import Item, Section
from portal.reports.values import NOTHING, Form

_TITLE = Text("成員年度報表 {year}", "Member statement {year}")
HORIZONS = (2026, 2030, 2050)
# The figures that a statement defines, in this order.
DEFINED = (
    "emissions",
    "scope1",
    "scope2",
    "biogenic",
    "change",
    "t1",
    "net",
    "gross",
    "progress",
    "plan_coverage",
)
_OF_PLEDGES = frozenset({"t1", "net", "gross", "progress", "plan_coverage"})
_OF_EMISSIONS = 5
_NEAR = 2030


@dataclass(frozen=True, slots=True)
class HandInRow:
    """One version that the member has handed in.

    Attributes:
        document: the workbook's name.
        state: what became of the version, in words.
    """

    document: Text
    version: int
    state: Text
    submitted_at: datetime
    receipt: str
    sha256: str
    warnings: int
    signed_by: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site of the member; those outside Kaohsiung do not count in totals."""

    control_number: str
    name: Text
    address: str
    in_kaohsiung: bool


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of the plan; tonnes CO2e a year at full effect, cost in NT$."""

    measure_id: str
    name: str
    category: Text
    status: Text
    start_year: int | None
    expected: Amount
    capex: Amount


@dataclass(frozen=True, slots=True)
class MemberStatement:
    """Everything the statement of one member says.

    Attributes:
        row: the member with its figures of the reporting year.
        history: accepted emissions of the years up to the reporting year.
        pathway: the member's own path from 2005 to 2050.
        sources: of the accepted inventory.
        savings: its diagnoses and savings; None where it has none that the reader may see.
        inventory, plan: how far they have come in; None where a document does not say it.
    """

    edition: Edition
    row: MemberRow
    history: tuple[YearRow, ...] = ()
    pathway: tuple[PathPoint, ...] = ()
    sites: tuple[SiteRow, ...] = ()
    hand_ins: tuple[HandInRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    savings: MemberSavings | None = None
    inventory: Incoming | None = None
    plan: Incoming | None = None

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.row.member.year

    @property
    def title(self) -> Text:
        """The document's title."""
        return _TITLE.format(year=self.year)

    @property
    def has_emissions(self) -> bool:
        """Whether the inventory of the year has been accepted."""
        return not isinstance(self.row.emissions, Missing)

    @property
    def has_plan(self) -> bool:
        """Whether an accepted plan holds any target or measure."""
        return bool(self.targets or self.measures or self.row.member.measures.count)

    @property
    def has_pledge(self) -> bool:
        """Whether any of its targets is in tonnes."""
        return any(self.row.member.pledge(year).is_quantified for year in HORIZONS)

    def to_come(self) -> tuple[Text, ...]:
        """What the statement leaves out, a sentence each; nothing where it leaves nothing out."""
        found: list[Text] = []
        if not self.has_emissions:
            found.append(own_inventory(self.year, self.row.state, self.inventory))
        if not self.has_plan:
            found.append(own_plan(self.year, self.plan))
        elif not self.has_pledge:
            found.append(NO_PLEDGE if self.targets else NO_TARGET)
        return tuple(found)

    @property
    def defined(self) -> tuple[str, ...]:
        """The figures that the statement shows and defines."""
        shown = DEFINED if self.has_emissions else DEFINED[_OF_EMISSIONS:]
        return shown if self.has_pledge else tuple(one for one in shown if one not in _OF_PLEDGES)

    @property
    def figure_set(self) -> FigureSet:
        """The member as the names of its figures say it."""
        return FigureSet(SetKind.MEMBER, self.row.code)

    @property
    def subtitle(self) -> Text:
        """Who it is about."""
        name, code, group = self.row.name, self.row.code, self.row.group.label
        roc = formats.roc_year(self.year)
        return Text(
            f"{name.zh}（{code}，{group.zh}）　民國 {roc} 年",
            f"{name.en} ({code}, {group.en})",
        )

    def largest_sources(self, number: int) -> tuple[SourceRow, ...]:
        """The sources with most emissions, largest first."""
        ordered = sorted(self.sources, key=lambda one: one.emissions or ZERO, reverse=True)
        return tuple(ordered[:number])


def sections(statement: MemberStatement) -> tuple[Section, ...]:
    """The member's figures in the order of the summaries, as far as there are any."""
    row = statement.row
    found: list[Section] = []
    if statement.has_emissions:
        found.append(Section("emissions", Text("排放量", "Emissions"), tuple(_emissions(row))))
    if statement.has_pledge:
        title = Text("減量目標與貢獻", "Targets and contributions")
        found.append(Section("targets", title, tuple(_pledges(row))))
    if statement.has_plan:
        found.append(Section("progress", Text("達成進度", "Progress"), tuple(_progress(row))))
    return tuple(found)


def _emissions(row: MemberRow) -> Iterator[Item]:
    has_data = not isinstance(row.emissions, Missing)
    biogenic: Amount = row.member.biogenic if has_data else Missing.NO_DATA
    checked = Text("經第三方查驗", "Verified by a third party")
    unchecked = Text("未經第三方查驗", "Not verified by a third party")
    note = (checked if row.member.verified else unchecked) if has_data else row.state
    yield Item(Text("範疇一＋二排放量", "Scopes 1 and 2"), row.emissions, Form.TONNES, note)
    yield Item(Text("範疇一排放量", "Scope 1"), row.scope(1), Form.TONNES)
    yield Item(Text("範疇二排放量", "Scope 2"), row.scope(2), Form.TONNES)
    apart = Text("不計入排放量", "Not in the emissions")
    yield Item(Text("生質二氧化碳", "Biogenic CO₂"), biogenic, Form.TONNES, apart)
    yield Item(Text("較前一年度變動", "Change from the year before"), row.change, Form.CHANGE)


def _pledges(row: MemberRow) -> Iterator[Item]:
    for year in HORIZONS:
        pledge = row.member.pledge(year)
        kind = Text("淨零目標", "Net zero") if pledge.net_zero else NOTHING
        base: Amount = pledge.base.total if pledge.is_quantified else row.cut(year)
        named = Text("減量貢獻 K", "Contribution K")
        yield Item(named, row.cut(year), Form.TONNES_A_YEAR, kind, horizon=year)
        yield Item(Text("減幅", "Cut"), row.cut_share(year), Form.SHARE_1, horizon=year)
        yield Item(Text("基準年", "Base year"), row.base_year(year), Form.YEAR, horizon=year)
        covered = Text("基準年涵蓋排放量 B", "Covered base emissions B")
        yield Item(covered, base, Form.TONNES, horizon=year)
        gross: Amount = pledge.gross if pledge.is_quantified else row.cut(year)
        yield Item(Text("實質減量", "Gross cut"), gross, Form.TONNES_A_YEAR, horizon=year)


def _progress(row: MemberRow) -> Iterator[Item]:
    state = TRACK_LABELS[row.track(_NEAR)]
    yield Item(
        Text("達成進度", "Progress"), row.progress(_NEAR), Form.SHARE_1, state, horizon=_NEAR
    )
    measures = row.member.measures
    yield Item(Text("措施件數", "Measures"), Decimal(measures.count), Form.COUNT)
    for label, value in (
        (Text("已核定措施之減量", "Committed measures"), measures.committed),
        (Text("規劃中措施之減量", "Measures in the pipeline"), measures.pipeline),
    ):
        shown: Amount = value if measures.count else Missing.NO_DATA
        yield Item(label, shown, Form.TONNES_A_YEAR, horizon=_NEAR)
    plan = Text("占 2030 年減量貢獻之比率", "Of the contribution to 2030")
    yield Item(Text("措施涵蓋率", "Plan coverage"), row.plan_coverage, Form.SHARE, plan)
