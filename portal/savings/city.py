"""What the city reads of a year: outcome of diagnoses, ESCO projects, savings in the year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission, Role
from portal.advisory.models import Finding, Request, Visit
from portal.advisory.statistics import PUBLISHED_PAYBACK, PUBLISHED_RATE
from portal.advisory.vocabulary import Topic, VisitKind
from portal.language import Text
from portal.members.models import Company
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.savings.models import Correction
from portal.savings.queries import closed, corrections, streams
from portal.savings.streams import ZERO, Stream
from portal.savings.totals import Counted, Total, annual, total, within
from portal.savings.vocabulary import Figure, Level, Origin

IAC_IMPLEMENTED: Final = PUBLISHED_RATE
IAC_PAYBACK: Final = PUBLISHED_PAYBACK
IAC_SOURCE: Final = Text(
    "美國能源部工業評估中心（IAC）能源管理類建議統計，itac.university/index/arc/2.812（網頁未載日期）",
    "Industrial Assessment Centers (US Department of Energy), statistics of all energy management "
    "recommendations, itac.university/index/arc/2.812 (page without a date)",
)
Totals = Mapping[Level, Total]


@dataclass(frozen=True, slots=True)
class CityFigures:
    """A year of the Alliance, or of one group or system.

    Attributes:
        sites: that a survey visited in the year.
        findings: of those visits.
        advisory: full-year savings of what was recommended on the year's surveys, by level.
        esco: full-year savings of contract measures commissioned in the year, by level.
        in_year: what streams from diagnoses, contracts and measurements saved within the year, by
            level, days counted; what only a member's plan states is part of the plan's figures.
        outlay: NT$ that the year's recommendations cost.
    """

    year: int
    sites: int
    findings: int
    advisory: Totals
    esco: Totals
    in_year: Totals
    outlay: Decimal = ZERO

    @property
    def implementation_rate(self) -> Decimal | None:
        """Implemented recommendations over all of the year's diagnoses; None without any."""
        given = self.advisory[Level.IDENTIFIED].streams
        done = self.advisory[Level.IMPLEMENTED].streams
        return Decimal(done) / given if given else None

    @property
    def payback(self) -> Decimal | None:
        """Cost over yearly saving of the year's recommendations, years; None without money."""
        money = self.advisory[Level.IDENTIFIED].money
        return self.outlay / money if money > 0 else None


@dataclass(frozen=True, slots=True)
class Survey:
    """A site that was diagnosed, and how many findings its systems had."""

    site_id: int
    company_id: int
    group: Group
    findings: Mapping[System, int]


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that the figures of a year are computed from, read once."""

    year: int
    streams: tuple[Stream, ...]
    surveys: tuple[Survey, ...]


def basis(session: Session, year: int, actor: Actor | None = None) -> Basis:
    """Read what the figures of a year are computed from, or what of it an actor sees."""
    surveys = _surveys(session, year)
    if actor is not None:
        surveys = [one for one in surveys if actor.sees(one.company_id, one.group)]
    return Basis(year, tuple(streams(session, actor)), tuple(surveys))


def _surveys(session: Session, year: int) -> list[Survey]:
    visits: Iterable[Any] = session.execute(
        select(Visit.id, Visit.held_on, Request.site_id, Company.id, Company.group)
        .join(Request, Request.id == Visit.request_id)
        .join(Company, Company.id == Request.company_id)
        .where(Visit.kind == VisitKind.SURVEY, Request.topic == Topic.ENERGY)
        .where(Visit.held_on.is_not(None))
    )
    found: dict[int, dict[System, int]] = {}
    for visit_id, system in session.execute(select(Finding.visit_id, Finding.system)):
        counts = found.setdefault(visit_id, {})
        counts[System(system)] = counts.get(System(system), 0) + 1
    return [
        Survey(site_id, company_id, group, found.get(visit_id, {}))
        for visit_id, held_on, site_id, company_id, group in visits
        if held_on is not None and held_on.year == year
    ]


def figures(known: Basis, group: Group | None = None, system: System | None = None) -> CityFigures:
    """The figures of the Alliance, or of a group or system, from what was read."""
    surveys = [one for one in known.surveys if group is None or one.group is group]
    if system is not None:
        surveys = [one for one in surveys if system in one.findings]
    counted = behind(known, group, system)
    advisory, esco, in_year = (
        {level: total(each, level) for level, each in counted[name].items()} for name in _TOTALS
    )
    return CityFigures(
        known.year,
        len({one.site_id for one in surveys}),
        sum(_count(one, system) for one in surveys),
        advisory,
        esco,
        in_year,
        _outlay(counted["advisory"][Level.IDENTIFIED]),
    )


def behind(
    known: Basis, group: Group | None = None, system: System | None = None
) -> Mapping[str, Mapping[Level, Sequence[Counted]]]:
    """What each total of `CityFigures` adds up, by the total's name and level."""
    chosen = [
        one
        for one in known.streams
        if (group is None or one.best.place.group is group)
        and (system is None or one.best.system is system)
    ]
    advised = [one for one in chosen if _advised_in(one, known.year)]
    contracted = [one for one in chosen if _contracted_in(one, known.year)]
    shared = [one for one in chosen if one.origins - {Origin.PLAN}]
    return {
        "advisory": {level: annual(advised, level) for level in Level},
        "esco": {level: annual(contracted, level) for level in Level},
        "in_year": {level: within(shared, level, known.year) for level in _EFFECTIVE},
    }


_EFFECTIVE: Final = (Level.IMPLEMENTED, Level.VERIFIED)
_TOTALS: Final = ("advisory", "esco", "in_year")


def _count(one: Survey, system: System | None) -> int:
    return sum(one.findings.values()) if system is None else one.findings.get(system, 0)


def _advised_in(one: Stream, year: int) -> bool:
    """Whether a survey of the year recommended it."""
    return any(each.origin is Origin.ADVICE and each.year == year for each in one.claims)


def _contracted_in(one: Stream, year: int) -> bool:
    """Whether a contract has it and it was commissioned in the year."""
    day = one.commissioned_on
    return Origin.CONTRACT in one.origins and day is not None and day.year == year


def _outlay(counted: Sequence[Counted]) -> Decimal:
    return sum((one.claim.outlay or ZERO for one in counted), ZERO)


def sees_all(actor: Actor, group: Group | None) -> bool:
    """Whether the savings of every member of a group, or of the Alliance, are there for an actor.

    An advisor has the sites of its own cases only, whatever groups it works for.
    """
    if actor.role.is_member or actor.role is Role.ADVISOR:
        return False
    in_reach = not actor.groups or group in actor.groups
    return in_reach and actor.may(Permission.SEE_SAVINGS)


def year_figures(
    session: Session, year: int, known: Basis | None = None
) -> dict[Group | None, CityFigures]:
    """The Alliance under None and each group; of a closed year as it was closed and corrected.

    Args:
        known: everything of the year, where it has been read already.
    """
    found = closed(session, year)
    if found is None:
        return computed(session, year) if known is None else _computed(known)
    frozen = {
        None if key == ALLIANCE else Group(key): restored(kept)
        for key, kept in found.snapshot.items()
    }
    return corrected(frozen, corrections(session, year))


def computed(session: Session, year: int) -> dict[Group | None, CityFigures]:
    """The Alliance under None and each group, computed from the claims of today."""
    return _computed(basis(session, year))


def _computed(known: Basis) -> dict[Group | None, CityFigures]:
    return {group: figures(known, group) for group in (None, *Group)}


ALLIANCE: Final = "alliance"


def snapshot(session: Session, year: int) -> dict[str, Any]:
    """The figures of a year as they are kept when it is closed."""
    return {
        ALLIANCE if group is None else group.value: kept(one)
        for group, one in computed(session, year).items()
    }


def kept(one: CityFigures) -> dict[str, Any]:
    """Figures as plain data, quantities as text."""
    return {
        "year": one.year,
        "sites": one.sites,
        "findings": one.findings,
        "outlay": f"{one.outlay:f}",
        **{name: _kept(getattr(one, name)) for name in _TOTALS},
    }


def _kept(totals: Totals) -> dict[str, Any]:
    return {
        level.value: {
            name: f"{value:f}" if isinstance(value, Decimal) else value
            for name, value in asdict(one).items()
        }
        for level, one in totals.items()
    }


def restored(plain: Mapping[str, Any]) -> CityFigures:
    """Figures from what was kept of them."""
    advisory, esco, in_year = (
        {Level(key): _total(one) for key, one in plain[name].items()} for name in _TOTALS
    )
    return CityFigures(
        plain["year"],
        plain["sites"],
        plain["findings"],
        advisory,
        esco,
        in_year,
        Decimal(plain["outlay"]),
    )


def _total(plain: Mapping[str, Any]) -> Total:
    counts = {"level", "streams", "sites", "without_factor"}
    values: dict[str, Any] = {
        field.name: plain[field.name] if field.name in counts else Decimal(plain[field.name])
        for field in fields(Total)
    }
    values["level"] = Level(plain["level"])
    return Total(**values)


def corrected(
    frozen: Mapping[Group | None, CityFigures], entries: Iterable[Correction]
) -> dict[Group | None, CityFigures]:
    """Figures of a closed year with every correction added to its group and to the Alliance."""
    result = dict(frozen)
    for one in entries:
        for group in (None, one.group):
            result[group] = _with(result[group], one)
    return result


def _with(figures: CityFigures, one: Correction) -> CityFigures:
    name = {Figure.YEAR: "in_year", Figure.ADVISORY: "advisory", Figure.ESCO: "esco"}[one.figure]
    totals: dict[Level, Total] = dict(getattr(figures, name))
    before = totals.get(one.level, Total(one.level))
    totals[one.level] = replace(
        before,
        electricity=before.electricity + one.electricity,
        tonnes=before.tonnes + one.tonnes,
    )
    if name == "in_year":
        return replace(figures, in_year=totals)
    if name == "advisory":
        return replace(figures, advisory=totals)
    return replace(figures, esco=totals)
