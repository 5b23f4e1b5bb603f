"""The members of a summary in a PDF, with the columns in which anything is known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from portal.language import Text
from portal.plans.amounts import Amount, Missing
from portal.reference.groups import Group
from portal.reports.edition import ROUNDING
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import long_heading
from portal.reports.rows import MemberRow
from portal.reports.summary import Summary
from portal.reports.tables import Band, Column, Row, number, table
from portal.reports.values import Form, written

_NEAR: Final = 2030
_NAMES: Final = 42


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table of members, left out where no member has anything in it."""

    heading: Text
    share: float
    form: Form
    read: Callable[[MemberRow], Amount]

    def has_any(self, summary: Summary) -> bool:
        return any(not isinstance(self.read(row), Missing) for row in summary.members)


_EMITTED: Final = (
    _Column(Text("排放量", "Emissions"), 18, Form.TONNES, lambda row: row.emissions),
    _Column(Text("較前一年", "Change"), 13, Form.CHANGE, lambda row: row.change),
)
# Where plans take no room, the scopes have it.
_SCOPES: Final = (
    _Column(Text("範疇一", "Scope 1"), 18, Form.TONNES, lambda row: row.scope(1)),
    _Column(Text("範疇二", "Scope 2"), 18, Form.TONNES, lambda row: row.scope(2)),
)
_PLEDGED: Final = (
    _Column(Text("基準年", "Base year"), 11, Form.YEAR, lambda row: row.base_year(_NEAR)),
    _Column(
        Text("2030 減幅", "2030 cut"),
        15,
        Form.SHARE_1,
        lambda row: _where_it_applies(row.cut_share(_NEAR)),
    ),
    _Column(
        Text("2030 年貢獻", "2030 contribution"), 21, Form.TONNES_A_YEAR, lambda row: row.cut(_NEAR)
    ),
    _Column(
        Text("達成進度", "Progress"),
        14,
        Form.SHARE,
        lambda row: _where_it_applies(row.progress(_NEAR)),
    ),
    _Column(
        Text("措施涵蓋", "Plan"), 14, Form.SHARE, lambda row: _where_it_applies(row.plan_coverage)
    ),
)


def members_table(summary: Summary, look: Look) -> Iterator[Flowable]:
    """Every member with what is known of it, the alliance's by group."""
    wanted = (*_EMITTED, *_PLEDGED) if summary.has_plans else (*_SCOPES, *_EMITTED)
    shown = [one for one in wanted if one.has_any(summary)]
    columns = (
        Column(Text("成員", "Member"), _NAMES),
        Column(Text("狀態", "State"), 17),
        *(number(one.heading, one.share, _unit(one.form, summary)) for one in shown),
    )
    rows: list[Row] = []
    for group in Group:
        found = [row for row in summary.members if row.group is group]
        if found and summary.group is None:
            count = Text(f"{group.label.zh}（{len(found)} 家）", f"{group.label.en} ({len(found)})")
            rows.append(Band(count, group.value))
        rows += [_member_row(row, shown, summary, look) for row in found]
    yield from long_heading(look, Text("成員表", "Members"))
    yield table(look, columns, rows)
    yield look(ROUNDING, "note")


def _unit(form: Form, summary: Summary) -> Text | None:
    return form.unit(summary.unit) if form.is_tonnes else None


def _member_row(
    row: MemberRow, shown: Sequence[_Column], summary: Summary, look: Look
) -> Sequence[Text | str]:
    values = (written(one.read(row), one.form, summary.unit, look.language) for one in shown)
    return (row.name, row.state, *values)


def _where_it_applies(value: Amount) -> Amount:
    """A dash is enough beside a contribution that has the reason in a word."""
    return Missing.NO_DATA if isinstance(value, Missing) else value
