"""A member at a reporting year as canonical JSON, and back: amounts as text, missing by name."""

from decimal import Decimal
from typing import Any

from portal.aggregation.member_year import InventoryState, MemberYear
from portal.aggregation.packing import (
    packed,
    unpacked_flows,
    unpacked_measures,
    unpacked_planned_flows,
    unpacked_pledges,
)
from portal.exchange import third_value
from portal.exchange.figures import Ruling, Verdict
from portal.plans.amounts import Missing, Split
from portal.reference.groups import Group

Json = dict[str, Any]


def as_json(member: MemberYear) -> Json:
    """All that totals know of a member."""
    return {
        "code": member.code,
        "group": member.group.value,
        "year": member.year,
        "state": member.state.value,
        "emissions": _both(member.emissions),
        "biogenic": str(member.biogenic),
        "previous": _both(member.previous),
        "common": _both(member.common),
        "latest": _both(member.latest),
        "latest_year": member.latest_year,
        **packed(
            member.pledges,
            member.flows,
            member.planned_flows,
            member.measures,
            verified=member.verified,
            rests_on=member.rests_on,
        ),
        "rulings": [settlement(one) for one in member.rulings],
    }


def read_member(kept: Json) -> MemberYear:
    """The member that was written with `as_json`."""
    return MemberYear(
        kept["code"],
        Group(kept["group"]),
        kept["year"],
        InventoryState(kept["state"]),
        _split(kept["emissions"]),
        Decimal(kept["biogenic"]),
        _split(kept["previous"]),
        _split(kept["common"]),
        _split(kept["latest"]),
        kept["latest_year"],
        kept["verified"],
        unpacked_pledges(kept),
        unpacked_flows(kept),
        unpacked_planned_flows(kept),
        unpacked_measures(kept),
        tuple(_ruling(*one) for one in kept.get("rulings", ())),
        tuple(kept.get("rests_on", ())),
    )


def settlement(one: Ruling) -> list[Any]:
    """What was settled; the value stands last, and only where neither report holds."""
    kept = [list(one.key), one.horizon, one.verdict.value, one.seen]
    return kept if one.value is None else [*kept, third_value.plain(one.value)]


def _ruling(
    key: list[str], horizon: int, verdict: str, seen: Json, value: Json | None = None
) -> Ruling:
    seller, buyer, carrier = key
    settled = None if value is None else third_value.read(value)
    return Ruling((seller, buyer, carrier), horizon, Verdict(verdict), seen, settled)


def _both(split: Split | Missing) -> list[str] | str:
    return split.value if isinstance(split, Missing) else [str(split.scope1), str(split.scope2)]


def _split(kept: list[str] | str) -> Split | Missing:
    return Missing(kept) if isinstance(kept, str) else Split(Decimal(kept[0]), Decimal(kept[1]))
