"""Recommendations in a diagnosis report: two classes, money, derivation, priorities."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final

from portal.advisory.effects import per_unit, tonnes
from portal.advisory.interaction import Together
from portal.calculators.registry import BY_CODE
from portal.calculators.runs import Run
from portal.calculators.wording import shown, unit_words
from portal.language import Text
from portal.reports import formats, library
from portal.reports.blocks import facts, space
from portal.reports.diagnosis import (
    DiagnosisReport,
    Item,
    effort,
    is_large,
    together,
)
from portal.reports.library import Flowable
from portal.reports.look import Look
from portal.reports.page import heading, long_heading
from portal.reports.photos import grid
from portal.reports.tables import Band, Column, Row, number, table

# Enough for a heading, the text and the first facts.
_ROOM: Final = 190
_NT: Final = Text("元", "NT$")
_NT_A_YEAR: Final = Text("元／年", "NT$/yr")
CLASSES: Final = (
    (True, Text("第一類　操作改善（免投資）", "Class 1: operational, no investment")),
    (False, Text("第二類　設備汰換（需投資）", "Class 2: replacement, with investment")),
)
_EFFORTS: Final = (
    Text("免投資", "No cost"),
    Text("三年內回收", "Paid back within 3 years"),
    Text("三年以上", "Later, or unknown"),
)


def advice(report: DiagnosisReport, found: Sequence[Item], look: Look) -> Iterator[Flowable]:
    """The recommendations at a glance, then each with all that it rests on."""
    if not found:
        return
    yield from long_heading(look, Text("改善建議", "Recommendations"))
    yield table(look, _AT_A_GLANCE, _glance(found))
    for one in found:
        yield from _one(one, look)
        yield from _evidence(report, one, look)
    yield from _interaction(report, found, look)


_AT_A_GLANCE: Final = (
    Column(Text("編號", "No."), 7),
    Column(Text("建議", "Recommendation"), 44),
    Column(Text("狀態", "State"), 15),
    number(Text("年節省", "Saves"), 16, _NT_A_YEAR),
    number(Text("淨投資", "Outlay"), 16, _NT),
    number(Text("回收", "Payback"), 10, Text("年", "years")),
    number(Text("淨現值", "NPV"), 17, _NT),
    number(Text("報酬率", "IRR"), 11, Text("%", "%")),
)


def _glance(found: Sequence[Item]) -> list[Row]:
    rows: list[Row] = []
    for is_operational, title in CLASSES:
        of_class = [one for one in found if one.is_operational is is_operational]
        if of_class:
            rows.append(Band(title))
            rows += [_line(one) for one in of_class]
    return rows


def _line(one: Item) -> tuple[Text | str, ...]:
    return (
        f"#{one.row.number}",
        one.row.advice.title,
        one.row.state.label,
        formats.number(one.yearly),
        formats.number(one.row.economics.outlay),
        formats.number(one.payback, 1),
        formats.number(one.npv),
        formats.number(one.irr, 1),
    )


def _one(one: Item, look: Look) -> Iterator[Flowable]:
    title = f"#{one.row.number} {one.row.advice.title}"
    yield library.DOCUMENTS.CondPageBreak(_ROOM)
    yield heading(look, Text(title, title), 1)
    yield look(one.row.advice.text)
    yield facts(look, [(name, look(said, "cell")) for name, said in _facts(one)])
    for run in (*one.derivation, *one.money):
        yield space(6)
        yield from derivation(look, run)


def _evidence(report: DiagnosisReport, one: Item, look: Look) -> Iterator[Flowable]:
    """The photos that the member gave of what was done."""
    shots = [each for each in report.photos if each.advice_id == one.row.id]
    if shots:
        yield look(Text("實施佐證照片", "Photos of what was done"), "part")
        yield from grid(look, shots)


def _facts(one: Item) -> Iterator[tuple[Text, Text | str]]:
    content, worth = one.row.advice, one.row.economics
    yield Text("類別", "Class"), content.measure_class.label
    for saved in one.row.savings:
        yield (
            Text(f"年節省{saved.carrier.label.zh}", f"{saved.carrier.label.en} saved"),
            _saved(one, saved.carrier),
        )
    yield Text("年節省金額", "Money saved"), _money(one.yearly, "／年", "/yr")
    yield Text("投資額", "Cost"), _cost(one)
    yield Text("補助", "Subsidy"), _money(worth.subsidy)
    yield Text("簡單回收年限", "Simple payback"), _years(one)
    if one.npv is not None:
        yield (
            Text(
                f"淨現值（折現率 {one.row.worth.rate} %）",
                f"Present value at {one.row.worth.rate} %",
            ),
            _money(one.npv),
        )
        yield Text("折現率之依據", "Why this rate"), one.row.worth.rate_source
    if one.irr is not None:
        yield Text("內部報酬率", "Internal rate"), f"{formats.number(one.irr, 1)} %"
    if worth.life_years is not None:
        yield Text("使用年限", "Life"), _life(worth.life_years)
    yield Text("優先順序／信心", "Priority, confidence"), _levels(one)
    if content.explanation:
        yield Text("團隊說明", "The team explains"), content.explanation


def _saved(one: Item, carrier: object) -> Text:
    saved = next(each for each in one.row.savings if each.carrier is carrier)
    amount = formats.amount(saved.quantity, saved.carrier.unit)
    source = per_unit(saved.carrier, one.year).source
    weight = tonnes(saved, one.year)
    if weight is None:
        return Text(f"{amount.zh}（{source.zh}）", f"{amount.en} ({source.en})")
    mass = formats.number(weight, 1)
    peak = "" if saved.peak_kw is None else f"{formats.number(saved.peak_kw, 1)} kW"
    return Text(
        f"{amount.zh}，減碳 {mass} 公噸 CO₂e（{source.zh}）"
        + (f"；降低尖峰約 {peak}" if peak else ""),
        f"{amount.en}, {mass} t CO₂e ({source.en})"
        + (f"; about {peak} off the peak" if peak else ""),
    )


def _money(value: Decimal | None, zh: str = "", en: str = "") -> Text:
    said = formats.number(value)
    return Text(f"{said} 元{zh}", f"NT$ {said}{en}")


def _cost(one: Item) -> Text:
    content = one.row.advice
    parts = (
        (Text("設計", "engineering"), content.capex_engineering),
        (Text("設備材料", "material"), content.capex_material),
        (Text("施工", "labour"), content.capex_labour),
        (Text("其他", "other"), content.capex_other),
    )
    paid = [(name, formats.number(value)) for name, value in parts if value]
    if not paid:
        return Text("免投資", "None")
    whole = formats.number(content.capex)
    return Text(
        f"{whole} 元（" + "、".join(f"{name.zh} {value}" for name, value in paid) + "）",
        f"NT$ {whole} (" + ", ".join(f"{name.en} {value}" for name, value in paid) + ")",
    )


def _years(one: Item) -> Text:
    if one.is_free:
        return Text("免投資，立即受益", "No cost, at once")
    said = formats.number(one.payback, 1)
    return Text(f"{said} 年", f"{said} years")


def _life(years: Decimal) -> Text:
    said = formats.number(years)
    return Text(f"{said} 年", f"{said} years")


def _levels(one: Item) -> Text:
    first, second = one.row.advice.priority.label, one.row.advice.confidence.label
    return Text(f"{first.zh}／{second.zh}", f"{first.en} / {second.en}")


def derivation(look: Look, run: Run) -> Iterator[Flowable]:
    """A calculator's run, line by line: formula, numbers put in, result; then its warnings."""
    known = BY_CODE.get(run.code)
    title = known.title if known else Text(run.code, run.code)
    columns = (
        Column(Text("計算", "Step"), 22),
        Column(Text("公式", "Formula"), 34),
        Column(Text("代入", "With numbers"), 40),
        number(Text("結果", "Result"), 24),
    )
    rows: list[Row] = [Band(_calculated(title, run))]
    rows += [
        (one.label, one.formula, shortened(one.filled), _result(look, one.value, one.unit))
        for one in run.lines
    ]
    yield table(look, columns, rows)
    for warning in run.warnings:
        yield look(warning.text, "note")


def shortened(filled: str) -> str:
    """The same numbers one after the other said once, with how often: 117,000 ×5."""
    parts = filled.replace("[", "[, ").replace("]", ", ]").split(", ")
    several = [(each, len(list(same))) for each, same in groupby(parts)]
    said = ", ".join(each if times == 1 else f"{each} ×{times}" for each, times in several)
    return said.replace("[, ", "[").replace(", ]", "]")


def _calculated(title: Text, run: Run) -> Text:
    return Text(
        f"計算：{title.zh}（{run.formula_id}）", f"Calculation: {title.en} ({run.formula_id})"
    )


def _result(look: Look, value: Decimal, unit: str) -> str:
    return f"{shown(value)} {look.words(unit_words(unit))}".strip()


def _interaction(report: DiagnosisReport, found: Sequence[Item], look: Look) -> Iterator[Flowable]:
    groups = together(found)
    if not groups:
        return
    yield heading(look, Text("相互影響", "Interaction"), 1)
    for name, members in groups.items():
        numbers = "、".join(f"#{one.row.number}" for one in members)
        plain = ", ".join(f"#{one.row.number}" for one in members)
        yield look(
            Text(
                f"群組 {name}：{numbers} 作用於同一用途。先做免投資者，再依其後之用量重估設備汰換；"
                "一起執行之節省量小於各項相加。",
                f"Group {name}: {plain} act on the same use. Begin with what costs nothing and "
                "size the replacement anew after it; together they save less than their sum.",
            )
        )
    for whole in report.case.together:
        if whole.removed:
            yield look(_net(whole))


def _net(whole: Together) -> Text:
    name = whole.carrier.label
    simple, removed, net = (
        formats.amount(one, whole.carrier.unit) for one in (whole.simple, whole.removed, whole.net)
    )
    return Text(
        f"{name.zh}：仍有效之建議相加 {simple.zh}，扣除相互影響 {removed.zh}，淨節省 {net.zh}。",
        f"{name.en}: what still stands adds up to {simple.en}; interaction takes {removed.en} of "
        f"it, leaving {net.en}.",
    )


def priorities(found: Sequence[Item], look: Look) -> Iterator[Flowable]:
    """A grid of effort and effect with the numbers of the recommendations in it."""
    if not found:
        return
    columns = (
        Column(Text("效益＼投入", "Effect / effort"), 22),
        *(Column(each, 30) for each in _EFFORTS),
    )
    rows: list[Row] = [
        (name, *(_cell(found, large, place) for place in range(len(_EFFORTS))))
        for name, large in (
            (Text("效益較高（金額達平均以上）", "Large (money at or above the mean)"), True),
            (Text("效益一般", "Ordinary"), False),
        )
    ]
    yield from long_heading(look, Text("優先順序", "Priorities"))
    yield table(look, columns, rows)
    yield look(
        Text(
            "由左上往右下執行：左上先做，右下併入歲修或設備汰換計畫。",
            "Work from the upper left to the lower right; the last ones go with an overhaul.",
        ),
        "note",
    )


def _cell(found: Sequence[Item], large: bool, place: int) -> str:
    those = [one for one in found if is_large(one, found) is large and effort(one) == place]
    return "；".join(f"#{one.row.number} {one.row.advice.title}" for one in those) or "—"
