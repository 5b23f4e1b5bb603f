"""The calculators as a document, made from their declarations."""

from collections.abc import Iterator

from portal.calculators.declaration import (
    STANDING_LABELS,
    SYSTEM_LABELS,
    Calculator,
    Input,
    Standing,
    System,
)
from portal.calculators.registry import CALCULATORS, of_system
from portal.calculators.wording import range_words, unit_words
from portal.language import Text


def calculators_document() -> str:
    """Every calculator with inputs, ranges, formulas, refusals, warnings, source and standing."""
    lines = [
        "# 計算工具 Calculators",
        "",
        "本文件由計算工具的宣告產生，請勿手動修改。超出可接受範圍即不計算；超出常見範圍則加註提醒。",
        "",
        "Generated from the declarations by `portal documents`; not edited by hand. Outside the "
        "accepted range nothing is calculated; outside the usual one the result carries a warning.",
        "",
        f"{len(CALCULATORS)} calculators, of which "
        f"{sum(one.standing is Standing.REPRODUCED for one in CALCULATORS)} reproduce a published "
        f"example and {sum(not one.verified for one in CALCULATORS)} are not verified.",
    ]
    for system in System:
        lines += ["", f"## {_both(SYSTEM_LABELS[system])}"]
        for one in of_system(system):
            lines += _calculator(one)
    return "\n".join(lines) + "\n"


def _calculator(one: Calculator) -> Iterator[str]:
    yield from ("", f"### {_both(one.title)}", "")
    yield f"`{one.code}`, version {one.version} ({one.formula_id})"
    yield from ("", f"{one.purpose.zh}  ", one.purpose.en, "")
    yield "| 代號 Key | 輸入 Input | 單位 Unit | 可接受 Accepted | 常見 Usual | 預設 Default |"
    yield "|---|---|---|---|---|---|"
    yield from (_row(each) for each in one.inputs)
    yield ""
    for step, formula in zip(one.steps, one.formulas, strict=True):
        mark = "**" if step.result else ""
        unit = unit_words(step.unit).en
        yield f"- {mark}{_both(step.label)}{mark}{f' ({unit})' if unit else ''}: `{formula}`"
    for check in one.checks:
        kind = "不計算 Refused" if check.refuses else "提醒 Warning"
        yield f"- {kind} (`{check.key}`): {_both(check.says)}"
    yield f"- 驗證 Standing: {_both(STANDING_LABELS[one.standing])}. {_both(one.note)}"
    yield f"- 來源 Source: {one.source}"


def _row(one: Input) -> str:
    cells = (
        f"`{one.key}` {one.symbol}",
        f"{_both(one.label)}{'（選填 optional）' if one.optional else ''}",
        _both(unit_words(one.unit)),
        range_words(one.hard).en if one.hard else "、".join(_both(a.label) for a in one.choices),
        range_words(one.plausible).en if one.plausible else "",
        one.default or "",
    )
    return "| " + " | ".join(cells) + " |"


def _both(text: Text) -> str:
    return text.zh if text.zh == text.en else f"{text.zh} {text.en}"
