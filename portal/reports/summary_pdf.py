"""The summary of a group or of the alliance as PDF: the answer first, then the evidence."""

from collections.abc import Iterator, Sequence

from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reports import library, summary_charts
from portal.reports.blocks import Card, boxed, cards, chart, opening, space
from portal.reports.coverage_table import coverage_table
from portal.reports.edition import ABSENT, ROUNDING, joined
from portal.reports.emission_table import emission_table
from portal.reports.figure_tables import figure_table, horizon_table
from portal.reports.font import FontNames
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import Head, Known, contents, heading, render
from portal.reports.savings_tables import savings_section
from portal.reports.summary import Section, Summary
from portal.reports.summary_annex import annex, groups_table, published_table, years_table
from portal.reports.summary_headline import headline
from portal.reports.to_come import known_sections, to_come

# Wider than on a page, so that labels are as small as the text of the tables beside them.
_CHART_WIDTH = 720
_NEAR = 2030
_CONTENTS = Text("目次", "Contents")
_READING = Text("閱讀說明", "How to read the figures")
_SUBTITLE = Text(
    "{set}　{roc}　盤查清冊與減量計畫彙整", "{set} · {roc} · inventories and reduction plans"
)
_WHOLE = Text("五組全體成員", "Members of all five groups")
_HISTORY = Text(
    "僅計審查通過之清冊；各年度家數可能不同，未扣除成員間能源交換。",
    "Accepted inventories only; the number of members may differ by year; exchanges not deducted.",
)
_PATH = Text(
    "承諾路徑為成員依其目標之直線，無可量化目標之成員以最新排放量持平；全市為市府公布值，範圍與聯盟不同。",
    "The pledged path follows the members' targets in straight lines; members without one stay at "
    "their latest emissions. City values are as published and have another boundary.",
)
_CITY_PATH = Text(
    "全市為市府公布值，範圍與聯盟不同。",
    "City values are as published and have another boundary.",
)
_GROUP_PATH = Text(
    "承諾路徑為成員依其目標之直線，無可量化目標之成員以最新排放量持平。",
    "The pledged path follows the members' targets in straight lines; members without one stay at "
    "their latest emissions.",
)
_CONTRIBUTION = Text(
    "直條為 T1（簡單加總）；直線標記為 T3（扣除成員間重複計算）。",
    "Bars show T1, the simple sum; the mark shows T3, with overlap between members deducted.",
)
_NO_OVERLAP = Text(
    "直條為 T1（簡單加總）；各組組內無重複計算，T3 等於 T1。",
    "Bars show T1, the simple sum; within the groups nothing counts twice, so T3 is the same.",
)
_LISTED = Text(
    "未計入各項合計之成員，逐項列於「未計入之成員」。",
    "Members that a total does not hold are listed under 'Members not in a total'.",
)


def build(summary: Summary, language: Language, font: FontNames) -> bytes:
    """The summary as PDF, A4, with contents and bookmarks."""
    look = Look(font, language)

    def story(known: Known) -> Sequence[Flowable]:
        if not summary.figures.members:
            return list(_first_page(summary, look))
        return [
            *_first_page(summary, look),
            library.DOCUMENTS.PageBreak(),
            *_second_page(look, known),
            *_evidence(summary, look),
            *savings_section(summary.savings, look),
            *annex(summary, look),
        ]

    head = Head(
        summary.title,
        summary.edition.made_at,
        summary.edition.foot,
        joined(summary.edition.facts(), " · "),
    )
    return render(head, look, story)


def _first_page(summary: Summary, look: Look) -> Iterator[Flowable]:
    subtitle = _SUBTITLE.format(
        set=summary.group.label if summary.group else _WHOLE, roc=summary.roc_year
    )
    yield from opening(look, summary.title, subtitle, summary.edition)
    answers = headline(summary, look.language)
    yield cards(
        look, [Card(one.label, one.value, one.unit, one.notes, one.share) for one in answers]
    )
    yield space(6)
    missing = to_come(summary)
    if missing:
        yield boxed([look(one) for one in missing])
    if any(not isinstance(one.emissions, Missing) for one in summary.history):
        drawn = summary_charts.emissions_chart(
            summary.history, summary.group, summary.unit, look.language, _CHART_WIDTH
        )
        yield chart(look, drawn, _HISTORY)
    # Without pledges the way of a group holds what the bars above it show.
    if summary.has_plans or summary.group is None:
        yield _pathway(summary, look)


def _pathway(summary: Summary, look: Look) -> Flowable:
    drawn = summary_charts.pathway_chart(
        summary.figures.pathway,
        summary.group,
        summary.unit,
        look.language,
        _CHART_WIDTH,
        has_pledges=summary.has_plans,
    )
    if not summary.has_plans:
        return chart(look, drawn, _CITY_PATH)
    return chart(look, drawn, _GROUP_PATH if summary.group else _PATH)


def _second_page(look: Look, known: Known) -> Iterator[Flowable]:
    yield look(_CONTENTS, "section")
    yield contents(look, known)
    yield space(14)
    yield boxed([look(_READING, "strong"), look(ROUNDING), look(ABSENT), look(_LISTED)])


def _evidence(summary: Summary, look: Look) -> Iterator[Flowable]:
    for section in known_sections(summary):
        if section.code == "quality":
            yield from published_table(summary, look)
        yield heading(look, section.title)
        yield from _tables(section, summary, look)


def _tables(section: Section, summary: Summary, look: Look) -> Iterator[Flowable]:
    if section.code == "targets":
        yield from _contributions(summary, look)
        # Read as one: it goes to the next page rather than over two.
        yield library.FLOWABLES.KeepTogether(horizon_table(look, section.items, summary.unit))
        yield from coverage_table(summary, look)
    else:
        yield figure_table(look, section.items, summary.unit)
    if section.code == "emissions":
        yield from years_table(summary, look)
        yield from groups_table(summary, look)
        yield from emission_table(summary, look)


def _contributions(summary: Summary, look: Look) -> Iterator[Flowable]:
    near = [one.horizons[_NEAR] for one in summary.groups]
    if any(not isinstance(one.t1.value, Missing) for one in near):
        has_marks = any(one.t1.value != one.t3.value for one in near)
        yield chart(
            look,
            summary_charts.contribution_chart(
                summary.groups, _NEAR, summary.unit, look.language, _CHART_WIDTH
            ),
            _CONTRIBUTION if has_marks else _NO_OVERLAP,
        )
