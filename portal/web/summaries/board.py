"""What a summary page shows, written out for one reader: numbers with their meaning and trace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports.summary import Item, Section, Summary
from portal.reports.summary_figures import sections
from portal.reports.values import NOTHING, Form, written
from portal.web.summaries.disclosure import (
    EMISSIONS,
    HELD_BACK,
    WHY,
    Judgement,
)
from portal.web.summaries.reader import Reader

_HALF: Final = Decimal("0.5")
NEAR: Final = 2030
FAR: Final = 2050
# Where a section's figures come from when they name no target year.
_PARTS: Final = {"targets": NEAR, "progress": NEAR, "measures": NEAR}
_COUNTS: Final = frozenset({Form.MEMBERS, Form.COUNT, Form.YEAR})
_PERCENTAGES: Final = frozenset({Form.SHARE, Form.SHARE_1, Form.CHANGE})


Names = Mapping[tuple[str, int | None], tuple[Text, ...]]
"""Names of members by figure."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One number as a page shows it.

    Attributes:
        reason: why there is no number, where there is none.
        definition: key of its definition, empty where the label says everything.
        trace: address of the members behind it, empty for a reader who may not see them.
        counted: members in it; `left_out` names or counts those that should be and cannot.
    """

    label: Text
    value: str
    unit: Text
    note: Text = NOTHING
    reason: Text = NOTHING
    definition: str = ""
    trace: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of target years: the same figure for each of them."""

    label: Text
    unit: Text
    definition: str
    cells: tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading."""

    title: Text
    lines: tuple[Line, ...]


class Board:
    """Writes the figures of one summary for one reader and language."""

    def __init__(
        self,
        summary: Summary,
        judgement: Judgement,
        reader: Reader,
        language: Language,
        names: Names,
    ):
        """Make a board.

        Args:
            summary: of the group or of the alliance that the page shows.
            judgement: which totals of the year give no member away.
            reader: who reads.
            language: in which numbers without a unit of their own are written.
            names: of members that are left out of figures and that the reader may see.
        """
        self.summary, self.reader, self.language = summary, reader, language
        self.judgement, self._names = judgement, names
        self.sections: dict[str, Section] = {one.code: one for one in sections(summary)}

    def left_out(self, key: str, horizon: int | None) -> tuple[Text, ...]:
        """The first members that are left out of a figure, as far as the reader may see them."""
        return self._names.get((key, horizon), ())

    def is_held_back(self, part: int) -> bool:
        """Whether the totals of emissions, or of a target year, are not shown."""
        return self.hides("emissions") if part == EMISSIONS else self.hides("t1", part)

    @property
    def note(self) -> Text:
        """Why something is not shown; nothing when everything is."""
        parts = (EMISSIONS, *self.summary.figures.horizons)
        return WHY if any(self.is_held_back(part) for part in parts) else NOTHING

    def lines(self, code: str) -> tuple[Shown, ...]:
        """The figures of a section, one below the other."""
        section = self.sections.get(code)
        return tuple(self._shown(item, code) for item in section.items) if section else ()

    def _shown(self, item: Item, code: str) -> Shown:
        part = item.horizon or _PARTS.get(code, EMISSIONS)
        if item.form in _COUNTS:
            # The note of a count may hold the emissions of the few members counted.
            item = item if self._sees_all else replace(item, note=NOTHING)
        elif item.beside == "largest" and not self._sees_all and not self.is_held_back(part):
            # The share itself times the total would be the largest member's own amount.
            item = replace(item, words=_band(item.value))
        elif self.hides(item.key or item.beside, item.horizon):
            return Shown(
                item.label, HELD_BACK[self.language], NOTHING, reason=WHY, definition=item.key
            )
        return Shown(
            item.label,
            self._written(item),
            NOTHING if item.form in _PERCENTAGES else item.form.unit(self.summary.unit),
            item.note,
            _reason(item),
            item.key,
            self.trace(item.key, item.horizon),
            _tone(item),
        )

    def written(self, value: Amount, form: Form) -> str:
        """A value in the reader's unit and language."""
        return written(value, form, self.summary.unit, self.language)

    def _written(self, item: Item) -> str:
        if item.words is not None:
            return item.words[self.language]
        said = self.written(item.value, item.form)
        return said if item.out_of is None else f"{said} / {item.out_of:,}"

    @property
    def _sees_all(self) -> bool:
        return self.reader.sees(self.summary.group)

    def hides(self, key: str, horizon: int | None = None) -> bool:
        """Whether a figure of the page's set, with all others, would give a member away."""
        return not self.judgement.shows(key, self.summary.group, horizon)

    def trace(self, key: str, horizon: int | None = None) -> str:
        """The address of the members behind a figure."""
        summary = self.summary
        if not key or not (self.reader.groups if summary.group is None else self._sees_all):
            return ""
        asked = {"horizon": horizon, "group": summary.group and summary.group.value}
        found = urlencode({name: value for name, value in asked.items() if value})
        return f"/trace/{key}/{summary.year}" + (f"?{found}" if found else "")

    def horizons(self) -> tuple[int, ...]:
        """The target years, which are the columns of the table of targets."""
        return tuple(self.summary.figures.horizons)

    def target_parts(self) -> tuple[Part, ...]:
        """The table of targets: figures by row, target years by column."""
        items = self.sections["targets"].items if "targets" in self.sections else ()
        # The farthest year has every part, so its order holds for all.
        latest_first = sorted(items, key=lambda item: -(item.horizon or 0))
        titles = dict.fromkeys(item.part for item in latest_first if item.part is not None)
        return tuple(
            Part(title, tuple(self._target_lines([one for one in items if one.part == title])))
            for title in titles
        )

    def _target_lines(self, items: Sequence[Item]) -> Iterable[Line]:
        for label in dict.fromkeys(item.label for item in items):
            same = {item.horizon: item for item in items if item.label == label}
            first = next(iter(same.values()))
            percent = first.form in _PERCENTAGES or first.words is not None
            yield Line(
                label,
                NOTHING if percent else first.form.unit(self.summary.unit),
                first.key,
                tuple(
                    self._shown(same[year], "targets") if year in same else None
                    for year in self.horizons()
                ),
            )


def _reason(item: Item) -> Text:
    """Why there is no number, for a dash that does not say it."""
    if item.words is None and item.value is Missing.NO_DATA:
        return Text("沒有審查通過的資料", "No accepted data")
    return NOTHING


def _band(share: Amount) -> Text | None:
    """The band of the largest share, for those who may not see the members."""
    if isinstance(share, Missing):
        return None
    said = "≤ 50 %" if share <= _HALF else "50–80 %"
    return Text(said, said)


def _tone(item: Item) -> str:
    if item.form is not Form.CHANGE or isinstance(item.value, Missing) or not item.value:
        return ""
    return "rise" if item.value > 0 else "fall"
