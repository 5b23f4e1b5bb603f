"""Rules, data dictionary and calculators as documents; `portal documents` writes them.

They are made from the declarations, so that they cannot say anything else; a test compares.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from portal.calculators.documents import calculators_document
from portal.intake.catalogue import CELL_KINDS, Chapter, Entry, chapters, limits_of
from portal.intake.coverage import covered
from portal.intake.kinds import KINDS, WorkbookKind
from portal.language import Text
from portal.workbook.findings import SEVERITY_LABELS
from portal.workbook.rules import Rule
from portal.workbook.sheets import Column, Layout, Sheet

Rules = tuple[Rule[Any], ...]
FOLDER: Final = Path(__file__).resolve().parents[2] / "docs"
_LAYOUTS: Final = {
    Layout.TABLE: Text("逐列填寫", "one row each"),
    Layout.FORM: Text("逐欄填寫", "labelled fields"),
}
COVERED: Final = Text("由其他檢核涵蓋的項目", "Covered by other checks")
_HEADINGS: Final = (
    "代號 Key",
    "欄位 Field",
    "型態 Type",
    "單位 Unit",
    "必填 Required",
    "選項 Answers",
    "說明 Help",
    "版 Since",
)


def rules_document(more: Rules = ()) -> str:
    """Every rule with its reason, its remedy, its limits and where they come from.

    Args:
        more: rules of packages above this one.
    """
    found = chapters(more)
    lines = [
        "# 檢核規則 Checks",
        "",
        "本文件由規則宣告產生，請勿手動修改。錯誤須更正才能送出；警告須說明；提醒不影響送出。",
        "",
        "Generated from the rule books by `portal documents`; not edited by hand. "
        "Errors must be corrected before handing in, warnings ask for an explanation, notes hold "
        "nothing up.",
        "",
        *(
            f"- [{one.title.zh} {one.title.en}](#{one.code.lower()}): {len(one.entries)}"
            for one in found
        ),
    ]
    for chapter in found:
        lines += _chapter(chapter)
    lines += _coverage()
    return "\n".join(lines) + "\n"


def _coverage() -> Iterator[str]:
    """What is asked for and is no rule of its own, with what answers it."""
    yield from ("", '<a id="covered"></a>', "", f"## {_both(COVERED)}", "")
    yield "| 項目 Requirement | 涵蓋者 Covered by | 說明 How |"
    yield "|---|---|---|"
    for one in covered():
        codes = " ".join(f"`{code}`" for code in (*one.codes, *filter(None, [one.kept_by])))
        yield f"| {one.id} | {codes} | {_cell(one.said.zh)}<br>{_cell(one.said.en)} |"


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield ""
    yield f'<a id="{chapter.code.lower()}"></a>'
    yield ""
    yield f"## {_both(chapter.title)}"
    for entry in chapter.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    rule = entry.rule
    said: tuple[tuple[str, Text], ...] = (
        ("訊息 Message", entry.message),
        *((("範例 Example", entry.example),) if entry.example else ()),
        ("為什麼 Why", rule.why),
        ("怎麼處理 What to do", entry.fix),
    )
    yield ""
    yield f"### {rule.code} · {_both(SEVERITY_LABELS[rule.severity])} · {_both(rule.title)}"
    yield ""
    for name, text in said:
        yield f"- **{name}**  "
        yield f"  {_line(text.zh)}  "
        yield f"  {_line(text.en)}"
    for limit in entry.limits:
        where = " ".join(filter(None, (limit.group, limit.year)))
        key = f"`{limit.key}`" + (f" ({where})" if where else "")
        yield f"- **門檻 Limit** {key}: {limit.value:f} {limit.unit} — {limit.source}"
    yield f"- **依據 Source** {_line(rule.source)}"
    yield f"- **適用範本版本 Template versions** {_versions(entry)}"


def _versions(entry: Entry) -> str:
    """The template versions a rule covers."""
    return "、".join(str(one) for one in entry.template_versions) or "—"


def dictionary_document() -> str:
    """Every sheet and column of every workbook."""
    lines = [
        "# 資料字典 Data dictionary",
        "",
        "本文件由工作表宣告產生，請勿手動修改；空白範本、讀檔與檢核皆依同一份宣告。",
        "",
        "Generated from the declarations of the sheets by `portal documents`; the blank template, "
        "the reader and the checks follow from the same declarations.",
    ]
    for kind in KINDS.values():
        lines += _kind(kind)
    return "\n".join(lines) + "\n"


def _kind(kind: WorkbookKind) -> Iterator[str]:
    yield ""
    yield f"## {_both(kind.title)}"
    yield ""
    yield f"`{kind.template.id}`, version {kind.template.version}"
    for sheet in kind.template.sheets:
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield ""
    yield f"### {_both(sheet.title)} (`{sheet.key}`)"
    yield ""
    yield " · ".join(_facts(sheet))
    if sheet.help.zh:
        yield ""
        yield f"{_line(sheet.help.zh)}  "
        yield _line(sheet.help.en)
    yield ""
    yield f"| {' | '.join(_HEADINGS)} |"
    yield "|---" * len(_HEADINGS) + "|"
    for column in sheet.columns:
        yield _column(column)


def _facts(sheet: Sheet) -> Iterator[str]:
    yield _both(_LAYOUTS[sheet.layout])
    yield "必要 required" if sheet.required else "選填 optional"
    if sheet.groups is not None:
        yield "、".join(_both(group.label) for group in sorted(sheet.groups))
    yield f"自第 {sheet.since} 版 since version {sheet.since}"


def _column(column: Column) -> str:
    kind = _both(CELL_KINDS[column.kind])
    limits = limits_of(column)
    cells = (
        f"`{column.key}`",
        f"{column.title.zh}<br>{column.title.en}",
        f"{kind}<br>{limits}" if limits else kind,
        _both(column.unit) if column.unit.zh != column.unit.en else column.unit.zh,
        _required(column),
        "<br>".join(_both(code.label) for code in column.codes.codes) if column.codes else "",
        f"{column.help.zh}<br>{column.help.en}" if column.help.zh else "",
        str(column.since),
    )
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _required(column: Column) -> str:
    if column.locked:
        return "平台填入 by the portal"
    return "必填 yes" if column.required else ""


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}".strip()


def _line(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")


def documents(more: Rules = ()) -> Mapping[str, str]:
    """The documents by file name, with rules of packages above this one when they are given."""
    return {
        "rules.md": rules_document(more),
        "data-dictionary.md": dictionary_document(),
        "calculators.md": calculators_document(),
    }


def write(folder: Path, more: Rules = ()) -> None:
    """Write the documents into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents(more).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit("portal documents: it knows the rules above this package too")
