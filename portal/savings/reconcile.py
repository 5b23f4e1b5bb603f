"""A member's plan and inventory beside its streams: satisfied by them, never reduced by them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.reference.saved_energy import gigajoules
from portal.reference.site_systems import Carrier
from portal.savings.planned import Planned, planned
from portal.savings.queries import Share, shares, streams, there_for
from portal.savings.streams import ZERO, Stream
from portal.savings.totals import Counted, annual, total, within
from portal.savings.vocabulary import Level
from portal.submissions.models import MemberYearSummary


@dataclass(frozen=True, slots=True)
class Satisfied:
    """A measure of the plan, with what streams came to of it; tCO2e, kWh and GJ a year.

    Attributes:
        planned: as the plan states it; the total of the plan is made of these alone.
        implemented, verified: shares of streams, shown beside it and not added to it.
    """

    measure: str
    title: str
    planned: Decimal | None
    planned_electricity: Decimal | None
    planned_energy: Decimal | None
    implemented: Decimal
    implemented_electricity: Decimal
    implemented_energy: Decimal
    verified: Decimal
    verified_electricity: Decimal
    verified_energy: Decimal
    streams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The change of an inventory beside what streams saved more than the year before, tCO2e.

    Attributes:
        before, after: scope 1 and 2 of the accepted inventories; None when there is none.
        implemented, verified: saved within the year less saved within the year before.
    """

    year: int
    before: Decimal | None
    after: Decimal | None
    implemented: Decimal
    verified: Decimal

    @property
    def change(self) -> Decimal | None:
        """Emissions of the year less those of the year before."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    def unexplained(self, saved: Decimal) -> Decimal | None:
        """What of the change no saving explains: production, grid factor, method and the rest."""
        return None if self.change is None else self.change + saved


@dataclass(frozen=True, slots=True)
class MemberSavings:
    """What the page of a member's savings shows.

    Attributes:
        streams: those that are there for the reader; measures are satisfied by these.
        measures: the whole plan.
        reconciled: None for who sees a part of the streams: only all of them fit the inventory.
    """

    streams: tuple[Stream, ...]
    measures: tuple[Satisfied, ...]
    reconciled: Reconciled | None


def member_savings(session: Session, actor: Actor, company_id: int, year: int) -> MemberSavings:
    """The streams of a member, its plan with them beside, and its inventory of a year."""
    every = [one for one in streams(session) if one.best.place.company_id == company_id]
    own = there_for(session, actor, every)
    rows = satisfied(planned(session, company_id), own, shares(session))
    is_whole = len(own) == len(every)
    reconciled = _reconciled(session, company_id, own, year) if is_whole else None
    return MemberSavings(tuple(own), rows, reconciled)


def satisfied(
    measures: Iterable[Planned], own: Sequence[Stream], given: Iterable[Share]
) -> tuple[Satisfied, ...]:
    """Each planned measure with the shares of streams that satisfy it.

    A stream satisfies a measure by decision, or as a whole when the plan names its diagnosis or
    contract and nobody decided about it.
    """
    decided: dict[str, dict[str, Decimal]] = {}
    for one in given:
        decided.setdefault(one.stream, {})[one.measure] = one.share
    levels = {
        level: {each.stream.key: each for each in annual(own, level)}
        for level in (Level.IMPLEMENTED, Level.VERIFIED)
    }
    return tuple(_satisfied(one, own, decided, levels) for one in measures)


def _satisfied(
    one: Planned,
    own: Sequence[Stream],
    decided: Mapping[str, Mapping[str, Decimal]],
    levels: Mapping[Level, Mapping[str, Counted]],
) -> Satisfied:
    measure = one.row.measure_id or ""
    found = {each.key: _share(one, each, decided) for each in own}
    parts = {key: share for key, share in found.items() if share > 0}
    sums = {level: _shared(parts, counted) for level, counted in levels.items()}
    return Satisfied(
        measure,
        one.row.title or "",
        one.row.expected,
        one.row.saved_kwh,
        _energy(one),
        *sums[Level.IMPLEMENTED],
        *sums[Level.VERIFIED],
        tuple(parts),
    )


def _energy(one: Planned) -> Decimal | None:
    """GJ that a planned measure saves, electricity included; None where it states none."""
    row = one.row
    if row.saved_kwh is None and row.saved_gj is None:
        return None
    electricity = gigajoules(Carrier.ELECTRICITY, row.saved_kwh or ZERO) or ZERO
    return electricity + (row.saved_gj or ZERO)


def _share(one: Planned, stream: Stream, decided: Mapping[str, Mapping[str, Decimal]]) -> Decimal:
    if stream.key in decided:
        return decided[stream.key].get(one.row.measure_id or "", ZERO)
    sources = {claim.source for claim in stream.claims}
    named = sources | {source.split(" ")[0] for source in sources}
    return Decimal(1) if one.names & named else ZERO


def _shared(
    parts: Mapping[str, Decimal], counted: Mapping[str, Counted]
) -> tuple[Decimal, Decimal, Decimal]:
    """Tonnes, kWh and GJ of the shares of streams at one level."""
    known = [(share, counted[key]) for key, share in parts.items() if key in counted]
    return (
        sum((share * (each.tonnes or ZERO) for share, each in known), ZERO),
        sum((share * each.electricity for share, each in known), ZERO),
        sum((share * each.gigajoules for share, each in known), ZERO),
    )


def _reconciled(session: Session, company_id: int, own: Sequence[Stream], year: int) -> Reconciled:
    found = session.execute(
        select(MemberYearSummary.year, MemberYearSummary.scope1, MemberYearSummary.scope2).where(
            MemberYearSummary.company_id == company_id,
            MemberYearSummary.year.in_((year - 1, year)),
        )
    )
    known = {
        of: (scope1 or ZERO) + (scope2 or ZERO)
        for of, scope1, scope2 in found
        if scope1 is not None or scope2 is not None
    }
    return Reconciled(
        year,
        known.get(year - 1),
        known.get(year),
        _more(own, Level.IMPLEMENTED, year),
        _more(own, Level.VERIFIED, year),
    )


def _more(own: Sequence[Stream], level: Level, year: int) -> Decimal:
    """What streams saved within a year more than within the year before, tCO2e."""
    saved = total(within(own, level, year), level).tonnes
    return saved - total(within(own, level, year - 1), level).tonnes
