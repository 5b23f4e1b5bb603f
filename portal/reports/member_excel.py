"""The statement of one member as a workbook."""

from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reports.excel import Book, Field
from portal.reports.figure_sheet import definitions_sheet, figure_sheet, years_sheet
from portal.reports.member import MemberStatement, sections
from portal.reports.row_fields import SOURCE_FIELDS, TARGET_FIELDS, source_values, target_values
from portal.reports.savings_sheets import member_sheets
from portal.reports.values import Form


def build(statement: MemberStatement, language: Language) -> bytes:
    """The statement as .xlsx; quantities in tonnes and unrounded."""
    name = statement.row.name
    title = Text(f"{statement.title.zh}　{name.zh}", f"{statement.title.en}: {name.en}")
    book = Book(title, statement.edition, language)
    of = statement.figure_set
    figure_sheet(book, sections(statement), statement.year, of, statement.to_come())
    years_sheet(book, statement.history)
    if statement.hand_ins:
        _hand_ins(book, statement)
    if statement.targets:
        _targets(book, statement)
    if statement.measures:
        _measures(book, statement)
    member_sheets(book, statement.savings)
    if statement.sources:
        _sources(book, statement)
    definitions_sheet(book, statement.defined, statement.year, of)
    return book.close()


def _targets(book: Book, statement: MemberStatement) -> None:
    about = Text(
        "每一目標之基準、減幅與貢獻，及其來源儲存格",
        "Base, cut and contribution of every target, with its source cell",
    )
    rows = [target_values(one) for one in statement.targets]
    book.table(book.sheet(Text("目標", "Targets"), about), TARGET_FIELDS, rows)


def _sources(book: Book, statement: MemberStatement) -> None:
    about = Text(
        "盤查清冊每一列之活動數據與排放量，及其來源儲存格",
        "Activity and emissions of every inventory row, with its source cell",
    )
    rows = [source_values(one) for one in statement.sources]
    book.table(book.sheet(Text("排放源", "Sources"), about), SOURCE_FIELDS, rows)


def _hand_ins(book: Book, statement: MemberStatement) -> None:
    fields = (
        Field(Text("文件", "Workbook"), 26),
        Field(Text("版次", "Version"), 9, Form.COUNT),
        Field(Text("狀態", "State"), 14),
        Field(Text("送出（台北時間）", "Handed in (Taipei time)"), 20),
        Field(Text("回條編號", "Receipt"), 18),
        Field(Text("警告", "Warnings"), 9, Form.COUNT),
        Field(Text("簽核主管", "Signed by"), 16),
        Field(Text("檔案 SHA-256", "SHA-256 of the file"), 68),
    )
    rows = [
        (
            one.document,
            one.version,
            one.state,
            one.submitted_at,
            one.receipt,
            one.warnings,
            one.signed_by,
            one.sha256,
        )
        for one in statement.hand_ins
    ]
    book.table(
        book.sheet(
            Text("申報紀錄", "Hand-ins"),
            Text(
                "送出之各版次、回條編號與檔案雜湊值",
                "Versions handed in, with receipt and hash of the file",
            ),
        ),
        fields,
        rows,
    )


def _measures(book: Book, statement: MemberStatement) -> None:
    fields = (
        Field(Text("措施編號", "Measure"), 12),
        Field(Text("措施", "Name"), 40),
        Field(Text("類別", "Category"), 20),
        Field(Text("狀態", "Status"), 14),
        Field(Text("開始年", "Start"), 9, Form.YEAR),
        Field(Text("預期減量", "Expected cut"), 20, Form.TONNES_A_YEAR),
        Field(Text("投資額（百萬元）", "Investment (NT$ million)"), 16, Form.MILLIONS),
    )
    rows = [
        (
            one.measure_id,
            one.name,
            one.category,
            one.status,
            Missing.NOT_STATED if one.start_year is None else one.start_year,
            one.expected,
            one.capex,
        )
        for one in statement.measures
    ]
    book.table(
        book.sheet(
            Text("措施", "Measures"),
            Text(
                "減量計畫之措施、預期減量與投資額",
                "Measures of the plan, with expected cut and investment",
            ),
        ),
        fields,
        rows,
    )
