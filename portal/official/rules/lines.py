"""Rows: that each source stands in every table, in the same row, on the form of one site."""

from collections.abc import Iterator
from typing import Final

from portal.language import Text
from portal.official.joining import Official
from portal.official.reading import year_of
from portal.official.rules.book import ERROR, FORM, RULES, WARNING, cases, hit
from portal.workbook.findings import Hit

_CODE_DIGITS: Final = {"equipment_code": 4, "material_code": 6}
_SITES_APART: Final = ("、", "，", ",", ";", "；", "/", "\n")


@RULES.rule(
    "OFF-001",
    ERROR,
    title=Text("表四或表五沒有這個排放源", "A source is missing in table 4 or 5"),
    message=Text(
        "「{source}」列在表三，{where}卻沒有對應的列。",
        "{source} is listed in table 3, but has no row in {where}.",
    ),
    why=Text(
        "本平台以製程、設備、原燃物料及排放型式對應各表，缺列就沒有排放量。",
        "Tables are joined by process, equipment, material and type; a missing row has no figure.",
    ),
    fix=Text(
        "請於{where}補上這個排放源，並恢復自表三帶入的公式。",
        "Add the source to {where}, and restore the formulas that take it from table 3.",
    ),
    source=FORM,
)
def sources_are_in_every_table(official: Official) -> Iterator[Hit]:
    """A row of 表三 without its row in 表四 or 表五."""
    names = {"t4": Text("表四", "table 4"), "t5": Text("表五", "table 5")}
    for case in cases(official):
        rows = {"t4": case.source.activity, "t5": case.source.quantity}
        for key, row in rows.items():
            if row is None and case.form.reading.table(key):
                yield hit(case.place("t3", "process"), source=case.name, where=names[key])


@RULES.rule(
    "OFF-002",
    ERROR,
    title=Text("表四或表五有表三未列的排放源", "Table 4 or 5 has a source that table 3 lacks"),
    message=Text(
        "「{source}」不在表三的排放源之中，未計入。",
        "{source} is not among the sources of table 3 and was not counted.",
    ),
    why=Text(
        "未經鑑別的排放源無法判定範疇與排放型式。",
        "A source that was never identified has neither scope nor type.",
    ),
    fix=Text("請於表三補列，或刪除這一列。", "List it in table 3, or delete the row."),
    source=FORM,
)
def every_row_has_its_source(official: Official) -> Iterator[Hit]:
    """A row of 表四 or 表五 whose source 表三 does not list."""
    for form in official.forms:
        for row in form.orphans if form.sources else ():
            name = " ".join(filter(None, row.key))
            yield hit(form.reading.place(row.SHEET, row.at, "process"), found=name, source=name)


@RULES.rule(
    "OFF-003",
    ERROR,
    title=Text("三張表的列次不一致", "The rows of the tables do not line up"),
    message=Text(
        "「{source}」在表三為第 {found} 列，在{where}為第 {expected} 列。",
        "{source} stands in row {found} of table 3 but in row {expected} of {where}.",
    ),
    why=Text(
        "官方表單依列次帶入數值，列次錯開時會以其他排放源的數據計算，且不會提示。",
        "The form takes figures by row number, and silently computes with another source's.",
    ),
    fix=Text(
        "請勿單獨排序或插入列；將三張表調整為相同列次後重新計算。",
        "Do not sort or insert rows in one table only; line the tables up and compute again.",
    ),
    source=FORM,
)
def tables_line_up(official: Official) -> Iterator[Hit]:
    """A source that stands in different rows of 表三, 表四 and 表五."""
    for case in cases(official):
        listed = case.source.listed.at
        rows = (("t4", case.source.activity), ("t5", case.source.quantity))
        for key, row in rows:
            if row is not None and row.at != listed:
                where = Text("表四", "table 4") if key == "t4" else Text("表五", "table 5")
                place = case.place(key, "process")
                yield hit(
                    place, found=str(listed), expected=str(row.at), source=case.name, where=where
                )


@RULES.rule(
    "OFF-014",
    ERROR,
    title=Text("各份表單的年度不同", "The forms are of different years"),
    message=Text(
        "這份表單的盤查年度為 {found}，其他表單為 {expected}。",
        "This form is about {found}, the others are about {expected}.",
    ),
    why=Text(
        "同一公司各廠區須以同一年度合併為一份清冊。",
        "The sites of one company make one inventory of one year.",
    ),
    fix=Text("請改用同一年度的表單。", "Use the forms of one year."),
    source=FORM,
)
def forms_are_of_one_year(official: Official) -> Iterator[Hit]:
    """A file of another year than the first one."""
    years = [year_of(form.firm.year) if form.firm else None for form in official.forms]
    for form, year in zip(official.forms, years, strict=True):
        if year is not None and years[0] is not None and year != years[0]:
            place = form.reading.place("t1", 0, "year")
            yield hit(place, found=str(year), expected=str(years[0]))


@RULES.rule(
    "OFF-011",
    WARNING,
    title=Text("代碼開頭的 0 遺失", "Leading zeros of a code got lost"),
    message=Text(
        "表十一的代碼「{found}」應為「{expected}」。",
        "The code “{found}” in table 11 should read “{expected}”.",
    ),
    why=Text(
        "儲存格為數值格式時，代碼開頭的 0 會消失，無法對應設備與原燃物料。",
        "In a cell of numbers the zeros in front vanish, and the code no longer matches.",
    ),
    fix=Text("請將儲存格改為文字格式後重新輸入。", "Make the cell text, and enter the code again."),
    source=f"{FORM}: example, table 11",
    writes_expected=True,
)
def codes_keep_their_zeros(official: Official) -> Iterator[Hit]:
    """A code of 表十一 that is shorter than its kind."""
    for form in official.forms:
        for row in form.tests:
            for column, digits in _CODE_DIGITS.items():
                code: str | None = getattr(row, column)
                if code and code.isascii() and code.isdecimal() and len(code) < digits:
                    place = form.reading.place("t11", row.at, column)
                    yield hit(place, found=code, expected=code.zfill(digits))


@RULES.rule(
    "OFF-013",
    ERROR,
    title=Text("一份表單應為一個管制編號", "One form is for one control number"),
    message=Text(
        "表一管制編號為「{found}」；每份表單應填一個管制編號。",
        "The control number in table 1 reads “{found}”; each form is for exactly one.",
    ),
    why=Text(
        "本平台以管制編號辨識廠區與所屬公司。",
        "The portal tells the site and its company by the control number.",
    ),
    fix=Text(
        "請每一管制編號各用一份表單，並填於表一。",
        "Use one form for each control number, and enter it in table 1.",
    ),
    source=f"{FORM}: note 2",
)
def there_is_one_control_number(official: Official) -> Iterator[Hit]:
    """表一 without a control number, or with several."""
    for form in official.forms:
        number = form.site or ""
        if form.firm and (not number or any(sign in number for sign in _SITES_APART)):
            place = form.reading.place("t1", 0, "control_number")
            yield hit(place, found=number or "—")
