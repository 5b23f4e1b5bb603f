"""Streams and city figures as workbooks, and the filters of the list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, NamedTuple

from portal.db.folding import folded
from portal.language import Language, Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.reports.excel import Field
from portal.reports.listing import listing
from portal.reports.values import Form
from portal.savings.checks import Doubt, doubts
from portal.savings.city import Basis, CityFigures, figures
from portal.savings.streams import Stream
from portal.savings.totals import Counted, Total, annual
from portal.savings.tracing.definitions import BLOCKS, TRACED_BY
from portal.savings.tracing.figure_id import stem
from portal.savings.vocabulary import Level

TITLE: Final = Text("節能項目", "Saving streams")
CITY: Final = Text("節能成效", "Savings")
EVERYTHING: Final = Text("全部", "All")
FIELDS: Final = (
    Field(Text("編號", "Number"), 14),
    Field(Text("改善項目", "Change"), 32),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("成員", "Member"), 26),
    Field(Text("管制編號", "Control number"), 12),
    Field(Text("系統", "System"), 18),
    Field(Text("層級", "Level"), 18),
    Field(Text("計入來源", "Counted"), 22),
    Field(Text("已連結、不計", "Linked, not counted"), 30),
    Field(Text("完工啟用", "Commissioned"), 12),
    Field(Text("節電（度／年）", "Electricity (kWh/yr)"), 16, Form.ACTIVITY),
    Field(Text("節能（GJ／年）", "Energy (GJ/yr)"), 14, Form.ACTIVITY),
    Field(Text("減碳", "Reduction"), 14, Form.TONNES_4),
    Field(Text("終止日", "Ended"), 12),
)
CITY_FIELDS: Final = (
    Field(Text("範圍", "Scope"), 22),
    Field(Text("數值", "Figure"), 26),
    Field(Text("層級", "Level"), 20),
    Field(Text("項數", "Streams"), 10, Form.COUNT),
    Field(Text("廠區數", "Sites"), 10, Form.COUNT),
    Field(Text("節電（度）", "Electricity (kWh)"), 18, Form.ACTIVITY),
    Field(Text("節能（GJ）", "Energy (GJ)"), 16, Form.ACTIVITY),
    Field(Text("減碳", "Reduction"), 16, Form.TONNES_4),
    Field(Text("節省金額（元／年）", "NT$ a year"), 18, Form.ACTIVITY),
    Field(TRACED_BY, 44),
)


def _by_place(row: Stream) -> tuple[str, str, int, str]:
    """Member and site, then the keys as people count: advice-2 before advice-10."""
    place = row.best.place
    return (place.company_code, place.site_number, len(row.key), row.key)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everything."""

    level: str = ""
    system: str = ""
    words: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Filters":
        """The filters of an address."""
        return cls(sent.get("level", ""), sent.get("system", ""), sent.get("q", "").strip())

    def pick(self, rows: Iterable[Stream]) -> list[Stream]:
        """The streams that fit, those of one member and site together."""
        return sorted(filter(self._fits, rows), key=_by_place)

    def _fits(self, row: Stream) -> bool:
        place = row.best.place
        names = (row.best.title, place.company_name.zh, place.company_name.en)
        said = folded(" ".join((row.key, place.company_code, place.site_number, *names)))
        return (
            (not self.level or row.level == self.level)
            and (not self.system or row.best.system == self.system)
            and folded(self.words) in said
        )


def counted(rows: Sequence[Stream]) -> dict[str, Counted]:
    """What each stream saves in a full year at its highest level, by key."""
    return {
        each.stream.key: each
        for level in Level
        for each in annual([row for row in rows if row.level is level], level)
    }


def doubtful(row: Stream) -> tuple[Doubt, ...]:
    """What is doubtful about the tonnes that its claims state."""
    return tuple(
        doubt
        for claim in row.claims
        if set(claim.savings) == {Carrier.ELECTRICITY}
        for doubt in doubts(claim.savings[Carrier.ELECTRICITY], claim.stated)
    )


def as_workbook(rows: Sequence[Stream], *, at: datetime, language: Language) -> bytes:
    """The list as Excel."""
    found = counted(rows)
    cells = [_cells(row, found[row.key]) for row in rows]
    return listing(TITLE, FIELDS, cells, at=at, language=language)


def _cells(row: Stream, one: Counted) -> tuple[str | Text | Decimal | None, ...]:
    best, place = row.best, row.best.place
    others = [f"{each.source} {each.origin.value}" for each in row.claims if each is not best]
    day = row.commissioned_on
    return (
        row.key,
        best.title,
        place.company_code,
        place.company_name,
        place.site_number,
        best.system.label,
        row.level.label,
        f"{best.source} {best.origin.value}",
        "; ".join(others),
        "" if day is None else day.isoformat(),
        one.electricity,
        one.gigajoules,
        one.tonnes,
        "" if row.ended_on is None else row.ended_on.isoformat(),
    )


class Scope(NamedTuple):
    """Everything, a group or a system; `at` begins the names of its figures."""

    label: Text
    figures: CityFigures
    at: str


def city_parts(known: Basis) -> list[list[Scope]]:
    """The figures of everything seen, then those of each group, then those of each system."""
    return [
        [Scope(EVERYTHING, figures(known), stem(known.year))],
        [Scope(one.label, figures(known, one), stem(known.year, one)) for one in Group],
        [
            Scope(one.label, figures(known, system=one), stem(known.year, None, one))
            for one in System
        ],
    ]


def city_workbook(rows: Sequence[Scope], *, at: datetime, language: Language) -> bytes:
    """The figures of a year as Excel: one row for each scope, figure and level."""
    cells = [
        (row.label, label, *_total(one), f"{row.at}/{name}/{one.level.value}/kwh")
        for row in rows
        for name, label in BLOCKS.items()
        for one in getattr(row.figures, name).values()
    ]
    return listing(CITY, CITY_FIELDS, cells, at=at, language=language)


def _total(one: Total) -> tuple[Text | int | Decimal, ...]:
    return (
        one.level.label,
        one.streams,
        one.sites,
        one.electricity,
        one.gigajoules,
        one.tonnes,
        one.money,
    )
