"""What a summary page shows, written out for one reader: numbers with their meaning and trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from portal.aggregation.definitions import DEFINITIONS, Definition
from portal.aggregation.figures import Figure
from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reports import formats
from portal.reports.summary import Item, Section, Summary
from portal.reports.summary_figures import sections
from portal.reports.values import NOTHING, Form, written
from portal.web.summaries.disclosure import EMISSIONS, HELD_BACK, WHY, is_held_back
from portal.web.summaries.gathering import OVERDUE
from portal.web.summaries.reader import Reader

NEAR: Final = 2030
FAR: Final = 2050
# Where a section's figures come from when they name no target year.
_PARTS: Final = {"targets": NEAR, "progress": NEAR, "measures": NEAR}
_COUNTS: Final = frozenset({Form.MEMBERS, Form.COUNT, Form.YEAR})
_PERCENTAGES: Final = frozenset({Form.SHARE, Form.SHARE_1, Form.CHANGE})


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


@dataclass(frozen=True, slots=True)
class Explained:
    """A definition with who is in the figure and who is not."""

    definition: Definition
    key: str
    counted: int
    counted_names: tuple[Text, ...]
    left_out: int
    left_out_names: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One of the four answers on top."""

    label: Text
    value: str
    unit: Text
    notes: tuple[Text, ...]
    coverage: Text
    explained: tuple[Explained, ...]
    trace: str = ""
    link: tuple[str, Text] | None = None
    held_back: bool = False
    tone: str = ""
    lead: str = ""


class Board:
    """Writes the figures of one summary for one reader and language."""

    def __init__(self, summary: Summary, everyone: Summary, reader: Reader, language: Language):
        """Make a board.

        Args:
            summary: of the group or of the alliance that the page shows.
            everyone: of the alliance, to judge which totals give a member away.
            reader: who reads.
            language: in which numbers without a unit of their own are written.
        """
        self.summary, self.reader, self.language = summary, reader, language
        self._members = [row.member for row in everyone.members]
        self._names = {row.code: (row.name, row.group) for row in summary.members}
        self.sections: dict[str, Section] = {one.code: one for one in sections(summary)}

    def is_held_back(self, part: int) -> bool:
        """Whether the totals of emissions, or of a target year, are not shown."""
        return is_held_back(self._members, self.summary.group, part, self.reader)

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
        if self.is_held_back(part):
            if item.form not in _COUNTS:
                return Shown(
                    item.label, HELD_BACK[self.language], NOTHING, reason=WHY, definition=item.key
                )
            item = Item(item.label, item.value, item.form, out_of=item.out_of, horizon=item.horizon)
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

    def _written(self, item: Item) -> str:
        if item.words is not None:
            return item.words[self.language]
        said = written(item.value, item.form, self.summary.unit, self.language)
        return said if item.out_of is None else f"{said} / {item.out_of:,}"

    def trace(self, key: str, horizon: int | None = None) -> str:
        """The address of the members behind a figure."""
        summary = self.summary
        if not key or not (self.reader.groups if summary.group is None else self._sees_group()):
            return ""
        asked = {"horizon": horizon, "group": summary.group and summary.group.value}
        found = urlencode({name: value for name, value in asked.items() if value})
        return f"/trace/{key}/{summary.year}" + (f"?{found}" if found else "")

    def _sees_group(self) -> bool:
        return self.reader.sees(self.summary.group)

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

    def cards(self) -> tuple[Card, ...]:
        """The four answers: handed in, emitted, promised for 2030, net zero by 2050."""
        return (self._handed_in(), self._emitted(), self._promised(), self._net_zero())

    def _handed_in(self) -> Card:
        figures = self.summary.figures
        calls = len({row.code for row in self.summary.waiting})
        late = sum(row.state == OVERDUE for row in self.summary.waiting)
        said = Text(f"催收名單 {calls} 家", f"{calls} members to call")
        rate = formats.percent(_ratio(figures.submitted, figures.members))
        return Card(
            Text("收件", "Handed in"),
            formats.number(figures.submitted),
            Text(f"／ {figures.members} 家", f"of {figures.members}"),
            (
                Text(
                    f"審查通過 {figures.accepted} 家 · 逾期未交 {late} 件",
                    f"{figures.accepted} accepted · {late} overdue",
                ),
            ),
            Text(f"繳交率 {rate}", f"{rate} of the members due"),
            (),
            link=("#waiting", said) if self.reader.groups else None,
        )

    def _emitted(self) -> Card:
        found, form = self.summary.figures.emissions, Form.TONNES
        label = Text("範疇一＋二排放量", "Scope 1 and 2 emissions")
        explained = (self.explained(found.total), self.explained(found.change))
        if self.is_held_back(EMISSIONS):
            return self._held(label, explained)
        change = written(found.change.value, Form.CHANGE, self.summary.unit, self.language)
        same = len(found.change.members)
        return Card(
            label,
            written(found.total.value, form, self.summary.unit, self.language),
            form.unit(self.summary.unit),
            (Text(f"較前一年度（同 {same} 家）", f"on the year before (same {same})"),),
            _of(len(found.total.members), self.summary.figures.members),
            explained,
            self.trace("emissions"),
            tone=_direction(found.change),
            lead=change,
        )

    def _promised(self) -> Card:
        found, form = self.summary.figures.horizons[NEAR], Form.TONNES_A_YEAR
        label = Text("2030 減量貢獻（T1）", "Contribution to 2030 (T1)")
        explained = tuple(map(self.explained, (found.t1, found.t3, found.t4)))
        if self.is_held_back(NEAR):
            return self._held(label, explained)
        less, common = (
            written(one.value, form, self.summary.unit, self.language)
            for one in (found.t3, found.t4)
        )
        share = found.coverage.emissions_share
        covered = written(share, Form.SHARE, self.summary.unit, self.language)
        return Card(
            label,
            written(found.t1.value, form, self.summary.unit, self.language),
            form.unit(self.summary.unit),
            (
                Text(f"扣除重複計算 {less}（T3）", f"{less} without overlap (T3)"),
                Text(f"以 2022 年為共同基準 {common}（T4）", f"{common} since 2022 (T4)"),
            ),
            Text(
                f"{found.quantified}／{found.with_target} 家可量化，涵蓋排放量 {covered}",
                f"{found.quantified} of {found.with_target} in tonnes, {covered} of emissions",
            ),
            explained,
            self.trace("t1", NEAR),
        )

    def _net_zero(self) -> Card:
        found, form = self.summary.figures.horizons[FAR], Form.TONNES_A_YEAR
        net, gross = (
            written(one.value, form, self.summary.unit, self.language)
            for one in (found.net, found.gross)
        )
        silent = found.residual_not_stated
        amounts = Text(f"淨減量 {net} · 實質減量 {gross}", f"Net cut {net} · gross cut {gross}")
        return Card(
            Text("2050 淨零目標", "Net zero by 2050"),
            formats.number(found.net_zero),
            Text("家", "members"),
            (Text(HELD_BACK.zh, HELD_BACK.en) if self.is_held_back(FAR) else amounts,),
            Text(
                f"{found.with_target} 家訂有 2050 年目標 · 殘餘排放未填報 {silent} 家",
                f"{found.with_target} with a 2050 target · {silent} state no residual",
            ),
            tuple(map(self.explained, (found.net, found.gross, found.residual))),
            self.trace("net", FAR),
        )

    def _held(self, label: Text, explained: tuple[Explained, ...]) -> Card:
        word = HELD_BACK[self.language]
        return Card(label, word, NOTHING, (WHY,), NOTHING, explained, held_back=True)

    def explained(self, figure: Figure) -> Explained:
        """The definition of a figure, with names where the reader may see them."""
        return Explained(
            figure.about,
            figure.key,
            len(figure.members),
            self._named(figure.members),
            len(figure.left_out),
            self._named(figure.left_out),
        )

    def _named(self, codes: Iterable[str]) -> tuple[Text, ...]:
        found = (self._names[code] for code in codes if code in self._names)
        return tuple(name for name, group in found if self.reader.sees(group))


def definition(key: str) -> Definition | None:
    """What a figure means; None for one that has no definition."""
    return DEFINITIONS.get(key)


def _ratio(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _of(counted: int, whole: int) -> Text:
    return Text(
        f"計入 {counted}／{whole} 家，缺漏不推估", f"{counted} of {whole} members; gaps not filled"
    )


def _reason(item: Item) -> Text:
    """Why there is no number, for a dash that does not say it."""
    if item.words is None and item.value is Missing.NO_DATA:
        return Text("沒有審查通過的資料", "No accepted data")
    return NOTHING


def _tone(item: Item) -> str:
    if item.form is not Form.CHANGE or isinstance(item.value, Missing) or not item.value:
        return ""
    return "rise" if item.value > 0 else "fall"


def _direction(change: Figure) -> str:
    if isinstance(change.value, Missing) or not change.value:
        return ""
    return "rise" if change.value > 0 else "fall"
