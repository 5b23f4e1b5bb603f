"""What a member adds to quantities that follow from two figures, so that they can be judged.

Nobody is shown these. They are how two figures differ: whoever is in one and not in the other, or
with another amount.
"""

from collections.abc import Mapping
from typing import Final

from portal.aggregation.amounts import AMOUNTS, Read
from portal.aggregation.contributions import MILESTONE, NEAR_TERM, on_delivery_line
from portal.aggregation.coverage import certain, hoped
from portal.aggregation.member_year import MemberYear, emissions_in
from portal.plans.amounts import Amount, Missing, Split

_NONE: Final = Missing.NO_PLEDGE


def _total(found: Split | Missing) -> Amount:
    return found if isinstance(found, Missing) else found.total


def _cut(one: MemberYear, horizon: int) -> Amount:
    return AMOUNTS["t1"](one, horizon)


def _entered(one: MemberYear, _: int) -> Amount:
    return _total(one.emissions) if isinstance(one.previous, Missing) else _NONE


def _left(one: MemberYear, _: int) -> Amount:
    return _total(one.previous) if isinstance(one.emissions, Missing) else _NONE


def _carried_forward(one: MemberYear, _: int) -> Amount:
    return _total(one.latest) if isinstance(one.emissions, Missing) else _NONE


def _not_assured(one: MemberYear, _: int) -> Amount:
    return _NONE if one.verified else _total(one.emissions)


def _is_delivering(one: MemberYear) -> bool:
    return not isinstance(AMOUNTS["delivery"](one, MILESTONE), Missing)


def _delivering(one: MemberYear, _: int) -> Amount:
    return _total(one.latest) if _is_delivering(one) else _NONE


def _not_delivering(one: MemberYear, _: int) -> Amount:
    return _NONE if _is_delivering(one) else _total(one.latest)


def _high(one: MemberYear, horizon: int) -> Amount:
    cut = _cut(one, horizon)
    return hoped(one, horizon) if isinstance(cut, Missing) else cut


def _second_scope(one: MemberYear, horizon: int) -> Amount:
    cut = _cut(one, horizon)
    return cut if isinstance(cut, Missing) else one.pledge(horizon).cut.scope2


def _less(name: str) -> Read:
    """The contribution without another figure of it, all of it where that one is not stated."""

    def read(one: MemberYear, horizon: int) -> Amount:
        cut, other = _cut(one, horizon), AMOUNTS[name](one, horizon)
        if isinstance(cut, Missing):
            return cut
        return cut if isinstance(other, Missing) else cut - other

    return read


def _unstated(one: MemberYear, horizon: int) -> Amount:
    gross = AMOUNTS["gross"](one, horizon)
    return _cut(one, horizon) if isinstance(gross, Missing) else _NONE


def _uncovered(one: MemberYear, horizon: int) -> Amount:
    return _NONE if one.pledge(horizon).is_quantified else _total(one.latest)


def _uncertain(one: MemberYear, horizon: int) -> Amount:
    is_sure = not isinstance(certain(one, horizon), Missing)
    return _NONE if is_sure else _cut(one, horizon)


def _still_to_fall(one: MemberYear, horizon: int) -> Amount:
    there, here = emissions_in(one, horizon), _total(one.latest)
    if isinstance(there, Missing) or isinstance(here, Missing):
        return _NONE
    return here - there


def _on_the_line(one: MemberYear, horizon: int) -> Amount:
    stated = one.pledge(horizon).is_quantified
    return _NONE if stated else on_delivery_line(one, horizon, NEAR_TERM)


def _without_target(one: MemberYear, horizon: int) -> Amount:
    is_compared = not isinstance(AMOUNTS["plan_coverage"](one, horizon), Missing)
    return _NONE if is_compared or not one.measures.count else one.measures.committed


JUDGED_OF_THE_YEAR: Final[Mapping[str, Read]] = {
    "exchanged": AMOUNTS["exchanged"],
    "entered": _entered,
    "left": _left,
    "carried_forward": _carried_forward,
    "not_assured": _not_assured,
    "delivering": _delivering,
    "not_delivering": _not_delivering,
}
JUDGED_OF_TARGETS: Final[Mapping[str, Read]] = {
    "high": _high,
    "second_scope": _second_scope,
    "less_gross": _less("gross"),
    "less_residual": _less("residual"),
    "unstated": _unstated,
    "uncovered": _uncovered,
    "uncertain": _uncertain,
    "still_to_fall": _still_to_fall,
}
JUDGED_OF_2026: Final[Mapping[str, Read]] = {"on_the_line": _on_the_line}
JUDGED_OF_2030: Final[Mapping[str, Read]] = {"without_target": _without_target}
