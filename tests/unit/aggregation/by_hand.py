"""The figures of a set of members straight from their definitions, member by member, slowly."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from portal.aggregation.contributions import on_delivery_line
from portal.aggregation.coverage import certain, hoped
from portal.aggregation.member_year import (
    InventoryState,
    MemberYear,
    Pledge,
    PledgeState,
    emissions_in,
    in_grams,
)
from portal.aggregation.overlap import falling, match
from portal.aggregation.progress import Track, achieved, share_achieved, track
from portal.exchange.matching import Rulings
from portal.plans.amounts import ZERO, Amount, Missing
from portal.reference.groups import Group

HORIZONS = (2026, 2030, 2050)
Found = tuple[Amount, tuple[str, ...], tuple[str, ...]]
"""A value, the codes of the members in it and of those that should be."""
Read = Callable[[MemberYear], Amount]


def add_up(members: Iterable[MemberYear], amount: Read, empty: Missing) -> Found:
    value, counted, left_out = ZERO, list[str](), list[str]()
    for member in members:
        one = amount(member)
        if isinstance(one, Decimal):
            value += one
            counted.append(member.code)
        elif one is not Missing.NO_PLEDGE:
            left_out.append(member.code)
    return value if counted else empty, tuple(sorted(counted)), tuple(sorted(left_out))


def of_the_year(members: Sequence[MemberYear]) -> dict[str, object]:
    def read(name: str) -> Read:
        def amount(one: MemberYear) -> Amount:
            found = one.emissions
            return found if isinstance(found, Missing) else getattr(found, name)

        return amount

    def biogenic(one: MemberYear) -> Amount:
        return one.emissions if isinstance(one.emissions, Missing) else one.biogenic

    whole = add_up(members, read("total"), Missing.NO_DATA)
    twice = emitted_twice(members)
    value = whole[0] - twice[0] if isinstance(whole[0], Decimal) else whole[0]
    emitted = [
        (one.emissions.total, one.verified)
        for one in members
        if not isinstance(one.emissions, Missing)
    ]
    verified = sum((tonnes for tonnes, sure in emitted if sure), ZERO)
    reported = sum((tonnes for tonnes, _ in emitted), ZERO)
    counted = [one for one in members if not isinstance(one.emissions, Missing)]
    older = {one.latest_year for one in members if one not in counted and one.latest_year}
    return {
        "members": len(members),
        "submitted": sum(one.state is not InventoryState.NONE for one in members),
        "accepted": sum(one.state is InventoryState.ACCEPTED for one in members),
        "emissions": (value, *whole[1:]),
        "scope1": add_up(members, read("scope1"), Missing.NO_DATA),
        "scope2": add_up(members, read("scope2"), Missing.NO_DATA),
        "biogenic": add_up(members, biogenic, Missing.NO_DATA),
        "change": _change(members),
        "overlap": twice,
        "beside": (
            len(members),
            len(emitted),
            _share(_latest(counted), _latest(members)),
            _share(verified, reported),
            _share(max((tonnes for tonnes, _ in emitted), default=ZERO), reported),
            (min(older), max(older)) if older else (),
            _interval(value, twice[2], reported),
        ),
    }


def _interval(value: Amount, still: Decimal, reported: Decimal) -> tuple[Amount, Amount, Amount]:
    """With open flows deducted too, as reported, and with nothing deducted."""
    if isinstance(value, Missing):
        return value, value, value
    return value - still, value, reported


def _change(members: Sequence[MemberYear]) -> Found:
    now, before, named = ZERO, ZERO, list[str]()
    for one in members:
        if not isinstance(one.emissions, Missing) and not isinstance(one.previous, Missing):
            now, before = now + one.emissions.total, before + one.previous.total
            named.append(one.code)
    left_out = {one.code for one in members} - set(named)
    value = now / before - 1 if before else Missing.NO_DATA
    return value, tuple(sorted(named)), tuple(sorted(left_out))


Twice = tuple[Decimal, int, Decimal, int]


def emitted_twice(members: Sequence[MemberYear]) -> Twice:
    counted = {one.code for one in members if not isinstance(one.emissions, Missing)}
    flows = match([one for member in members for one in member.flows], _rulings(members)).values()
    both = [one for one in flows if one.seller in counted and one.buyer in counted]
    closed = [one.tonnes for one in both if one.match.counts]
    still = [one.most for one in both if one.match.is_open]
    return sum(closed, ZERO), len(closed), sum(still, ZERO), len(still)


def pledged_twice(members: Sequence[MemberYear], year: int) -> Twice:
    counted = {one.code: one.pledge(year) for one in members if one.pledge(year).is_quantified}
    closed, still = list[Decimal](), list[Decimal]()
    planned = [plan for one in members for plan in one.planned_flows]
    for flow in falling(planned, year, _rulings(members)):
        seller, buyer = counted.get(flow.base.seller), counted.get(flow.base.buyer)
        if seller is None or buyer is None:
            continue
        shared = min(seller.coverage.scope1, buyer.coverage.scope2)
        if flow.is_matched:
            closed.append(in_grams(shared * flow.fall))
        elif flow.match.is_open:
            still.append(in_grams(shared * flow.most))
    return sum(closed, ZERO), len(closed), sum(still, ZERO), len(still)


def _rulings(members: Iterable[MemberYear]) -> Rulings:
    return {(one.key, one.horizon): one for member in members for one in member.rulings}


def of_target(members: Sequence[MemberYear], year: int) -> dict[str, object]:
    def pledged(amount: Callable[[Pledge], Amount]) -> Read:
        def read(member: MemberYear) -> Amount:
            pledge = member.pledge(year)
            if pledge.state is PledgeState.NONE:
                return Missing.NO_PLEDGE
            return amount(pledge) if pledge.is_quantified else Missing.NOT_QUANTIFIED

        return read

    def since_2022(member: MemberYear) -> Amount:
        return _since_2022(member, emissions_in(member, year))

    def residual(pledge: Pledge) -> Amount:
        gross = pledge.gross
        return gross if isinstance(gross, Missing) else pledge.cut.total - gross

    none, silent = Missing.NOT_QUANTIFIED, Missing.NOT_STATED
    others = [one for one in members if one.group is not Group.ENERGY]
    energy = [one for one in members if one.group is Group.ENERGY]
    cut = pledged(lambda pledge: pledge.cut.total)
    scope1 = pledged(lambda pledge: pledge.cut.scope1)
    t1, twice = add_up(members, cut, none), pledged_twice(members, year)
    pledges = [one.pledge(year) for one in members]
    return {
        "t1": t1,
        "t2": add_up(members, scope1, none),
        "t3": (t1[0] - twice[0] if isinstance(t1[0], Decimal) else t1[0], *t1[1:]),
        "t4": add_up(members, since_2022, none),
        "t4_city": add_up(others, since_2022, none),
        "t2_city": add_up(others, scope1, none),
        "power": add_up(energy, scope1, none),
        "net": t1,
        "gross": add_up(members, pledged(lambda pledge: pledge.gross), silent),
        "residual": add_up(members, pledged(residual), silent),
        "progress": _progress(members, year),
        "overlap": twice,
        "net_zero": sum(one.net_zero for one in pledges if one.state is not PledgeState.NONE),
        "residual_not_stated": sum(
            one.is_quantified and one.net_zero and one.gross is Missing.NOT_STATED
            for one in pledges
        ),
        **_coverage(members, year, t1[0]),
        "tracks": _tracks(members, year),
    }


def _progress(members: Sequence[MemberYear], year: int) -> Found:
    done, pledged, named, left_out = ZERO, ZERO, list[str](), list[str]()
    for one in members:
        share, own = share_achieved(one, year), achieved(one, year)
        if isinstance(share, Decimal) and isinstance(own, Decimal):
            done, pledged = done + own, pledged + one.pledge(year).cut.total
            named.append(one.code)
        elif share is not Missing.NO_PLEDGE:
            left_out.append(one.code)
    value = done / pledged if named else Missing.NOT_QUANTIFIED
    return value, tuple(sorted(named)), tuple(sorted(left_out))


def _coverage(members: Sequence[MemberYear], year: int, central: Amount) -> dict[str, object]:
    counted = [one for one in members if one.pledge(year).is_quantified]
    with_target = [one for one in members if one.pledge(year).state is not PledgeState.NONE]
    bases = Counter(one.pledge(year).base_year for one in counted)
    base = sum((one.pledge(year).base.total for one in counted), ZERO)
    sure = sum((one.pledge(year).base.total for one in counted if one.pledge(year).verified), ZERO)
    cuts = [one.pledge(year).cut.total for one in counted if one.pledge(year).cut.total > 0]
    low = [one for one in (certain(each, year) for each in members) if isinstance(one, Decimal)]
    more = [one for one in (hoped(each, year) for each in members) if isinstance(one, Decimal)]
    known = [*([central] if isinstance(central, Decimal) else []), *more]
    none = Missing.NOT_QUANTIFIED
    return {
        "with_target": len(with_target),
        "quantified": len(counted),
        "covered": _share(_latest(counted), _latest(members)),
        "base_years": {one: number for one, number in bases.items() if one is not None},
        "verified": _share(sure, base),
        "largest": max(cuts) / sum(cuts, ZERO) if cuts else none,
        "oldest": min((one.latest_year for one in counted if one.latest_year), default=None),
        "missing": tuple(
            sorted(one.code for one in with_target if not one.pledge(year).is_quantified)
        ),
        "low": sum(low, ZERO) if low else none,
        "high": sum(known, ZERO) if known else none,
    }


def _latest(members: Sequence[MemberYear]) -> Decimal:
    return sum((one.latest.total for one in members if not isinstance(one.latest, Missing)), ZERO)


def _share(part: Decimal, whole: Decimal) -> Amount:
    return part / whole if whole else Missing.NO_DATA


def _tracks(members: Sequence[MemberYear], year: int) -> Mapping[Track, tuple[int, Decimal]]:
    found = dict.fromkeys(Track, (0, ZERO))
    for one in members:
        if one.pledge(year).state is not PledgeState.NONE:
            count, emissions = found[track(one, year)]
            found[track(one, year)] = count + 1, emissions + _latest([one])
    return found


def _since_2022(member: MemberYear, left: Amount) -> Amount:
    if isinstance(left, Missing):
        return left
    return member.common if isinstance(member.common, Missing) else member.common.total - left


def delivery(members: Sequence[MemberYear]) -> tuple[Found, Found, Found]:
    """The cut of those with a milestone, of the others, and the emissions of both."""
    stated = [one for one in members if one.pledge(2026).is_quantified]
    others = [one for one in members if not one.pledge(2026).is_quantified]

    def own(one: MemberYear) -> Amount:
        return emissions_in(one, 2026)

    def line(one: MemberYear) -> Amount:
        return on_delivery_line(one, 2026, 2030)

    none = Missing.NOT_QUANTIFIED
    return (
        add_up(stated, lambda one: _since_2022(one, own(one)), none),
        add_up(others, lambda one: _since_2022(one, line(one)), none),
        add_up(members, lambda one: own(one) if one in stated else line(one), none),
    )


def plan_coverage(members: Sequence[MemberYear]) -> Found:
    both = [one for one in members if one.pledge(2030).cut.total > 0 and one.measures.count > 0]
    pledged = sum((one.pledge(2030).cut.total for one in both), ZERO)
    planned = sum((one.measures.committed for one in both), ZERO)
    named = {one.code for one in both}
    asked = {one.code for one in members if one.pledge(2030).state is not PledgeState.NONE}
    value = planned / pledged if pledged else Missing.NOT_QUANTIFIED
    return value, tuple(sorted(named)), tuple(sorted(asked - named))


def pathway(members: Sequence[MemberYear], since: int) -> dict[int, tuple[Decimal, Decimal]]:
    """By year: members on lines to their targets, and the others held where they are."""
    lines = [one for one in map(_corners, members) if one]
    bends = sorted({since, *(year for year in HORIZONS if year > since)})
    sums = [(y, sum((_at(one, y) for one in lines if len(one) > 1), ZERO)) for y in bends]
    held = sum((one[0][1] for one in lines if len(one) == 1), ZERO)
    return {year: (_at(sums, year), held) for year in range(since, 2051)}


Corner = tuple[int, Decimal]


def _corners(member: MemberYear) -> list[Corner]:
    if isinstance(member.latest, Missing) or member.latest_year is None:
        return []
    there = [(year, emissions_in(member, year)) for year in HORIZONS if year > member.latest_year]
    known = [(year, amount) for year, amount in there if isinstance(amount, Decimal)]
    return [(member.latest_year, member.latest.total), *known]


def _at(corners: Sequence[Corner], year: int) -> Decimal:
    before = [corner for corner in corners if corner[0] <= year]
    after = [corner for corner in corners if corner[0] > year]
    if not before:
        return corners[0][1]
    if not after:
        return before[-1][1]
    (first, start), (last, end) = before[-1], after[0]
    return in_grams(start + (end - start) * (year - first) / (last - first))
