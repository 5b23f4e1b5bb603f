"""Years without plans, groups without members, members with nothing accepted: a sentence."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from portal.aggregation.figures import summarise
from portal.aggregation.member_year import PlannedMeasures
from portal.budget.adopted import adopted
from portal.budget.overview import Asked, Beside, assembled
from portal.language import Language, Text
from portal.plans.amounts import Missing
from portal.reference.groups import Group
from portal.reports import council_annex, member_excel, member_pdf, summary_excel, summary_pdf
from portal.reports.council_annex import CouncilAnnex
from portal.reports.font import FontNames
from portal.reports.incoming import Incoming, no_plans
from portal.reports.member import MemberStatement
from portal.reports.rows import MemberRow, WaitingRow
from portal.reports.summary import Summary
from portal.reports.to_come import to_come
from tests.reports import examples
from tests.reports.reading import ReadPdf, read_excel, read_pdf

DUE = datetime(2025, 4, 30, 15, tzinfo=UTC)
PLAN = Text("自主減量計畫", "Reduction plan")
EMPTY = PlannedMeasures(0, Decimal(0), Decimal(0), Decimal(0))


def awaited(due: int = 25, handed_in: int = 0, *, is_late: bool = True) -> Incoming:
    return Incoming(PLAN, due, handed_in, 0, DUE, is_late, Text("未申報", "Nothing yet"))


def without_plan(row: MemberRow) -> MemberRow:
    return replace(row, member=replace(row.member, pledges={}, measures=EMPTY))


def year_without_plans() -> Summary:
    found = examples.alliance_summary(25)
    rows = tuple(without_plan(one) for one in found.members)
    members = [one.member for one in rows]
    waiting = tuple(
        WaitingRow(one.code, one.name, one.group, PLAN, Text("未申報", "Nothing yet"), DUE)
        for one in rows
    )
    return replace(
        found,
        figures=summarise(members, year=found.year),
        members=rows,
        groups=tuple(
            summarise([one for one in members if one.group is group], year=found.year, group=group)
            for group in Group
        ),
        targets=(),
        waiting=(*found.waiting, *waiting),
        published=tuple(replace(one, of_plans=True) for one in found.published),
        plans=awaited(),
    )


YEAR = year_without_plans()


def contents(document: ReadPdf) -> list[str]:
    entries = [one for one in document.reader.outline if not isinstance(one, list)]
    return [str(one.title) for one in entries]


def absent(document: ReadPdf, words: str) -> int:
    """How often a word for what is missing stands outside the notes that explain it."""
    return document.text.replace("「", "").replace("」", "").count(words)


@pytest.mark.parametrize("language", list(Language))
def test_a_year_without_plans_says_so_in_a_sentence(language: Language, names: FontNames) -> None:
    document = read_pdf(summary_pdf.build(YEAR, language, names))

    (sentence,) = to_come(YEAR)
    assert "2025-04-30" in sentence[language]
    assert "".join(sentence[language].split()) in "".join(document.pages[0].split())
    titles = {one.lower() for one in contents(document)}
    for left_out in ("Targets and contributions", "Progress", "Measures", "Expected by 2026"):
        assert left_out.lower() not in titles
    assert "減量目標與貢獻" not in titles
    assert document.text.count("未能量化") <= 1
    assert document.text.count("Not quantified") <= 1
    assert "T1" not in document.text


def test_members_of_whom_nobody_handed_in_are_not_listed_one_by_one(names: FontNames) -> None:
    document = read_pdf(summary_pdf.build(YEAR, Language.ZH, names))

    assert document.says(
        "自主減量計畫：應申報之 25 家均未申報（申報期限 2025-04-30），不逐一列出。"
    )
    assert "2025-04-30" not in document.text.replace("2025-04-30", "", 2)


def test_the_workbook_of_such_a_year_has_no_empty_sheets() -> None:
    sheets = read_excel(summary_excel.build(YEAR, Language.EN))

    (sentence,) = to_come(YEAR)
    assert not {"Targets", "Target coverage", "Published"} & sheets.keys()
    assert {"Summary", "Groups", "Members"} <= sheets.keys()
    told = [str(cell) for row in sheets["Summary"].iter_rows(values_only=True) for cell in row]
    assert any(sentence.en in one for one in told)
    headings = [str(cell.value) for cell in sheets["Groups"][1]]
    assert not any("2030" in one for one in headings)


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        (awaited(), "應申報 25 家均未申報"),
        (awaited(handed_in=3), "應申報 25 家，3 家已送出待審查"),
        (awaited(is_late=False), "申報期限為 2025-04-30，審查通過後列入下一版報告"),
        (awaited(handed_in=25), "；審查通過後列入下一版報告"),
        (replace(awaited(handed_in=25), accepted=25), "均未訂 2026、2030、2050 年目標"),
        (None, "尚無資料"),
    ],
    ids=["nobody", "some", "not yet due", "all in review", "plans without targets", "unknown"],
)
def test_the_sentence_says_why_and_when(plans: Incoming | None, said: str) -> None:
    assert said in no_plans(2024, plans).zh


def test_a_group_without_members_has_one_page_and_no_table(names: FontNames) -> None:
    figures = summarise([], year=examples.YEAR, group=Group.ENERGY)
    nobody = Summary(examples.EDITION, figures, (), to_call=0, warnings=0)

    document = read_pdf(summary_pdf.build(nobody, Language.ZH, names))
    sheets = read_excel(summary_excel.build(nobody, Language.ZH))

    assert len(document.pages) == 1
    assert document.says("2024 年本組沒有應申報之成員")
    assert list(sheets) == ["目次", "摘要"]


def test_a_year_without_any_inventory_leaves_out_its_emissions(names: FontNames) -> None:
    rows = tuple(
        replace(one, member=replace(one.member, emissions=Missing.NO_DATA)) for one in YEAR.members
    )
    figures = summarise([one.member for one in rows], year=YEAR.year)
    empty = replace(YEAR, figures=figures, members=rows, history=(), groups=())

    document = read_pdf(summary_pdf.build(empty, Language.EN, names))

    assert len(to_come(empty)) == 2
    assert "Emissions" not in contents(document)
    assert "Emissions by group" not in document.text


def nothing_accepted() -> MemberStatement:
    found = examples.statement()
    row = without_plan(replace(found.row, state=Text("退回補正", "Returned")))
    row = replace(row, member=replace(row.member, emissions=Missing.NO_DATA))
    return replace(
        found, row=row, history=(), pathway=(), targets=(), measures=(), sources=(), plan=awaited(1)
    )


@pytest.mark.parametrize("language", list(Language))
def test_a_member_with_nothing_accepted_reads_why(language: Language, names: FontNames) -> None:
    statement = nothing_accepted()

    document = read_pdf(member_pdf.build(statement, language, names))
    sheets = read_excel(member_excel.build(statement, language))

    inventory, plan = statement.to_come()
    assert document.says(inventory[language])
    assert document.says(plan[language])
    assert {"zh": "退回補正", "en": "Returned"}[language.value] in inventory[language]
    assert "無目標" not in document.text.replace("「無目標」", "")
    assert not {"目標", "措施", "排放源", "Targets", "Measures", "Sources"} & sheets.keys()


def test_an_annex_without_plans_leaves_the_alliance_out(names: FontNames) -> None:
    members = [one.member for one in YEAR.members]
    page = assembled(2024, Asked(), [adopted()], members, {2024: Decimal(10**7)}, Beside({}, ()))
    annex = CouncilAnnex(examples.EDITION, page, awaited())

    document = read_pdf(council_annex.pdf(annex, Language.ZH, names))
    sheets = read_excel(council_annex.excel(annex, Language.ZH))

    (sentence,) = annex.to_come
    assert document.says(sentence.zh)
    assert not {"聯盟減量", "用電", "減量之涵蓋", "未計入之成員與原因"} & {*contents(document)}
    assert document.text.count("未能量化") == 1
    assert not {"聯盟減量", "用電"} & sheets.keys()
