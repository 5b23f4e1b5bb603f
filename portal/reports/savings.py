"""Diagnoses, savings and ESCO projects of a year, as the documents of a set or a member say them.

Figures are those of `portal.savings.city`: the same ones that pages and the command line show.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.savings.city import CityFigures
from portal.savings.queries import Quoted
from portal.savings.streams import Claim
from portal.savings.totals import Counted, Total
from portal.savings.tracing.figure_id import stem
from portal.savings.vocabulary import Level

Block = Literal["advisory", "esco", "in_year"]
EVERYTHING: Final = Text("合計", "Total")
TITLE: Final = Text("診斷、節能成效與 ESCO", "Diagnoses, savings and ESCO projects")
BLOCKS: Final[Mapping[Block, Text]] = {
    "advisory": Text("當年度診斷之成果（全年率）", "Outcome of the year's diagnoses (full year)"),
    "esco": Text("當年度完工之 ESCO 專案（全年率）", "ESCO projects completed (full year)"),
    "in_year": Text("當年度內節約（按日數）", "Saved within the year (by days)"),
}
"""Each total with its name; the levels of one are never added to each other."""
SHOWN: Final[Mapping[Block, tuple[Level, ...]]] = {
    "advisory": tuple(Level),
    "esco": (Level.IMPLEMENTED, Level.VERIFIED),
    "in_year": (Level.IMPLEMENTED, Level.VERIFIED),
}
LEVELS_APART: Final = Text(
    "各層級為同一批節能項目之不同確定程度，並列而不相加。全年率以完工年度（未完工者以診斷年度）電力排碳係數計；"
    "按日數者自完工啟用日計至年限或終止日，以當年度係數計；已驗證者不採預測係數。無係數之能源（例：蒸汽）只計能量。",
    "Levels are the same changes seen with different certainty; they stand side by side and are "
    "never added. Full-year savings take the grid factor of the year of commissioning, else of the "
    "diagnosis; savings by days run from commissioning to the end of life with the factor of the "
    "year; verified savings never take a forecast. What has no factor (steam) counts as energy.",
)
HELD_BACK: Final = Text(
    "為保護個別成員資料，本節數值僅提供可閱覽本範圍全部成員節能項目之人員。",
    "To protect single members, the figures of this part are for those who may see the savings of "
    "every member of this set.",
)
SOME_SITES: Final = Text(
    "僅列出閱覽者經手診斷之廠區。", "Only the sites of the reader's own cases are listed."
)
NOTHING_YET: Final = Text(
    "本年度沒有診斷、ESCO 契約或量測驗證之節能項目。",
    "No diagnosis, service contract or measurement saves anything in this year.",
)
TRACED: Final = Text(
    "每一數值所計入之節能項目（編號、成員、廠區與來源）列於同名活頁簿之「節能明細」，"
    "並可於平台「節能成效」逐項查至診斷建議、契約或量測驗證報告。",
    "The streams in each figure (number, member, site and source) are listed in the workbook of "
    "this document under 'Savings by stream'; the portal leads from each to its recommendation, "
    "contract or M&V report.",
)
_NAMED: Final = Text(
    "數值代號（溯源用）：{at}/〈advisory、esco、in_year〉/〈identified、accepted、implemented、verified〉"
    "/〈streams、sites、kwh、gj、t、ntd〉，例：{at}/in_year/verified/kwh；各系統於前兩段之後加 "
    "system:boiler 等。",
    "Figure ids, to trace a figure: {at}/<advisory, esco or in_year>/<identified, accepted, "
    "implemented or verified>/<streams, sites, kwh, gj, t or ntd>, such as "
    "{at}/in_year/verified/kwh; of a system with system:boiler or another after the first two "
    "parts.",
)
_CLOSED: Final = Text(
    "本年度已於 {day} 結算：合計與各組為結算值加更正（{count} 筆）；各系統與明細依目前資料計算。",
    "The year was closed on {day}: totals and groups are as closed, with {count} corrections; "
    "systems and streams are computed from what is on file today.",
)


class Scope(NamedTuple):
    """A group, a system or everything, with its figures; `at` begins their names."""

    label: Text
    figures: CityFigures
    at: str


class Quote(NamedTuple):
    """A total that somebody else published: quoted beside the computed ones, never added."""

    title: str
    source: str
    sites: int | None
    electricity: Decimal | None
    tonnes: Decimal | None
    doubts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class YearClosed:
    """When a year was closed, and how many corrections it has taken since."""

    at: datetime
    corrections: int


@dataclass(frozen=True, slots=True)
class YearOfSavings:
    """What a summary says of diagnoses, savings and ESCO projects.

    Attributes:
        whole: figures of the set; None where the reader may not see every member's savings.
        group: whose report it is; None in that of the Alliance.
        groups: in the report of the Alliance; empty in that of a group.
        counted: what each total of the set adds up, by total and level.
    """

    year: int
    whole: CityFigures | None = None
    groups: tuple[tuple[Group, CityFigures], ...] = ()
    systems: tuple[tuple[System, CityFigures], ...] = ()
    counted: Mapping[str, Mapping[Level, Sequence[Counted]]] | None = None
    quotes: tuple[Quote, ...] = ()
    closed: YearClosed | None = None
    group: Group | None = None

    @property
    def has_any(self) -> bool:
        """Whether there is anything to say beside the quoted totals."""
        return self.whole is not None and not _is_empty(self.whole)

    @property
    def parts(self) -> tuple[tuple[Text, tuple[Scope, ...]], ...]:
        """Groups, then systems, each under its heading; a system without anything is left out."""
        groups = tuple(Scope(group.label, one, self._at(group)) for group, one in self.groups)
        systems = tuple(
            Scope(system.label, one, stem(self.year, self.group, system))
            for system, one in self.systems
            if not _is_empty(one)
        )
        named = ((Text("依產業組", "By group"), groups), (Text("依系統", "By system"), systems))
        return tuple((title, scopes) for title, scopes in named if scopes)

    @property
    def scopes(self) -> Iterator[Scope]:
        """Everything, then each group and system."""
        if self.whole is not None:
            yield self.everything(self.whole)
        for _, scopes in self.parts:
            yield from scopes

    def everything(self, whole: CityFigures) -> Scope:
        """The figures of the set."""
        return Scope(EVERYTHING, whole, self._at(self.group))

    def _at(self, group: Group | None) -> str:
        """What the names of a group's figures begin with: those of a closed year are as closed."""
        return stem(self.year, group, is_closed=self.closed is not None)

    @property
    def closing(self) -> Text | None:
        """That the year was closed, and since when; None while it is open."""
        if self.closed is None:
            return None
        day = self.closed.at.date().isoformat()
        return _CLOSED.format(day=day, count=self.closed.corrections)


@dataclass(frozen=True, slots=True)
class MemberSavings:
    """What the statement of a member says of its own diagnoses and savings.

    Attributes:
        figures: of the reporting year; None for a reader who has only some of the sites.
        at: what the names of the figures begin with.
        streams: of every year, each at its highest level, as far as the reader may see them.
    """

    figures: CityFigures | None
    streams: tuple[Counted, ...]
    at: str = ""


def naming(at: str) -> Text:
    """How the figures of a set are named, by which each can be traced to its cells."""
    return _NAMED.format(at=at)


def quote(one: Quoted) -> Quote:
    """A quoted total as documents print it."""
    doubts = tuple(each.text for each in one.doubts)
    return Quote(one.title, one.source, one.sites, one.electricity, one.tonnes, doubts)


def totals(figures: CityFigures, block: Block) -> tuple[Total, ...]:
    """The levels of one total that documents show, least certain first."""
    found: Mapping[Level, Total] = getattr(figures, block)
    return tuple(found.get(level, Total(level)) for level in SHOWN[block])


def money_of(one: Total) -> Decimal | None:
    """NT$ a year; None where no source says what the energy is worth, as M&V reports do not."""
    return one.money if one.money or not one.streams else None


def source_of(claim: Claim) -> Text:
    """The recommendation, contract or report behind a claim."""
    origin = claim.origin.label
    return Text(f"{claim.source} {origin.zh}".strip(), f"{claim.source} {origin.en}".strip())


def others_of(one: Counted) -> Text:
    """The claims of the stream that are linked and not counted."""
    others = [source_of(each) for each in one.stream.claims if each is not one.claim]
    return Text("；".join(each.zh for each in others), "; ".join(each.en for each in others))


def _is_empty(figures: CityFigures) -> bool:
    counts = (one.streams for block in SHOWN for one in totals(figures, block))
    return not figures.sites and not figures.findings and not any(counts)
