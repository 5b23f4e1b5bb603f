"""How far the workbooks of a year have come in, and the sentence that says what waits for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from portal.language import Text
from portal.reports import formats

_NO_PLANS: Final = Text(
    "{year} 年沒有審查通過之減量計畫（{why}），"
    "因此不列減量目標、減量貢獻、達成進度與減量措施；{when}。",
    "No reduction plan of {year} has been accepted ({why}), so targets, contributions, progress "
    "and measures are left out; {when}.",
)
_EMPTY_PLANS: Final = Text(
    "{year} 年審查通過之減量計畫均未訂 2026、2030、2050 年目標，亦無減量措施，"
    "因此不列減量貢獻與達成進度；成員更新計畫並審查通過後，列入下一版報告。",
    "The accepted reduction plans of {year} hold no target of 2026, 2030 or 2050 and no measure, "
    "so contributions and progress are left out; they come with the next edition once newer plans "
    "are accepted.",
)
_NO_INVENTORIES: Final = Text(
    "{year} 年沒有審查通過之盤查清冊（{why}），因此不列當年度排放量；{when}。",
    "No inventory of {year} has been accepted ({why}), so the emissions of the year are left out; "
    "{when}.",
)
_NOT_ONE: Final = Text("應申報 {due} 家均未申報", "none of the {due} due was handed in")
_IN_REVIEW: Final = Text(
    "應申報 {due} 家，{count} 家已送出待審查",
    "of the {due} due, {count} handed in and not reviewed yet",
)
_NOBODY: Final = Text(
    "{document}：應申報之 {due} 家均未申報（申報期限 {day}），不逐一列出。",
    "{document}: none of the {due} members due has handed it in (due on {day}); they are not "
    "listed one by one.",
)
_NO_DELIVERY: Final = Text(
    "{year} 年沒有審查通過且可量化之減量計畫（{why}），"
    "因此不列聯盟預期減量、其涵蓋與承諾路徑；{when}。",
    "No reduction plan of {year} that can be put into tonnes has been accepted ({why}), so the "
    "Alliance's expected cut, its coverage and its pledged path are left out; {when}.",
)
_SOME: Final = Text("審查通過 {count} 家，均未能量化", "{count} accepted, none in tonnes")
_UNKNOWN: Final = Text("尚無資料", "nothing on file")
_LATE: Final = Text(
    "申報期限 {day} 已過，補申報並審查通過後，列入下一版報告",
    "these come with the next edition once handed in and accepted (due on {day})",
)
_DUE: Final = Text(
    "申報期限為 {day}，審查通過後列入下一版報告",
    "these come with the next edition once accepted (due on {day})",
)
_REVIEWED: Final = Text(
    "審查通過後列入下一版報告", "these come with the next edition once accepted"
)
_NO_OWN_PLAN: Final = Text(
    "{year} 年之減量計畫尚未審查通過（{state}），"
    "因此不列減量目標、減量貢獻、達成進度與減量措施；{when}。",
    "The reduction plan of {year} has not been accepted ({state}), so targets, contributions, "
    "progress and measures are left out; {when}.",
)
_NO_OWN_INVENTORY: Final = Text(
    "{year} 年之盤查清冊尚未審查通過（{state}），因此不列當年度排放量；{when}。",
    "The inventory of {year} has not been accepted ({state}), so the emissions of the year are "
    "left out; {when}.",
)
NO_TARGET: Final = Text(
    "審查通過之減量計畫未訂 2026、2030、2050 年目標，因此不列減量貢獻與承諾路徑；"
    "更新計畫並審查通過後，列入下一版報告。",
    "The accepted reduction plan holds no target of 2026, 2030 or 2050, so contributions and the "
    "pledged path are left out; they come with the next edition once a newer plan is accepted.",
)
NO_PLEDGE: Final = Text(
    "計畫中之目標資料不足以換算為公噸，因此不列減量貢獻與承諾路徑；原因逐項列於「目標明細」，補正後列入下一版報告。",
    "No target of the plan can be put into tonnes, so contributions and the pledged path are left "
    "out; 'Targets' says why for each of them, and they come with the next edition once amended.",
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """How far one kind of workbook has come in for the year of a report.

    Attributes:
        document: its name.
        due: members that owe one; `handed_in` of them have, `accepted` of those were accepted.
        is_late: whether the day has passed on which it was due.
        state: of the only member, in words.
    """

    document: Text
    due: int
    handed_in: int
    accepted: int
    due_at: datetime | None = None
    is_late: bool = False
    state: Text = _UNKNOWN

    @property
    def why(self) -> Text:
        """Why nothing of it is accepted."""
        if not self.handed_in:
            return _NOT_ONE.format(due=self.due)
        return _IN_REVIEW.format(due=self.due, count=self.handed_in)

    @property
    def nobody(self) -> Text:
        """That nobody has handed it in, in place of a list of everybody."""
        return _NOBODY.format(document=self.document, due=self.due, day=self.day)

    @property
    def when(self) -> Text:
        """When it comes."""
        if self.due_at is None or self.handed_in == self.due:
            return _REVIEWED
        return (_LATE if self.is_late else _DUE).format(day=self.day)

    @property
    def day(self) -> str:
        """The day on which it is due, in Taipei."""
        return formats.day(self.due_at.astimezone(formats.TAIPEI)) if self.due_at else ""


def no_plans(year: int, plans: Incoming | None) -> Text:
    """That nothing follows from plans."""
    if plans is not None and plans.accepted:
        return _EMPTY_PLANS.format(year=year)
    return _said(_NO_PLANS, year, plans)


def no_inventories(year: int, inventories: Incoming | None) -> Text:
    """That nothing follows from inventories of the year."""
    return _said(_NO_INVENTORIES, year, inventories)


def _said(sentence: Text, year: int, of: Incoming | None) -> Text:
    why, when = (_UNKNOWN, _REVIEWED) if of is None else (of.why, of.when)
    return sentence.format(year=year, why=why, when=when)


def own_plan(year: int, plan: Incoming | None) -> Text:
    """That a member's statement has nothing that follows from its plan."""
    if plan is not None and plan.accepted:
        return NO_TARGET
    return _own(_NO_OWN_PLAN, year, plan)


def own_inventory(year: int, state: Text, inventory: Incoming | None) -> Text:
    """That a member's statement has no emissions of the year; `state` is how far they are."""
    when = _REVIEWED if inventory is None else inventory.when
    return _NO_OWN_INVENTORY.format(year=year, state=state, when=when)


def _own(sentence: Text, year: int, of: Incoming | None) -> Text:
    if of is None:
        return sentence.format(year=year, state=_UNKNOWN, when=_REVIEWED)
    return sentence.format(year=year, state=of.state, when=of.when)


def no_delivery(year: int, plans: Incoming | None) -> Text:
    """That the carbon budget has nothing of the Alliance's plans beside it."""
    if plans is not None and plans.accepted:
        return _NO_DELIVERY.format(
            year=year, why=_SOME.format(count=plans.accepted), when=_REVIEWED
        )
    return _said(_NO_DELIVERY, year, plans)
