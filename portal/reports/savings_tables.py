"""Diagnoses, savings and ESCO projects as tables of a PDF."""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.language import Text
from portal.reports import formats
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import heading, long_heading
from portal.reports.savings import (
    BLOCKS,
    HELD_BACK,
    LEVELS_APART,
    NOTHING_YET,
    SOME_SITES,
    TITLE,
    TRACED,
    Block,
    MemberSavings,
    Quote,
    YearOfSavings,
    money_of,
    naming,
    source_of,
    totals,
)
from portal.reports.savings_scopes import GJ, KWH, MONEY, SHORT_LEVELS, TONNES, scope_tables
from portal.reports.tables import Column, Remark, Row, number, table
from portal.savings.city import IAC_IMPLEMENTED, IAC_PAYBACK, IAC_SOURCE, CityFigures
from portal.savings.totals import Counted, Total
from portal.savings.vocabulary import Level

_LEVEL: Final = Text("層級", "Level")
_SITES: Final = Text("廠區", "Sites")
_ITEMS: Final = Text("項數", "Items")
_QUOTED: Final = Text("引用市府公布值（不計入）", "Quoted as published, not counted")
TONNE_PLACES: Final = 3
_NONE_OF_IT: Final = Text("本年度沒有此類節能項目。", "There is none of this year.")


def savings_section(found: YearOfSavings | None, look: Look) -> Iterator[Flowable]:
    """The section of a summary; nothing where the document was made without it."""
    if found is None:
        return
    yield from long_heading(look, TITLE)
    if found.whole is None:
        yield look(HELD_BACK)
    elif not found.has_any:
        yield look(NOTHING_YET)
    else:
        yield from _figures(found.whole, found, look)
    yield from _quoted(found.quotes, look)


def _figures(whole: CityFigures, found: YearOfSavings, look: Look) -> Iterator[Flowable]:
    yield _outcome(whole, look)
    yield look(IAC_SOURCE, "note")
    for block, title in BLOCKS.items():
        yield heading(look, title, 1)
        if any(one.streams for one in totals(whole, block)):
            yield levels_table(whole, block, look)
        else:
            yield look(_NONE_OF_IT)
    for note in (LEVELS_APART, found.closing, TRACED, naming(found.everything(whole).at)):
        if note is not None:
            yield look(note, "note")
    yield from scope_tables(found, look)


def _outcome(whole: CityFigures, look: Look) -> Flowable:
    """What was diagnosed, and how much of it was carried out, beside the American programme."""
    columns = (
        Column(Text("診斷", "Diagnoses"), 40),
        number(Text("本年度", "This year"), 18),
        number(Text("美國 IAC 計畫", "American IAC programme"), 22),
        Column(Text("說明", "Note"), 46),
    )
    advised = whole.advisory[Level.IDENTIFIED]
    rows = (
        (Text("診斷廠區（處）", "Sites diagnosed"), formats.number(whole.sites), "", ""),
        (Text("診斷發現（項）", "Findings"), formats.number(whole.findings), "", ""),
        (Text("改善建議（項）", "Recommendations"), formats.number(advised.streams), "", ""),
        (
            Text("執行率", "Implementation rate"),
            formats.percent(whole.implementation_rate, 1),
            formats.percent(IAC_IMPLEMENTED, 1),
            Text(
                "已執行項數／已有結果之建議項數",
                "Implemented over recommendations whose outcome is known",
            ),
        ),
        (
            Text("建議之回收年限（年）", "Payback of recommendations (years)"),
            formats.number(whole.payback, 1),
            formats.number(IAC_PAYBACK, 1),
            Text("淨投資／年節省金額", "Net outlay over yearly saving"),
        ),
    )
    return table(look, columns, rows, has_note=True)


def levels_table(figures: CityFigures, block: Block, look: Look) -> Flowable:
    """One total at each of its levels: energy, tonnes and money of a year."""
    columns = (
        Column(_LEVEL, 30),
        number(_ITEMS, 12),
        number(_SITES, 12),
        number(Text("節電", "Electricity"), 22, KWH),
        number(Text("節能", "Energy"), 18, GJ),
        number(Text("減碳", "Reduction"), 20, TONNES),
        number(Text("節省金額", "Money saved"), 22, MONEY),
    )
    shown = totals(figures, block)
    rows: list[Row] = [(one.level.label, *_amounts(one)) for one in shown]
    lost = [one for one in shown if one.without_factor]
    if lost:
        rows.append(Remark(_without_factor(lost)))
    return table(look, columns, rows)


def _amounts(one: Total) -> tuple[str, ...]:
    return (
        formats.number(one.streams),
        formats.number(one.sites),
        formats.number(one.electricity),
        formats.number(one.gigajoules, 1),
        formats.number(one.tonnes, TONNE_PLACES),
        formats.number(money_of(one)),
    )


def _without_factor(lost: Sequence[Total]) -> Text:
    zh = "、".join(f"{one.level.label.zh} {one.without_factor} 項" for one in lost)
    en = ", ".join(f"{one.level.label.en} {one.without_factor}" for one in lost)
    return Text(f"無排放係數而未計減碳者：{zh}。", f"Without emission factor, not in tonnes: {en}.")


def _quoted(quotes: Sequence[Quote], look: Look) -> Iterator[Flowable]:
    """What the city or others published of the year: beside the computed totals, never in them."""
    if not quotes:
        return
    columns = (
        Column(Text("公布項目與來源", "Published, and where"), 66),
        number(_SITES, 12),
        number(Text("節電", "Electricity"), 22, KWH),
        number(Text("減碳", "Reduction"), 20, TONNES),
        Column(Text("註記", "Remarks"), 40),
    )
    rows = [
        (
            Text(f"{one.title}　{one.source}", f"{one.title}. {one.source}"),
            formats.number(one.sites),
            formats.number(one.electricity),
            formats.number(one.tonnes),
            _remarks(one),
        )
        for one in quotes
    ]
    yield heading(look, _QUOTED, 1)
    yield table(look, columns, rows)


def _remarks(one: Quote) -> Text:
    return Text(" ".join(each.zh for each in one.doubts), " ".join(each.en for each in one.doubts))


def member_section(found: MemberSavings | None, look: Look) -> Iterator[Flowable]:
    """The section of a member's statement; nothing where it has no stream and no diagnosis."""
    if found is None:
        return
    yield from long_heading(look, TITLE)
    if found.figures is None:
        yield look(SOME_SITES, "note")
    else:
        for block, title in BLOCKS.items():
            if any(one.streams for one in totals(found.figures, block)):
                yield heading(look, title, 1)
                yield levels_table(found.figures, block, look)
        yield look(LEVELS_APART, "note")
        yield look(naming(found.at), "note")
    if found.streams:
        yield heading(look, Text("建議與節能項目", "Recommendations and streams"), 1)
        yield table(look, _STREAM_COLUMNS, [_stream(one) for one in found.streams])


_STREAM_COLUMNS: Final = (
    Column(Text("改善項目", "Change"), 42),
    Column(Text("系統", "System"), 22),
    Column(_LEVEL, 22),
    Column(Text("計入來源", "Counted source"), 34),
    number(Text("節電", "Electricity"), 20, Text("度／年", "kWh/yr")),
    number(Text("節能", "Energy"), 15, Text("GJ／年", "GJ/yr")),
    number(Text("減碳", "Reduction"), 17, Text("公噸／年", "t/yr")),
    number(Text("金額", "Money"), 19, MONEY),
)


def _stream(one: Counted) -> Row:
    return (
        one.claim.title,
        one.claim.system.label,
        SHORT_LEVELS[one.level],
        source_of(one.claim),
        formats.number(one.electricity),
        formats.number(one.gigajoules, 1),
        formats.number(one.tonnes, TONNE_PLACES),
        formats.number(one.money),
    )
