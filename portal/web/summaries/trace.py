"""From a figure to the members in it, and from a member to the rows of its workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from portal.aggregation.amounts import AMOUNTS, Read
from portal.aggregation.contributions import NEAR_TERM
from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.aggregation.figures import HORIZONS
from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.publication.figure_id import KEYS, Edition, FigureId, set_of_group
from portal.reference.groups import Group
from portal.reports.rows import MemberRow
from portal.reports.values import Form
from portal.submissions.states import Kind
from portal.web.summaries.gathering import Year
from portal.web.summaries.reader import Reader

_NEAR: Final = NEAR_TERM


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
    "emissions": _inventory(AMOUNTS["emissions"]),
    "scope1": _inventory(AMOUNTS["scope1"], scopes=(1,)),
    "scope2": _inventory(AMOUNTS["scope2"], scopes=(2,)),
    "biogenic": _inventory(AMOUNTS["biogenic"]),
    "exchanged": _inventory(AMOUNTS["exchanged"]),
    "change": _inventory(AMOUNTS["change"], Form.CHANGE),
    "t1": _plan(AMOUNTS["t1"]),
    "t2": _plan(AMOUNTS["t2"]),
    "t3": _plan(AMOUNTS["t3"]),
    "t4": _plan(AMOUNTS["t4"]),
    "t4_city": _plan(AMOUNTS["t4_city"]),
    "t2_city": _plan(AMOUNTS["t2_city"]),
    "power": _plan(AMOUNTS["power"]),
    "net": _plan(AMOUNTS["net"]),
    "gross": _plan(AMOUNTS["gross"]),
    "residual": _plan(AMOUNTS["residual"]),
    "progress": _plan(AMOUNTS["progress"], Form.SHARE_1),
    "plan_coverage": _plan(AMOUNTS["plan_coverage"], Form.SHARE),
    "delivery": Source(AMOUNTS["delivery"], Form.TONNES_A_YEAR, Kind.PLAN, (2026,)),
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
    year: int
    group: Group | None
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
    def id(self) -> FigureId:
        """The figure's name, by which it is traced from anywhere."""
        horizons = KEYS[self.key]
        horizon = self.horizon if self.horizon in horizons else next(iter(horizons), None)
        return FigureId(Edition(self.year), set_of_group(self.group), self.key, horizon)

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
    unseen = len(everyone) - len(seen)
    return Trace(key, found.year, group, source, horizon, tuple(counted), tuple(left_out), unseen)


def _amount(one: Traced) -> Decimal:
    return one.amount if isinstance(one.amount, Decimal) else Decimal(0)
