"""From a published figure to the restated one, by member and cause, exact to the gram."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.overlap import emitted_twice, pledged_twice
from portal.language import Text
from portal.plans.amounts import ZERO
from portal.publication.figure_id import FigureId
from portal.publication.figures import RATIOS, value_of
from portal.publication.snapshot import Input, Snapshot, Source, sources_for

# What is deducted once from the sum of what members add, to the gram.
_LESS_EMITTED: Final = frozenset({"emissions"})
_LESS_PLEDGED: Final = frozenset({"t3"})


class Cause(StrEnum):
    """Why a figure is no longer what was published."""

    CORRECTED = "corrected"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    EXCHANGE = "exchange"
    METHOD = "method"
    REGISTER = "register"


CAUSES: Final[Mapping[Cause, Text]] = {
    Cause.CORRECTED: Text("更正版本", "Corrected version"),
    Cause.SUBMITTED: Text("新收申報", "New submission"),
    Cause.WITHDRAWN: Text("退回或撤回", "Returned or withdrawn"),
    Cause.EXCHANGE: Text("成員間交換核對", "Exchange between members settled"),
    Cause.METHOD: Text("計算方法或係數變更", "Method or factors changed"),
    Cause.REGISTER: Text("名冊異動", "Register changed"),
}


class Line(NamedTuple):
    """What one member's change adds to a figure, tonnes CO2e; no member for the exchange.

    Attributes:
        before, after: names of versions that only one of the two has, such as `inventory 2024 v2`.
    """

    code: str
    name: Text
    cause: Cause
    amount: Decimal
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bridge:
    """The steps from the published value to the restated one; they sum to the difference."""

    figure: FigureId
    published: Decimal
    restated: Decimal
    lines: tuple[Line, ...]

    @property
    def difference(self) -> Decimal:
        """Restated less published."""
        return self.restated - self.published

    def by_cause(self) -> Mapping[Cause, Decimal]:
        """The steps of each cause together, in the order of the causes."""
        found = {
            cause: sum((one.amount for one in self.lines if one.cause is cause), ZERO)
            for cause in Cause
        }
        return {cause: amount for cause, amount in found.items() if amount}


def adds_up(key: str) -> bool:
    """Whether a figure is a sum, so that a bridge of its parts exists."""
    return key not in RATIOS


def bridge(before: Snapshot, after: Snapshot, figure: FigureId) -> Bridge:
    """The steps between two snapshots of a year, for a figure that is a sum.

    What is missing counts as nothing: that a member is not in a figure is said by its cause.
    """
    first, last = (_number(one, figure) for one in (before, after))
    lines = [] if figure.key == "exchanged" else list(_member_lines(before, after, figure))
    settled = _deducted(before, figure) - _deducted(after, figure)
    if figure.key == "exchanged":
        settled = last - first
    if settled:
        nobody = Text("成員間交換", "Exchange between members")
        lines.append(Line("", nobody, Cause.EXCHANGE, settled))
    return Bridge(figure, first, last, tuple(lines))


def _number(snapshot: Snapshot, figure: FigureId) -> Decimal:
    value = value_of(snapshot, figure).value
    return value if isinstance(value, Decimal) else ZERO


def _deducted(snapshot: Snapshot, figure: FigureId) -> Decimal:
    members = snapshot.members(figure.of)
    if figure.key in _LESS_EMITTED:
        return emitted_twice(members).tonnes
    if figure.key in _LESS_PLEDGED and figure.horizon is not None:
        return pledged_twice(members, figure.horizon).tonnes
    return ZERO


def _member_lines(before: Snapshot, after: Snapshot, figure: FigureId) -> Iterator[Line]:
    first = {one.code: one for one in before.of(figure.of)}
    last = {one.code: one for one in after.of(figure.of)}
    for code in sorted({*first, *last}):
        was, now = first.get(code), last.get(code)
        amount = _amount(now, figure) - _amount(was, figure)
        if amount:
            yield _line(was, now, figure, amount)


def _amount(one: Input | None, figure: FigureId) -> Decimal:
    if one is None:
        return ZERO
    found = AMOUNTS[figure.key](one.member, figure.horizon or one.member.year)
    return found if isinstance(found, Decimal) else ZERO


def _line(was: Input | None, now: Input | None, figure: FigureId, amount: Decimal) -> Line:
    known = now or was
    name, code = (known.name, known.code) if known else (Text("", ""), "")
    first = _keys(was, figure.key)
    last = _keys(now, figure.key)
    cause = Cause.REGISTER if was is None or now is None else cause_of(first, last)
    return Line(code, name, cause, amount, _only(first, last), _only(last, first))


def _keys(one: Input | None, key: str) -> Sequence[Source]:
    return sources_for(one, key) if one else ()


def _only(sources: Sequence[Source], others: Sequence[Source]) -> tuple[str, ...]:
    """The names of versions that are not among the others."""
    known = {one.version_id for one in others}
    return tuple(one.name for one in sources if one.version_id not in known)


def cause_of(before: Sequence[Source], after: Sequence[Source]) -> Cause:
    """Why what rests on some versions changed; the same versions mean another method."""
    first = {(one.kind, one.year): one.version_id for one in before}
    last = {(one.kind, one.year): one.version_id for one in after}
    if first == last:
        return Cause.METHOD
    if any(last[place] != first[place] for place in first.keys() & last.keys()):
        return Cause.CORRECTED
    return Cause.SUBMITTED if last.keys() - first.keys() else Cause.WITHDRAWN


class Change(NamedTuple):
    """What became of a member's versions since a publication."""

    code: str
    name: Text
    cause: Cause
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """Every member whose versions or figures are not those that were published."""
    found: list[Change] = []
    for code in sorted({*before.by_code, *after.by_code}):
        was, now = before.by_code.get(code), after.by_code.get(code)
        first, last = was.sources if was else (), now.sources if now else ()
        same = [one.version_id for one in first] == [one.version_id for one in last]
        if was and now and same and was.member == now.member:
            continue
        known = now or was
        if known:
            cause = Cause.REGISTER if not (was and now) else cause_of(first, last)
            found.append(Change(code, known.name, cause, _only(first, last), _only(last, first)))
    return found
