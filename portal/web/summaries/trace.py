"""From a figure to the members in it, and from a member to the rows of its workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.contributions import on_delivery_line
from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.aggregation.figures import HORIZONS
from portal.aggregation.member_year import MemberYear, Pledge, PledgeState, emissions_in
from portal.aggregation.progress import share_achieved
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.reports.rows import MemberRow
from portal.reports.values import Form
from portal.submissions.states import Kind
from portal.web.summaries.gathering import Year
from portal.web.summaries.reader import Reader

Read = Callable[[MemberYear, int], Amount]
_NEAR: Final = 2030


def _pledged(amount: Callable[[Pledge], Amount]) -> Read:
    def read(member: MemberYear, horizon: int) -> Amount:
        pledge = member.pledge(horizon)
        if pledge.state is PledgeState.NONE:
            return Missing.NO_PLEDGE
        return amount(pledge) if pledge.is_quantified else Missing.NOT_QUANTIFIED

    return read


def _residual(pledge: Pledge) -> Amount:
    return pledge.gross if isinstance(pledge.gross, Missing) else pledge.cut.total - pledge.gross


def _emissions(member: MemberYear, horizon: int) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.total


def _scope1(member: MemberYear, horizon: int) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.scope1


def _scope2(member: MemberYear, horizon: int) -> Amount:
    found = member.emissions
    return found if isinstance(found, Missing) else found.scope2


def _biogenic(member: MemberYear, horizon: int) -> Amount:
    return member.emissions if isinstance(member.emissions, Missing) else member.biogenic


def _change(member: MemberYear, horizon: int) -> Amount:
    now, before = member.emissions, member.previous
    if isinstance(now, Missing) or isinstance(before, Missing) or not before.total:
        return Missing.NO_DATA
    return now.total / before.total - 1


def _exchanged(member: MemberYear, horizon: int) -> Amount:
    bought = [flow.tonnes for flow in member.flows if not flow.supplied and flow.tonnes is not None]
    return sum(bought, Decimal(0)) if bought else Missing.NO_DATA


def _since_common(member: MemberYear, horizon: int) -> Amount:
    left = emissions_in(member, horizon)
    if isinstance(left, Missing) or isinstance(member.common, Missing):
        return left if isinstance(left, Missing) else Missing.NO_DATA
    return member.common.total - left


def _outside_energy(member: MemberYear, horizon: int) -> Amount:
    return Missing.NO_PLEDGE if member.group is Group.ENERGY else _since_common(member, horizon)


def _scope1_cut(member: MemberYear, horizon: int) -> Amount:
    return _pledged(lambda pledge: pledge.cut.scope1)(member, horizon)


def _scope1_outside_energy(member: MemberYear, horizon: int) -> Amount:
    return Missing.NO_PLEDGE if member.group is Group.ENERGY else _scope1_cut(member, horizon)


def _power(member: MemberYear, horizon: int) -> Amount:
    return _scope1_cut(member, horizon) if member.group is Group.ENERGY else Missing.NO_PLEDGE


def _delivered(member: MemberYear, horizon: int) -> Amount:
    if member.pledge(horizon).is_quantified:
        return _since_common(member, horizon)
    left = on_delivery_line(member, horizon, _NEAR)
    if isinstance(left, Missing) or isinstance(member.common, Missing):
        return left if isinstance(left, Missing) else Missing.NO_DATA
    return member.common.total - left


def _planned(member: MemberYear, horizon: int) -> Amount:
    pledged = _pledged(lambda pledge: pledge.cut.total)(member, horizon)
    if isinstance(pledged, Missing):
        return pledged
    if pledged <= 0 or not member.measures.count:
        return Missing.NO_DATA
    return member.measures.committed / pledged


@dataclass(frozen=True, slots=True)
class Source:
    """How a figure is read from one member, and the workbook it comes from.

    Attributes:
        horizons: the target years it has; empty for a figure of the reporting year.
        scopes: of the inventory rows behind it.
    """

    read: Read
    form: Form
    kind: Kind
    horizons: tuple[int, ...] = ()
    scopes: frozenset[int] = frozenset({1, 2})


def _inventory(read: Read, form: Form = Form.TONNES, scopes: Sequence[int] = (1, 2)) -> Source:
    return Source(read, form, Kind.INVENTORY, scopes=frozenset(scopes))


def _plan(read: Read, form: Form = Form.TONNES_A_YEAR) -> Source:
    return Source(read, form, Kind.PLAN, HORIZONS)


SOURCES: Final[Mapping[str, Source]] = {
    "emissions": _inventory(_emissions),
    "scope1": _inventory(_scope1, scopes=(1,)),
    "scope2": _inventory(_scope2, scopes=(2,)),
    "biogenic": _inventory(_biogenic),
    "exchanged": _inventory(_exchanged),
    "change": _inventory(_change, Form.CHANGE),
    "t1": _plan(_pledged(lambda pledge: pledge.cut.total)),
    "t2": _plan(_pledged(lambda pledge: pledge.cut.scope1)),
    "t3": _plan(_pledged(lambda pledge: pledge.cut.total)),
    "t4": _plan(_since_common),
    "t4_city": _plan(_outside_energy),
    "t2_city": _plan(_scope1_outside_energy),
    "power": _plan(_power),
    "net": _plan(_pledged(lambda pledge: pledge.cut.total)),
    "gross": _plan(_pledged(lambda pledge: pledge.gross)),
    "residual": _plan(_pledged(_residual)),
    "progress": _plan(share_achieved, Form.SHARE_1),
    "plan_coverage": _plan(_planned, Form.SHARE),
    "delivery": Source(_delivered, Form.TONNES_A_YEAR, Kind.PLAN, (2026,)),
}


@dataclass(frozen=True, slots=True)
class Traced:
    """One member behind a figure."""

    row: MemberRow
    amount: Amount


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure taken apart: the members in it by amount, then those that are not and why.

    Attributes:
        unseen: members of the set that the reader may not see one by one.
    """

    key: str
    source: Source
    horizon: int
    counted: tuple[Traced, ...]
    left_out: tuple[Traced, ...]
    unseen: int

    @property
    def about(self) -> Definition:
        """What the figure is."""
        return DEFINITIONS[self.key]

    @property
    def title(self) -> Text:
        """The figure with its target year."""
        label = self.about.label
        if not self.source.horizons or str(self.horizon) in label.zh:
            return label
        return Text(f"{self.horizon} 年{label.zh}", f"{label.en}, {self.horizon}")


def horizon_of(source: Source, asked: str) -> int:
    """The target year that is asked for, where the figure has it; else its usual one."""
    if asked.isascii() and asked.isdigit() and int(asked) in source.horizons:
        return int(asked)
    return _NEAR if _NEAR in source.horizons or not source.horizons else source.horizons[0]


def trace(found: Year, key: str, horizon: int, group: Group | None, reader: Reader) -> Trace:
    """The members behind a figure, as far as the reader may see them."""
    source = SOURCES[key]
    everyone = found.of(group)
    seen = [row for row in everyone if reader.sees(row.group)]
    read = [Traced(row, source.read(row.member, horizon)) for row in seen]
    counted = [one for one in read if isinstance(one.amount, Decimal)]
    left_out = [one for one in read if isinstance(one.amount, Missing)]
    counted.sort(key=_amount, reverse=True)
    left_out.sort(key=lambda one: (one.amount is Missing.NO_PLEDGE, str(one.amount)))
    return Trace(key, source, horizon, tuple(counted), tuple(left_out), len(everyone) - len(seen))


def _amount(one: Traced) -> Decimal:
    return one.amount if isinstance(one.amount, Decimal) else Decimal(0)
