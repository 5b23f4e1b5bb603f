"""The table of members: its columns, its order and its filter, all in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from portal.aggregation.standing import Asked, Sort
from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.reports.formats import Unit
from portal.reports.rows import MemberRow
from portal.reports.values import Form, absent, written
from portal.submissions.states import State

# Members on a page of the alliance and of a group: today all of them, with some room.
PAGE: Final = 110
GROUP_PAGE: Final = 35
_LONGEST_PAGE: Final = 5
_NEAR: Final = 2030

Value = str | Amount


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it reads from a member, and how it is written.

    Attributes:
        name: in the address and in downloads.
        form: of a number; None for words.
    """

    name: str
    title: Text
    read: Callable[[MemberRow, Language], Value]
    form: Form | None = None


def _words(read: Callable[[MemberRow], Text]) -> Callable[[MemberRow, Language], Value]:
    return lambda row, language: read(row)[language]


def _amount(read: Callable[[MemberRow], Amount]) -> Callable[[MemberRow, Language], Value]:
    return lambda row, _: read(row)


COLUMNS: Final = (
    Column("code", Text("代碼", "Code"), lambda row, _: row.code),
    Column("name", Text("成員", "Member"), _words(lambda row: row.name)),
    Column("group", Text("組別", "Group"), _words(lambda row: row.group.label)),
    Column("state", Text("盤查清冊", "Inventory"), _words(lambda row: row.state)),
    Column(
        "emissions", Text("排放量", "Emissions"), _amount(lambda row: row.emissions), Form.TONNES
    ),
    Column("change", Text("較去年", "Change"), _amount(lambda row: row.change), Form.CHANGE),
    Column(
        "base", Text("基準年", "Base year"), _amount(lambda row: row.base_year(_NEAR)), Form.YEAR
    ),
    Column(
        "target",
        Text("2030 目標", "2030 target"),
        _amount(lambda row: row.target(_NEAR)),
        Form.SHARE,
    ),
    Column("cut", Text("貢獻", "Contribution"), _amount(lambda row: row.cut(_NEAR)), Form.TONNES),
    Column(
        "progress",
        Text("達成進度", "Progress"),
        _amount(lambda row: row.progress(_NEAR)),
        Form.SHARE,
    ),
    Column(
        "plan",
        Text("計畫涵蓋", "Plan coverage"),
        _amount(lambda row: row.plan_coverage),
        Form.SHARE,
    ),
)
BY_NAME: Final[Mapping[str, Column]] = {column.name: column for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked of the table."""

    sort: str = "emissions"
    down: bool = True
    words: str = ""
    group: Group | None = None
    target: str = ""
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wish":
        """The wish of an address; what makes no sense there is left aside."""
        sort = asked.get("sort", "")
        number = asked.get("page", "")
        group = asked.get("group", "")
        return cls(
            sort if sort in BY_NAME else "emissions",
            asked.get("order", "down" if sort not in BY_NAME else "up") == "down",
            asked.get("q", "").replace("\0", "").strip()[:80],
            Group(group) if group in set(Group) else None,
            asked.get("target", "") if asked.get("target") in ("yes", "no") else "",
            max(1, int(number)) if _is_page(number) else 1,
        )

    def query(self) -> str:
        """The wish as the end of an address."""
        found = {
            "q": self.words,
            "group": self.group.value if self.group else "",
            "target": self.target,
            "sort": self.sort,
            "order": "down" if self.down else "up",
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in found.items() if value})

    def sorted_by(self, name: str) -> "Wish":
        """The wish with another order: numbers fall first, words rise first."""
        if name == self.sort:
            return replace(self, down=not self.down, page=1)
        return replace(self, sort=name, down=BY_NAME[name].form is not None, page=1)

    def turned(self, page: int) -> "Wish":
        """The wish for another page."""
        return replace(self, page=page)

    @property
    def is_filtered(self) -> bool:
        """Whether some members are left aside."""
        return bool(self.words or self.group or self.target)


def _is_page(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < _LONGEST_PAGE


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is shown, with the reason where there is no number."""

    text: str
    reason: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One member in the table."""

    row: MemberRow
    state: str
    emissions: Cell
    change: Cell
    base: Cell
    target: Cell
    cut: Cell
    progress: Amount
    progress_cell: Cell
    plan: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """The members that fit the wish, one page of them."""

    wish: Wish
    lines: tuple[Line, ...]
    shown: int
    total: int
    pages: int


def asked(
    wish: Wish, groups: frozenset[Group], language: Language, states: Mapping[State, Text]
) -> Asked:
    """The wish as the members of a year are asked for.

    Args:
        groups: whose members the reader may see on the page.
        states: words for the state of an inventory.
    """
    return Asked(
        groups & {wish.group} if wish.group else groups,
        language,
        states,
        wish.words,
        {"yes": True, "no": False}.get(wish.target),
        Sort(wish.sort),
        wish.down,
    )


def first_of(wish: Wish, shown: int, most: int) -> tuple[int, int]:
    """The place of a page's first member in the list, and how many pages there are."""
    pages = max(1, -(-shown // most))
    return (min(wish.page, pages) - 1) * most, pages


def line(row: MemberRow, unit: Unit, language: Language) -> Line:
    """One member, written."""

    def cell(name: str) -> Cell:
        column = BY_NAME[name]
        value = column.read(row, language)
        if isinstance(value, Missing):
            said = absent(value)[language]
            return Cell(said, _REASONS[value][language] if said == "—" else "")
        if not isinstance(value, Decimal) or column.form is None:
            return Cell(str(value))
        tone = _tone(value) if column.form is Form.CHANGE else ""
        return Cell(written(value, column.form, unit, language), tone=tone)

    return Line(
        row,
        _state_tone(row.state),
        cell("emissions"),
        cell("change"),
        cell("base"),
        cell("target"),
        cell("cut"),
        row.progress(_NEAR),
        cell("progress"),
        cell("plan"),
    )


_REASONS: Final = {
    Missing.NO_DATA: Text("沒有審查通過的資料", "No accepted data"),
    Missing.NO_PLEDGE: Text("沒有這個年度的目標", "No target for that year"),
    Missing.NOT_STATED: Text("成員未填報", "Not stated by the member"),
    Missing.NOT_QUANTIFIED: Text("資料不足以換算公噸", "Not enough to put it into tonnes"),
}


def _tone(value: Decimal) -> str:
    if not value:
        return ""
    return "rise" if value > 0 else "fall"


def _state_tone(state: Text) -> str:
    word = state.en.partition(" v")[0]
    return {
        "Accepted": "good",
        "Returned": "error",
        "Overdue": "error",
        "Under review": "warning",
        "Handed in": "info",
    }.get(word, "none")
