"""A target in tonnes CO2e, whatever unit the member wrote it in."""

from dataclasses import dataclass
from decimal import Decimal

from portal.plans.amounts import Amount, Missing, Split
from portal.plans.target_sheet import TargetRow
from portal.reference.closed_sets import RateKind, TargetKind
from portal.reference.units import units

ONE = Decimal(1)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Base:
    """Base-year emissions as stated, tonnes CO2e; a scope left blank is not stated.

    Attributes:
        verified: a third party has verified the base year.
        before: the total before a restatement, where there was one.
    """

    year: int | None
    scope1: Amount
    scope2: Amount
    verified: bool = False
    before: Amount = Missing.NOT_STATED


@dataclass(frozen=True, slots=True)
class Activity:
    """Output in the base year and in the target year, in one unit of the member's choice."""

    base: Amount
    target: Amount


@dataclass(frozen=True, slots=True)
class Stated:
    """Tonnes CO2e a year the member states itself."""

    cut: Amount = Missing.NOT_STATED
    target_emissions: Amount = Missing.NOT_STATED
    business_as_usual: Amount = Missing.NOT_STATED
    residual: Amount = Missing.NOT_STATED
    offsets: Amount = Missing.NOT_STATED


@dataclass(frozen=True, slots=True)
class Target:
    """One promise: less emissions in `year` than in the base year.

    Attributes:
        at: worksheet row it was read from.
        coverage1, coverage2: share of the scope's emissions that the target covers, 0 to 1.
        cut: share of the covered base emissions (of the intensity, of business as usual).
        rate: share a year, for an annual rate; `rate_kind` is None where not stated.
        kaohsiung_only: False when the amounts include sites elsewhere.
        standing: code of list `target_status`.
    """

    at: int
    id: str
    kind: TargetKind
    year: int
    set_year: int
    base: Base
    coverage1: Amount = Missing.NOT_STATED
    coverage2: Amount = Missing.NOT_STATED
    cut: Amount = Missing.NOT_STATED
    rate: Amount = Missing.NOT_STATED
    rate_kind: RateKind | None = None
    stated: Stated = Stated()
    activity: Activity = Activity(Missing.NOT_STATED, Missing.NOT_STATED)
    return_year: int | None = None
    kaohsiung_only: bool = True
    standing: str = ""

    @property
    def coverage(self) -> Split:
        """Share of each scope covered; blank means whole where base emissions are stated."""
        return Split(
            _share(self.coverage1, self.base.scope1), _share(self.coverage2, self.base.scope2)
        )

    @property
    def is_net_zero(self) -> bool:
        """Whether nothing, net, is to be emitted in the target year."""
        return self.kind is TargetKind.NET_ZERO


def target(row: TargetRow) -> Target | None:
    """The target of one row, in tonnes; None while its kind or year cannot be read."""
    if row.kind is None or row.target_year is None:
        return None
    scale = tonnes_per_unit(row.unit)
    return Target(
        at=row.at,
        id=row.target_id or "",
        kind=TargetKind(row.kind),
        year=row.target_year,
        set_year=row.set_year or 0,
        base=_base(row, scale),
        coverage1=_known(row.coverage1),
        coverage2=_known(row.coverage2),
        cut=_known(row.cut),
        rate=_known(row.annual_rate),
        rate_kind=RateKind(row.rate_kind) if row.rate_kind else None,
        stated=_stated(row, scale),
        activity=Activity(_known(row.base_activity), _known(row.target_activity)),
        return_year=row.return_year,
        kaohsiung_only=row.kaohsiung_only is not False,
        standing=row.standing or "",
    )


def tonnes_per_unit(unit: str | None) -> Decimal:
    """Tonnes CO2e in one of the row's unit; 1 while no unit is chosen."""
    return units()[unit].factor if unit else ONE


def _base(row: TargetRow, scale: Decimal) -> Base:
    return Base(
        row.base_year,
        _known(row.base_scope1, scale),
        _known(row.base_scope2, scale),
        verified=row.verified is True,
        before=_known(row.base_before, scale),
    )


def _stated(row: TargetRow, scale: Decimal) -> Stated:
    residual = row.residual if row.residual_stated is not False else None
    return Stated(
        cut=_known(row.stated_cut, scale),
        target_emissions=_known(row.stated_target_emissions, scale),
        business_as_usual=_known(row.bau_emissions, scale),
        residual=_known(residual, scale),
        offsets=_known(row.offsets, scale),
    )


def _known(value: Decimal | None, scale: Decimal = ONE) -> Amount:
    return Missing.NOT_STATED if value is None else value * scale


def _share(stated: Amount, base: Amount) -> Decimal:
    if isinstance(stated, Missing):
        return ZERO if isinstance(base, Missing) else ONE
    return stated
