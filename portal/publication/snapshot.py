"""All that the figures of a year are made from: members, versions, rows; as it stands or frozen."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from portal.aggregation.contributions import COMMON_YEAR
from portal.aggregation.member_year import MemberYear
from portal.db.types import canonical_json
from portal.language import Text
from portal.plans.amounts import Missing
from portal.publication.figure_id import Edition, FigureSet, SetKind
from portal.publication.member_json import as_json
from portal.reference.groups import Group
from portal.submissions.states import Kind, State


class Row(NamedTuple):
    """One cell that a figure rests on, or the row it stands in.

    Attributes:
        cell: as Excel shows it; the row's number on a sheet of labels.
        item: `emissions`, `biogenic`, `exchange`, `target` or `planned_exchange`.
        detail: which source, flow or field it is.
        counts: False for what is on file but not in the city.
        value: exact, as text.
    """

    sheet: str
    row: int
    cell: str
    item: str
    detail: str
    scope: int | None
    counts: bool
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Source:
    """A version of a workbook that a member's figures come from.

    Attributes:
        sha256: of the workbook as it was handed in.
        rows: of it that figures are made from; empty when only the version was asked for.
    """

    kind: Kind
    year: int
    version_id: int
    number: int
    sha256: str
    receipt_number: str
    template_version: str
    rules_version: str
    rows: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        """Kind, year and number of the version, such as `inventory 2024 v2`."""
        return f"{self.kind.value} {self.year} v{self.number}"


@dataclass(frozen=True, slots=True)
class Input:
    """A member as the figures of a year take it in.

    Attributes:
        inventory, plan: how far the year's workbooks have come.
    """

    member: MemberYear
    name: Text
    inventory: State
    plan: State
    sources: tuple[Source, ...]

    @property
    def code(self) -> str:
        """The member's code."""
        return self.member.code


class Need(NamedTuple):
    """Which versions a figure rests on: those of these years, and the plan."""

    plan: bool = False
    now: bool = False
    previous: bool = False
    common: bool = False
    latest: bool = False


_NOW: Final = Need(now=True)
_PLAN: Final = Need(plan=True)
_SINCE: Final = Need(plan=True, common=True, latest=True)
NEEDS: Final[Mapping[str, Need]] = {
    **dict.fromkeys(("emissions", "scope1", "scope2", "biogenic", "exchanged"), _NOW),
    "change": Need(now=True, previous=True),
    **dict.fromkeys(("t1", "t2", "t2_city", "power", "t3", "net", "gross"), _PLAN),
    **dict.fromkeys(("residual", "plan_coverage"), _PLAN),
    **dict.fromkeys(("t4", "t4_city", "delivery"), _SINCE),
    "progress": Need(plan=True, latest=True),
}
EVERYTHING: Final = Need(*([True] * len(Need._fields)))


def years_needed(member: MemberYear, need: Need) -> frozenset[int]:
    """The years whose inventories a figure of a member rests on."""
    wanted = {member.year} if need.now else set[int]()
    if need.plan:
        wanted.update(member.rests_on)
    if need.previous:
        wanted.add(member.year - 1)
    if need.common:
        wanted.add(COMMON_YEAR)
    if need.latest and member.latest_year is not None:
        wanted.add(member.latest_year)
    return frozenset(wanted)


def sources_for(one: Input, key: str) -> tuple[Source, ...]:
    """The versions of a member that a figure rests on."""
    need = NEEDS[key]
    years = years_needed(one.member, need)
    return tuple(
        source
        for source in one.sources
        if (need.plan if source.kind is Kind.PLAN else source.year in years)
    )


@dataclass(frozen=True)
class Snapshot:
    """A year with everything behind its figures.

    Attributes:
        versions: of method, rules, thresholds and reference data, by name.
    """

    edition: Edition
    inputs: tuple[Input, ...]
    versions: Mapping[str, str]

    @cached_property
    def names(self) -> Mapping[str, Text]:
        """The members' names by code."""
        return {one.code: one.name for one in self.inputs}

    @cached_property
    def by_code(self) -> Mapping[str, Input]:
        """The members by code."""
        return {one.code: one for one in self.inputs}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that figures are made from; equal data have equal digests."""
        said = {
            "year": self.edition.year,
            "versions": dict(self.versions),
            "members": [_plain(one) for one in self.inputs],
        }
        return hashlib.sha256(canonical_json(said)).hexdigest()

    def of(self, wanted: FigureSet) -> tuple[Input, ...]:
        """The members of a set."""
        if wanted.kind is SetKind.MEMBER:
            found = self.by_code.get(wanted.name)
            return () if found is None else (found,)
        return tuple(chosen(self.inputs, wanted))

    def members(self, wanted: FigureSet) -> list[MemberYear]:
        """The members of a set as totals are made from them."""
        return [one.member for one in self.of(wanted)]


def chosen(inputs: Iterable[Input], wanted: FigureSet) -> Iterable[Input]:
    """Those of a set."""
    for one in inputs:
        if wanted.kind is SetKind.ALLIANCE or wanted.name in (one.member.group.value, one.code):
            yield one


def _plain(one: Input) -> Mapping[str, Any]:
    return {
        **as_json(one.member),
        "inventory": one.inventory.value,
        "plan": one.plan.value,
        "sources": [[source.name, source.sha256] for source in one.sources],
    }


class Absence(NamedTuple):
    """A member that is not in a figure that it should be in, and why."""

    code: str
    name: Text
    group: Group
    about: Text
    reason: Text


_INVENTORY: Final = Text("盤查清冊", "Inventory")
_TARGET: Final = Text("2030 年目標", "Target for 2030")
_REASONS: Final[Mapping[Missing, Text]] = {
    Missing.NO_PLEDGE: Text(
        "未訂定目標，不等於承諾為零", "No target, which is not a pledge of zero"
    ),
    Missing.NOT_QUANTIFIED: Text(
        "有目標，但資料不足以換算為公噸", "There is a target, but not enough to put it into tonnes"
    ),
}
_NO_PLAN: Final = Text("沒有審查通過之減量計畫", "No accepted reduction plan")


def absences(inputs: Sequence[Input]) -> list[Absence]:
    """The members that are missing from the emissions or from the contributions to 2030."""
    found: list[Absence] = []
    for one in inputs:
        member = one.member
        if isinstance(member.emissions, Missing):
            reason = one.inventory.label
            found.append(Absence(one.code, one.name, member.group, _INVENTORY, reason))
        pledge = member.pledge(2030)
        if not pledge.is_quantified:
            found.append(Absence(one.code, one.name, member.group, _TARGET, _no_target(one)))
    return sorted(found, key=lambda absence: (absence.about.en, absence.code))


def _no_target(one: Input) -> Text:
    if not any(source.kind is Kind.PLAN for source in one.sources):
        return _NO_PLAN
    stated = one.member.pledge(2030).kind is not None
    return _REASONS[Missing.NOT_QUANTIFIED if stated else Missing.NO_PLEDGE]
