"""What a check has to say about a workbook, and where in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from portal.language import Text


class Severity(StrEnum):
    """What a finding asks for: a correction, an explanation, or nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_LABELS = {
    Severity.ERROR: Text("錯誤", "Error"),
    Severity.WARNING: Text("警告", "Warning"),
    Severity.INFO: Text("提醒", "Note"),
}


NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as the declarations name it; `Reading.address` turns it into `排放源活動!J14`.

    `row` is 0 on a sheet of labelled fields and for a whole column; `column` is empty for a
    whole row; both are empty for the sheet itself.
    """

    sheet: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that may put a case right when it is written into one cell.

    Attributes:
        value: an amount, a code of the cell's list, or what a person would type.
        is_sure: take it although the rule still finds something afterwards, because another cell
            has to follow.
    """

    place: Place
    value: object
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One case of a rule: the places that show it, and the values its message names.

    `values` fill the places of the rule's message, reason and remedy. `found` and `expected`
    are what the cell holds and what it should hold, as a person would write them. `proposed` are
    corrections to try, the likeliest first.
    """

    places: tuple[Place, ...]
    values: Mapping[str, object] = field(default_factory=dict[str, object])
    found: object = None
    expected: object = None
    proposed: tuple[Proposal, ...] = ()

    def proposing(self, *proposals: Proposal) -> "Hit":
        """The same case with corrections to try."""
        return replace(self, proposed=proposals)


def hit(*places: Place, found: object = None, expected: object = None, **values: object) -> Hit:
    """A `Hit` in one call: the first place is where the fault shows."""
    return Hit(places, values, found, expected)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One row of a worksheet, cut to the cells around the one that shows the fault.

    Attributes:
        row: its number; `letters`, `headings` and `cells` go together, one for each column.
        marked: position of the faulty cell among them.
    """

    row: int
    letters: tuple[str, ...]
    headings: tuple[Text, ...]
    cells: tuple[Text, ...]
    marked: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A correction of one cell, tried by reading and computing the workbook with it.

    Attributes:
        value: what to type into the cell.
        words: the correction as a sentence.
        effect: what it changes in the totals; empty where that was not computed.
    """

    sheet: str
    cell: str
    value: str
    words: Text
    effect: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as the member reads it, with cells as Excel shows them.

    `cells` may hold ranges (`J3:J41`); `count` is the exact number of cases behind it; `heading`
    is that of the column or field in which the fault shows. The first cases of a rule carry an
    `excerpt` of their row.
    """

    code: str
    severity: Severity
    title: Text
    message: Text
    why: Text
    fix: Text
    sheet: str = ""
    cells: tuple[str, ...] = ()
    count: int = 1
    heading: Text = NOTHING
    value: str | None = None
    expected: str | None = None
    excerpt: Excerpt | None = None
    # Sheet, row by its identity and column: the same in another version and another year.
    about: str = ""
    suggestion: Suggestion | None = None

    @property
    def advice(self) -> Text:
        """What to do: the rule's instruction, then the suggested correction with its effect."""
        one = self.suggestion
        if one is None:
            return self.fix
        parts = (self.fix, one.words, one.effect)
        return Text(
            "".join(part.zh for part in parts), " ".join(filter(None, (part.en for part in parts)))
        )
