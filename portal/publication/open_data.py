"""Open data: published figures of the Alliance and its groups as anybody may have them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from sqlalchemy.orm import Session

from portal.aggregation.coverage import Coverage
from portal.aggregation.definitions import DEFINITIONS, SHARE, TONNES_A_YEAR, Definition
from portal.aggregation.disclosure import DOMINANT
from portal.aggregation.figures import horizon_figures
from portal.aggregation.tally import Tally
from portal.aggregation.weighing import Weights
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.publication.figure_id import (
    KEYS,
    Edition,
    FigureId,
    FigureSet,
    figures_of,
    label,
    sets_of,
)
from portal.publication.figures import RATIOS
from portal.publication.held_back import Public, Reason
from portal.publication.keeping import published_editions
from portal.publication.protection import COVERED, HIGH, LOW, VERIFIED, Name, protected
from portal.publication.queries import (
    Frozen,
    PublicationRow,
    publications,
    published_figures,
)

LICENCE: Final = Text(
    "政府資料開放授權條款－第1版", "Open Government Data License, version 1.0 (Taiwan)"
)
LICENCE_ADDRESS: Final = "https://data.gov.tw/license"
_RATIO: Final = Decimal("0.0001")
_HALF: Final = Decimal("0.5")
_COUNT: Final = Text("家", "members")
_YEAR: Final = Text("年", "year")


def _beside(zh: str, en: str, unit: Text, means_zh: str, means_en: str) -> Definition:
    return Definition(Text(zh, en), unit, Text(means_zh, means_en), Text("", ""))


# What stands beside the totals of a target year, in this order.
BESIDE: Final[Mapping[str, Definition]] = {
    "with_target": _beside(
        "訂有目標家數",
        "Members with a target",
        _COUNT,
        "訂有該年目標之成員數。",
        "Members with a target for the year.",
    ),
    "quantified": _beside(
        "可量化家數",
        "Members in tonnes",
        _COUNT,
        "目標可換算為公噸並計入合計之成員數。",
        "Members whose target is in tonnes and counts in the totals.",
    ),
    COVERED: _beside(
        "涵蓋率",
        "Coverage",
        SHARE,
        "計入成員占全體最新排放量之比率。",
        "Latest emissions of counted members over those of all.",
    ),
    VERIFIED: _beside(
        "基準年查驗比率",
        "Verified base",
        SHARE,
        "計入之基準年排放量中經第三方查驗之比率。",
        "Share of the counted base emissions that a third party has verified.",
    ),
    LOW: _beside(
        "T1 低估值",
        "Low estimate of T1",
        TONNES_A_YEAR,
        "僅計絕對目標、基準年經查驗且涵蓋 95 % 以上者。",
        "Absolute targets with a verified base and at least 95 % coverage only.",
    ),
    HIGH: _beside(
        "T1 高估值",
        "High estimate of T1",
        TONNES_A_YEAR,
        "另計固定活動量之強度目標與 2050 年目標所隱含之減量。",
        "With intensity targets at constant activity and what 2050 targets imply.",
    ),
    "base_year_first": _beside(
        "最早基準年",
        "First base year",
        _YEAR,
        "計入成員之最早基準年。",
        "Earliest base year of the counted members.",
    ),
    "base_year_last": _beside(
        "最晚基準年",
        "Last base year",
        _YEAR,
        "計入成員之最晚基準年。",
        "Latest base year of the counted members.",
    ),
    "largest": _beside(
        "最大一家占比級距",
        "Largest member, band",
        SHARE,
        "最大一家占正向貢獻合計之級距上限：0.5 或 0.8；不公布確切占比。",
        "Upper end of the band of the largest share: 0.5 or 0.8; the share itself is not shown.",
    ),
}


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """One figure as anybody may have it.

    Attributes:
        value: None where it is held back to protect single members.
        members: in the figure; `left_out` those that should be and cannot.
        held_back: why there is no value, where it is held back.
        see: the same figure in an earlier publication of the year, where that one is shown.
    """

    id: str
    of: FigureSet
    key: str
    horizon: int | None
    value: Amount | None
    members: int | None = None
    left_out: int | None = None
    held_back: Reason | None = None
    see: str = ""

    @property
    def about(self) -> Definition:
        """Its name, unit and meaning."""
        return BESIDE[self.key] if self.key in BESIDE else DEFINITIONS[self.key]

    @property
    def set_name(self) -> Text:
        """The alliance or the group."""
        return label(self.of, {})

    @property
    def status(self) -> str:
        """`shown`, `held_back`, or why there is no number."""
        if self.value is None:
            return "held_back"
        return self.value.value if isinstance(self.value, Missing) else "shown"

    @property
    def written(self) -> str:
        """The number as text without separators; empty where there is none."""
        return f"{self.value:f}" if isinstance(self.value, Decimal) else ""


@dataclass(frozen=True, slots=True)
class OpenPublication:
    """A publication as anybody may have it."""

    name: str
    year: int
    published_at: datetime
    method: str
    note: Text
    digest: str
    members: int
    figures: tuple[OpenFigure, ...]

    def of(self, key: str, horizon: int | None) -> Mapping[str, OpenFigure]:
        """One figure of the alliance and of each group, by set."""
        return {
            str(one.of): one for one in self.figures if (one.key, one.horizon) == (key, horizon)
        }


def open_publications(session: Session) -> tuple[OpenPublication, ...]:
    """Every publication, the latest first, judged together with all others."""
    rows = publications(session)
    # Earlier ones may be in the reader's hands: they decide what later ones can show.
    in_order = sorted(rows, key=lambda row: row.id)
    editions = published_editions(session, in_order)
    public = Public(protected(editions), tuple(row.edition for row in in_order))
    weights = {one.edition: one.weights for one in editions.weighed}
    return tuple(_open(session, row, weights[row.name], public) for row in rows)


def _open(
    session: Session, row: PublicationRow, weights: Weights, public: Public
) -> OpenPublication:
    figures: list[OpenFigure] = []
    for of in sets_of(()):
        known = published_figures(session, row, of)
        figures += _figures(row.edition, of, known, public)
        figures += _coverage(row.edition, of, weights.tally(of.group), public)
    return OpenPublication(
        row.name,
        row.edition.year,
        row.published_at,
        row.method_version,
        row.note,
        row.digest,
        weights.tally(None).at("members").counted,
        tuple(figures),
    )


def _figures(
    edition: Edition,
    of: FigureSet,
    known: Mapping[FigureId, Frozen],
    public: Public,
) -> Iterator[OpenFigure]:
    for one in figures_of(edition, of):
        found = known.get(one)
        if found is None:
            continue
        value = _rounded(found.value, one.key)
        made = OpenFigure(str(one), of, one.key, one.horizon, value, found.members, found.left_out)
        yield _as_shown(made, Name(str(edition), one.key, one.horizon), public)


def _as_shown(one: OpenFigure, judged: Name, public: Public) -> OpenFigure:
    """A figure as it is, or without its value and with the reason."""
    group = one.of.group
    if public.shows(judged, group):
        return one
    reason = public.reason(judged, group, one.members)
    earlier = public.last_shown(judged, group) if reason is Reason.EARLIER else None
    see = "" if earlier is None else "/".join((earlier.edition, *one.id.split("/")[1:]))
    return replace(one, value=None, held_back=reason, see=see)


def _rounded(value: Amount, key: str) -> Amount:
    if isinstance(value, Decimal) and key in RATIOS:
        return value.quantize(_RATIO, ROUND_HALF_UP)
    return value


def _coverage(
    edition: Edition, of: FigureSet, tally: Tally, public: Public
) -> Iterator[OpenFigure]:
    for horizon in KEYS["t1"]:
        beside = horizon_figures(tally, horizon).coverage
        total = Name(str(edition), "t1", horizon)
        for key, value in _values(beside).items():
            own = total._replace(key=key)
            named = "/".join((str(edition), str(of), str(horizon), "coverage", key))
            one = OpenFigure(named, of, key, horizon, value)
            is_count = key in ("with_target", "quantified")
            judged = own if own in public.allowed.shown else total
            yield one if is_count else _as_shown(one, judged, public)


def _values(beside: Coverage) -> Mapping[str, Amount]:
    def share(value: Amount) -> Amount:
        return value.quantize(_RATIO, ROUND_HALF_UP) if isinstance(value, Decimal) else value

    years = list(beside.base_years)
    return {
        "with_target": Decimal(beside.with_target),
        "quantified": Decimal(beside.quantified),
        COVERED: share(beside.emissions_share),
        VERIFIED: share(beside.verified_share),
        LOW: beside.range.low,
        HIGH: beside.range.high,
        "base_year_first": Decimal(min(years)) if years else Missing.NO_DATA,
        "base_year_last": Decimal(max(years)) if years else Missing.NO_DATA,
        "largest": _band(beside.largest_share),
    }


def _band(share: Amount) -> Amount:
    if isinstance(share, Missing):
        return share
    return _HALF if share <= _HALF else DOMINANT


def latest_of_each_year(found: Sequence[OpenPublication]) -> tuple[OpenPublication, ...]:
    """The last revision of each year, the latest year first."""
    by_year: dict[int, OpenPublication] = {}
    for one in found:
        by_year.setdefault(one.year, one)
    return tuple(by_year.values())
