"""Diagnoses, savings and ESCO projects as worksheets: totals, what they add up, quoted totals."""

from collections.abc import Iterator, Sequence
from typing import Final

from portal.language import Text
from portal.reports.excel import Book, Field, Value
from portal.reports.savings import (
    BLOCKS,
    HELD_BACK,
    SHOWN,
    MemberSavings,
    Scope,
    YearOfSavings,
    money_of,
    others_of,
    source_of,
    totals,
)
from portal.reports.values import Form
from portal.savings.city import IAC_IMPLEMENTED, IAC_PAYBACK, IAC_SOURCE
from portal.savings.totals import Counted, Total
from portal.savings.tracing.definitions import TRACED_BY

_TONNES: Final = Form.TONNES_4
_SCOPE: Final = Field(Text("範圍", "Scope"), 20)
_FIGURE: Final = Field(Text("數值", "Figure"), 36)
_LEVEL: Final = Field(Text("層級", "Level"), 20)
_ENERGY: Final = (
    Field(Text("節電（度）", "Electricity (kWh)"), 18, Form.ACTIVITY),
    Field(Text("節能（GJ）", "Energy (GJ)"), 16, Form.ACTIVITY),
    Field(Text("減碳", "Reduction"), 17, _TONNES),
    Field(Text("節省金額（元／年）", "Money saved (NT$/yr)"), 18, Form.ACTIVITY),
)
_OUTCOME: Final = (
    _SCOPE,
    Field(Text("診斷廠區", "Sites diagnosed"), 11, Form.MEMBERS),
    Field(Text("診斷發現", "Findings"), 11, Form.MEMBERS),
    Field(Text("建議", "Recommendations"), 16, Form.MEMBERS),
    Field(Text("執行率", "Implementation rate"), 14, Form.SHARE_1),
    Field(Text("美國 IAC 執行率", "American IAC rate"), 14, Form.SHARE_1),
    Field(Text("回收年限（年）", "Payback (years)"), 12, Form.ACTIVITY),
    Field(Text("美國 IAC 回收年限", "American IAC payback"), 14, Form.ACTIVITY),
    Field(Text("比較值來源", "Source of the comparison"), 70),
    Field(
        Text(
            "數值代號（溯源用；sites 可換為 findings、rate、payback）",
            "Figure id, to trace it (findings, rate or payback in the place of sites)",
        ),
        36,
    ),
)
_TOTALS: Final = (
    _SCOPE,
    _FIGURE,
    _LEVEL,
    Field(Text("項數", "Items"), 9, Form.MEMBERS),
    Field(Text("廠區數", "Sites"), 9, Form.MEMBERS),
    *_ENERGY,
    Field(Text("無係數項數", "Without factor"), 11, Form.MEMBERS),
    Field(Text("重疊扣除（度）", "Overlap removed (kWh)"), 18, Form.ACTIVITY),
    Field(TRACED_BY, 44),
)
_STREAM: Final = (
    Field(Text("節能項目", "Stream"), 16),
    Field(Text("改善項目", "Change"), 34),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("成員", "Member"), 28),
    Field(Text("組別", "Group"), 14),
    Field(Text("管制編號", "Control number"), 13),
    Field(Text("系統", "System"), 20),
)
_CLAIM: Final = (
    Field(Text("計入來源", "Counted source"), 28),
    Field(Text("已連結、不計", "Linked, not counted"), 34),
    Field(Text("完工啟用", "Commissioned"), 13),
)
_QUOTES: Final = (
    Field(Text("公布項目（引用，不計入）", "Published (quoted, not counted)"), 40),
    Field(Text("來源", "Source"), 60),
    Field(Text("廠區數", "Sites"), 9, Form.MEMBERS),
    Field(Text("節電（度）", "Electricity (kWh)"), 18, Form.ACTIVITY),
    Field(Text("減碳", "Reduction"), 17, _TONNES),
    Field(Text("註記", "Remarks"), 60),
)


def savings_sheets(book: Book, found: YearOfSavings | None) -> None:
    """The sheets of a summary; none where the document was made without them."""
    if found is None:
        return
    outcome = book.sheet(
        Text("診斷成果", "Diagnoses"),
        Text(
            "診斷廠區、發現、建議、執行率與回收年限，並列美國 IAC 計畫；依組與系統",
            "Sites diagnosed, findings, recommendations, implementation rate and payback beside "
            "the American IAC programme; by group and system",
        )
        if found.whole is not None
        else HELD_BACK,
    )
    book.table(outcome, _OUTCOME, [_outcome(one) for one in found.scopes], frozen=1)
    if found.whole is not None:
        _totals_sheet(book, found)
        _streams_sheet(book, found)
    if found.quotes:
        _quotes_sheet(book, found)


def _outcome(scope: Scope) -> Sequence[Value]:
    one = scope.figures
    return (
        scope.label,
        one.sites,
        one.findings,
        totals(one, "advisory")[0].streams,
        one.implementation_rate,
        IAC_IMPLEMENTED,
        one.payback,
        IAC_PAYBACK,
        IAC_SOURCE,
        f"{scope.at}/advisory/sites",
    )


def _totals_sheet(book: Book, found: YearOfSavings) -> None:
    about = Text(
        "診斷、ESCO 與當年度節約之合計，各層級並列不相加；依組與系統",
        "Totals of diagnoses, ESCO projects and savings within the year, by level (never added "
        "to each other), group and system",
    )
    rows = [
        (scope.label, title, *_total(one), f"{scope.at}/{block}/{one.level.value}/kwh")
        for scope in found.scopes
        for block, title in BLOCKS.items()
        for one in totals(scope.figures, block)
    ]
    book.table(book.sheet(Text("節能成效", "Savings"), about), _TOTALS, rows, frozen=1)


def _total(one: Total) -> Sequence[Value]:
    amounts = one.electricity, one.gigajoules, one.tonnes, money_of(one)
    counts = one.streams, one.sites
    return (one.level.label, *counts, *amounts, one.without_factor, one.removed)


def _streams_sheet(book: Book, found: YearOfSavings) -> None:
    about = Text(
        "每一合計所計入之節能項目：成員、廠區、來源文件與數量，逐列相加即為合計",
        "What each total adds up: member, site, source and quantities of every stream; the rows "
        "of a figure and level add up to it",
    )
    fields = (_FIGURE, _LEVEL, *_STREAM, *_CLAIM, *_ENERGY)
    rows = [
        (title, one.level.label, *_stream(one), *_claim(one), *_amounts(one))
        for title, one in _counted(found)
    ]
    sheet = book.sheet(Text("節能明細", "Savings by stream"), about)
    book.table(sheet, fields, rows, frozen=2)


def _counted(found: YearOfSavings) -> Iterator[tuple[Text, Counted]]:
    for block, title in BLOCKS.items():
        levels = (found.counted or {}).get(block, {})
        for level in SHOWN[block]:
            for one in levels.get(level, ()):
                yield title, one


def _stream(one: Counted) -> Sequence[Value]:
    place = one.claim.place
    return (
        one.stream.key,
        one.claim.title,
        place.company_code,
        place.company_name,
        place.group.label,
        place.site_number,
        one.claim.system.label,
    )


def _claim(one: Counted) -> Sequence[Value]:
    day = one.stream.commissioned_on
    return source_of(one.claim), others_of(one), None if day is None else day.isoformat()


def _amounts(one: Counted) -> Sequence[Value]:
    return one.electricity, one.gigajoules, one.tonnes, one.money


def _quotes_sheet(book: Book, found: YearOfSavings) -> None:
    about = Text(
        "市府或他人公布之數值及其來源；引用對照，不計入任何合計",
        "Totals that the city or others published, with their source; quoted, in no total",
    )
    rows = [
        (one.title, one.source, one.sites, one.electricity, one.tonnes, _remarks(one.doubts))
        for one in found.quotes
    ]
    book.table(book.sheet(Text("引用公布值", "Quoted totals"), about), _QUOTES, rows)


def _remarks(doubts: Sequence[Text]) -> Text:
    return Text(" ".join(one.zh for one in doubts), " ".join(one.en for one in doubts))


def member_sheets(book: Book, found: MemberSavings | None) -> None:
    """The sheets of a member's statement: its totals of the year, and all of its streams."""
    if found is None:
        return
    if found.figures is not None:
        about = Text(
            "本年度診斷、ESCO 與節約之合計，各層級並列不相加",
            "Totals of diagnoses, ESCO projects and savings of the year by level, never added",
        )
        rows = [
            (title, *_total(one), f"{found.at}/{block}/{one.level.value}/kwh")
            for block, title in BLOCKS.items()
            for one in totals(found.figures, block)
        ]
        book.table(book.sheet(Text("節能成效", "Savings"), about), _TOTALS[1:], rows)
    about = Text(
        "歷年診斷建議、契約措施與量測之節能項目，各列於其最高層級",
        "Recommendations, contract measures and measured savings of all years, each at its level",
    )
    fields = (_LEVEL, *_STREAM, *_CLAIM, *_ENERGY)
    streams = [
        (one.level.label, *_stream(one), *_claim(one), *_amounts(one)) for one in found.streams
    ]
    book.table(book.sheet(Text("節能項目", "Streams"), about), fields, streams, frozen=2)
