"""What the city reads of a year: outcome of diagnoses, ESCO projects, savings in the year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission, Role
from portal.advisory.queries.statistics import advice_facts, seen_facts
from portal.advisory.statistics import (
    PUBLISHED_PAYBACK,
    PUBLISHED_RATE,
    AdviceFact,
    Fact,
    SeenFact,
    statistics,
)
from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.savings.models import Correction
from portal.savings.queries import closed, corrections, streams
from portal.savings.streams import Stream
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

    What is counted of diagnoses (sites, findings, rate, payback) is that of the statistics of
    diagnoses; savings are those of streams, where no change counts twice.

    Attributes:
        sites: that a survey visited in the year.
        findings: of those visits.
        advisory: full-year savings of what was recommended on the year's surveys, by level.
        esco: full-year savings of contract measures commissioned in the year, by level.
        in_year: what streams from diagnoses, contracts and measurements saved within the year, by
            level, days counted; what only a member's plan states is part of the plan's figures.
        implementation_rate: of the recommendations whose outcome is known; None before any is.
        payback: outlay over yearly saving of those that have both, years; None without any.
    """

    year: int
    sites: int
    findings: int
    advisory: Totals
    esco: Totals
    in_year: Totals
    implementation_rate: Decimal | None = None
    payback: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that the figures of a year are computed from, read once."""

    year: int
    streams: tuple[Stream, ...]
    seen: tuple[SeenFact, ...]
    advice: tuple[AdviceFact, ...]


def basis(session: Session, year: int, actor: Actor | None = None) -> Basis:
    """Read what the figures of a year are computed from, or what of it an actor sees."""
    return Basis(
        year,
        tuple(streams(session, actor)),
        seen_facts(session, actor, year),
        advice_facts(session, actor, year),
    )


def figures(known: Basis, group: Group | None = None, system: System | None = None) -> CityFigures:
    """The figures of the Alliance, or of a group or system, from what was read."""
    diagnosed = statistics(
        (one for one in known.seen if is_of(one, group, system)),
        (one for one in known.advice if is_of(one, group, system)),
    )
    counted = behind(known, group, system)
    advisory, esco, in_year = (
        {level: total(each, level) for level, each in counted[name].items()} for name in _TOTALS
    )
    return CityFigures(
        known.year,
        diagnosed.sites,
        diagnosed.findings,
        advisory,
        esco,
        in_year,
        diagnosed.implementation_rate,
        diagnosed.payback_years,
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


def is_of(one: Fact, group: Group | None, system: System | None) -> bool:
    """Whether a fact belongs to a group and a system; a survey itself has no system."""
    return (group is None or one.group is group) and (system is None or one.system is system)


def _advised_in(one: Stream, year: int) -> bool:
    """Whether a survey of the year recommended it."""
    return any(each.origin is Origin.ADVICE and each.year == year for each in one.claims)


def _contracted_in(one: Stream, year: int) -> bool:
    """Whether a contract has it and it was commissioned in the year."""
    day = one.commissioned_on
    return Origin.CONTRACT in one.origins and day is not None and day.year == year


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
        if key == ALLIANCE or key in set(Group)
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
        "implementation_rate": _text(one.implementation_rate),
        "payback": _text(one.payback),
        **{name: _kept(getattr(one, name)) for name in _TOTALS},
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


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
        _number(plain.get("implementation_rate")),
        _number(plain.get("payback")),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


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
