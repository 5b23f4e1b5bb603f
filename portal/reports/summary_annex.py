"""The lists behind a summary: groups, published figures, members, members to call, definitions."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from portal.aggregation.figures import GroupFigures
from portal.language import Text
from portal.plans.amounts import Amount
from portal.publication.figure_id import set_of_group
from portal.reports import formats
from portal.reports.definition_table import definition_table
from portal.reports.edition import ROUNDING, edition_named
from portal.reports.left_out import left_out
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.members_table import members_table
from portal.reports.page import heading, long_heading
from portal.reports.plain_text import CELL_LIMIT
from portal.reports.rows import WaitingRow, YearRow
from portal.reports.summary import Summary
from portal.reports.tables import Column, Row, number, table
from portal.reports.to_come import known_sections
from portal.reports.values import Form, written

_NEAR = 2030
_MEMBER = Text("成員", "Member")
_STATE = Text("狀態", "State")
_GROUP = Text("組別", "Group")
_CONTRIBUTION = Text("2030 年貢獻", "2030 contribution")
_TOTAL = Text("合計", "Total")


def annex(summary: Summary, look: Look) -> Iterator[Flowable]:
    """Every list, in the order in which it is asked for."""
    yield from _waiting(summary, look)
    yield from members_table(summary, look)
    yield from _left_out(summary, look)
    yield from _definitions(summary, look)


def years_table(summary: Summary, look: Look) -> Iterator[Flowable]:
    """Accepted emissions of the years, as the chart on the first page draws them."""
    tonnes = Form.TONNES.unit(summary.unit)
    columns = (
        Column(Text("年度", "Year"), 14),
        number(Text("計入／應申報", "Counted / due"), 20, Text("家", "members")),
        number(Text("範疇一", "Scope 1"), 20, tonnes),
        number(Text("範疇二", "Scope 2"), 20, tonnes),
        number(_TOTAL, 20, tonnes),
        number(Text("其中重複", "Of which overlap"), 18, tonnes),
        number(Text("查驗", "Verified"), 15),
        number(Text("最大一家", "Largest"), 15),
    )
    rows: list[Row] = []
    for year in summary.history:
        said = [written(one, Form.TONNES, summary.unit, look.language) for one in year.amounts]
        rows.append((str(year.year), _of_due(year), *said, *_certainty(year, summary, look)))
    if rows:
        yield heading(look, Text("歷年排放量", "Emissions by year"), 1)
        yield table(look, columns, rows)


def _of_due(year: YearRow) -> str:
    if year.coverage is None:
        return formats.number(year.members)
    return f"{year.members:,} / {year.coverage.members:,}"


def _certainty(year: YearRow, summary: Summary, look: Look) -> Sequence[str]:
    """What of the sum is counted twice, is verified, and is the largest member's."""
    beside = year.coverage
    if beside is None:
        return (formats.MISSING,) * 3
    values: tuple[tuple[Amount, Form], ...] = (
        (beside.overlap.tonnes, Form.TONNES),
        (beside.verified_share, Form.SHARE_1),
        (beside.largest_share, Form.SHARE_1),
    )
    return [written(value, form, summary.unit, look.language) for value, form in values]


def groups_table(summary: Summary, look: Look) -> Iterator[Flowable]:
    """The groups side by side, with the alliance under them."""
    if not summary.groups:
        return
    unit = summary.unit
    tonnes, yearly = Form.TONNES.unit(unit), Form.TONNES_A_YEAR.unit(unit)
    of_plans = (
        number(Text("2030 目標", "2030 targets"), 12, Text("家", "members")),
        number(_CONTRIBUTION, 18, yearly),
    )
    columns = (
        Column(_GROUP, 20),
        number(Text("繳交", "Handed in"), 12, Text("家", "members")),
        number(Text("範疇一", "Scope 1"), 16, tonnes),
        number(Text("範疇二", "Scope 2"), 16, tonnes),
        number(Text("排放量", "Emissions"), 16, tonnes),
        number(Text("較前一年", "Change"), 12),
        *(of_plans if summary.has_plans else ()),
    )
    rows = [_group_row(one, summary, look) for one in (*summary.groups, summary.figures)]
    yield heading(look, Text("各組比較", "By group"), 1)
    yield table(look, columns, rows, total=1, has_note=True)
    yield look(ROUNDING, "note")


def _group_row(figures: GroupFigures, summary: Summary, look: Look) -> Row:
    def said(value: Amount, form: Form) -> str:
        return written(value, form, summary.unit, look.language)

    found, near = figures.emissions, figures.horizons[_NEAR]
    targets = f"{near.quantified} / {near.with_target}"
    return (
        figures.group.label if figures.group else _TOTAL,
        f"{figures.submitted} / {figures.members}",
        said(found.scope1.value, Form.TONNES),
        said(found.scope2.value, Form.TONNES),
        said(found.total.value, Form.TONNES),
        said(found.change.value, Form.CHANGE),
        *((targets, said(near.t1.value, Form.TONNES_A_YEAR)) if summary.has_plans else ()),
    )


def published_table(summary: Summary, look: Look) -> Iterator[Flowable]:
    """What the city has published, beside what the portal computes."""
    shown = [row for row in summary.published if summary.has_plans or not row.of_plans]
    if not shown:
        return
    columns = (
        Column(Text("項目", "Item"), 36),
        number(Text("市府公布值", "Published"), 16),
        number(Text("本平台計算值", "Computed"), 16),
        Column(Text("單位", "Unit"), 16),
        Column(Text("公布來源", "Source"), 44),
    )
    rows = [
        (
            row.label,
            formats.number(row.published, row.places),
            written_in(row.computed, row.places, look),
            row.unit,
            row.source,
        )
        for row in shown
    ]
    yield heading(look, Text("與市府公布值對照", "Beside the published figures"))
    yield table(look, columns, rows, has_note=True)
    yield look(
        Text(
            "公布值為市府文件所載，並非本平台計算結果；兩者時點、範圍與基準年可能不同。",
            "Published values are those of the city's documents, not computed here; date, boundary "
            "and base years may differ.",
        ),
        "note",
    )


def written_in(value: Amount, places: int, look: Look) -> str:
    """A value already in its own unit, or the word for what is missing."""
    if isinstance(value, str):
        return written(value, Form.COUNT, formats.Unit.TONNES, look.language)
    return formats.number(value, places)


def _waiting(summary: Summary, look: Look) -> Iterator[Flowable]:
    yield from long_heading(look, Text("尚待聯繫名單", "Members to call"))
    if not summary.waiting:
        yield look(Text("全數成員皆已完成申報。", "Every member has handed in what is due."))
        return
    columns = (
        Column(Text("代碼", "Code"), 12),
        Column(_MEMBER, 38),
        Column(_GROUP, 18),
        Column(Text("文件", "Document"), 28),
        Column(_STATE, 21),
        Column(Text("截止日", "Due"), 16),
        Column(Text("說明", "Note"), 16),
    )
    nobody, listed = split_waiting(summary)
    for one in nobody:
        yield look(one)
    if listed:
        yield table(look, columns, [_waiting_row(row) for row in listed])


def split_waiting(summary: Summary) -> tuple[tuple[Text, ...], tuple[WaitingRow, ...]]:
    """A sentence for each workbook that nobody has handed in, and the members to list."""
    awaited = (summary.inventories, summary.plans)
    nobody = [one for one in awaited if one is not None and one.due and not one.handed_in]
    names = {one.document for one in nobody}
    listed = tuple(row for row in summary.waiting if row.document not in names)
    return tuple(one.nobody for one in nobody), listed


def _waiting_row(row: WaitingRow) -> Row:
    return (
        row.code,
        row.name,
        row.group.label,
        row.document,
        row.state,
        formats.day(row.due_at.astimezone(formats.TAIPEI)) if row.due_at else formats.MISSING,
        row.note,
    )


def _left_out(summary: Summary, look: Look) -> Iterator[Flowable]:
    """Who is not in which total, and why."""
    yield from long_heading(look, Text("未計入之成員與原因", "Members not in a total, and why"))
    missed = list(left_out(summary))
    if not missed:
        yield look(Text("各項合計皆計入全部成員。", "Every total holds every member."))
    for _, found in groupby(missed, key=lambda one: (one.item.label.zh, one.item.horizon)):
        members = list(found)
        item, count = members[0].item, len(members)
        named = Text(f"{item.label.zh}：{count} 家", f"{item.label.en}: {count}")
        if item.horizon is not None:
            named = Text(f"{item.horizon} 年{named.zh}", f"{item.horizon}, {named.en}")
        yield look(named, "cell-strong")
        for reason in dict.fromkeys(one.reason for one in members):
            yield _names(look, reason, [one.name for one in members if one.reason == reason])


def _names(look: Look, reason: Text, names: Sequence[Text]) -> Flowable:
    said = Text(f"{reason.zh}（{len(names)} 家）：", f"{reason.en} ({len(names)}):")
    between = "、" if look.language == "zh" else "; "
    listed = between.join(look.markup(name, CELL_LIMIT) for name in names)
    gap = "" if look.language == "zh" else " "
    return look.marked(f"{look.markup(said)}{gap}{listed}", "list")


def _definitions(summary: Summary, look: Look) -> Iterator[Flowable]:
    used = [item.key for section in known_sections(summary) for item in section.items if item.key]
    edition = edition_named(summary.edition.publication, summary.year)
    yield from definition_table(look, used, edition, set_of_group(summary.group))
