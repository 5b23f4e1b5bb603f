"""Claims of workbooks as claims on changes, beside those of diagnoses and contracts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.claims.vocabulary import Claimed
from portal.reference.site_systems import Carrier
from portal.savings.handed_queries import Standing, standing
from portal.savings.sources import place
from portal.savings.streams import Claim
from portal.savings.vocabulary import ClaimOutcome, Level, Origin, Power

_IDENTIFIED = frozenset({Level.IDENTIFIED})
_ACCEPTED = _IDENTIFIED | {Level.ACCEPTED}
_DONE = _ACCEPTED | {Level.IMPLEMENTED}
LEVELS = {
    Claimed.IDENTIFIED: _IDENTIFIED,
    Claimed.ACCEPTED: _ACCEPTED,
    Claimed.IMPLEMENTED: _DONE,
    Claimed.VERIFIED: _DONE,
}


def from_uploads(session: Session, known: Iterable[Claim]) -> list[Claim]:
    """A claim for each one that was handed in and not taken out.

    Args:
        session: to read with.
        known: claims of other sources; where just one of a site comes from the diagnosis or
            contract that a claim names, both are one change.
    """
    by_source: dict[tuple[int, str], set[str]] = defaultdict(set)
    for one in known:
        by_source[one.place.site_id, one.source.split(" ")[0]].add(one.key)
    return [
        claimed(one, tuple(by_source[one.site_id, one.content.names]))
        for one in standing(session)
        if one.outcome is not ClaimOutcome.WITHDRAWN
    ]


def claimed(one: Standing, named: Sequence[str] = ()) -> Claim:
    """A claim that was handed in, as one on a change.

    What it says is verified counts so when a coordinator accepted it; before, it is implemented.
    """
    content = one.content
    levels = LEVELS[content.level]
    if content.level is Claimed.VERIFIED and one.outcome is ClaimOutcome.ACCEPTED:
        levels |= {Level.VERIFIED}
    falling = [carrier for carrier, quantity in content.savings.items() if quantity > 0]
    return Claim(
        key=one.key,
        origin=Origin.UPLOAD,
        levels=levels,
        place=place(one.company, one.site),
        system=content.system,
        title=content.title,
        savings=dict(content.savings),
        year=content.year,
        source=content.reference,
        commissioned_on=content.commissioned_on,
        life_years=None if content.life is None else Decimal(content.life),
        refers=frozenset(named) if len(named) == 1 else frozenset(),
        money=content.money,
        worth=_worth(content.money, falling),
        stated=content.stated,
        power=Power.GREEN if content.is_green else Power.GRID,
    )


def _worth(money: Decimal | None, falling: Sequence[Carrier]) -> dict[Carrier, Decimal]:
    """Its money by carrier, as far as one carrier alone makes it."""
    return {falling[0]: money} if money is not None and len(falling) == 1 else {}
