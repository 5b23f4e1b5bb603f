"""The yearly statement of an energy service contract."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.esco.figures import (
    Contract,
    ContractContent,
    ContractRow,
    LineRow,
    MeasureContent,
    MeasureRow,
    OrganisationRow,
    StatementRow,
)
from portal.esco.schedule import contract_years, payments
from portal.esco.vocabulary import ContractKind, StatementOutcome
from portal.language import Language, Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.reports import esco_excel, esco_pdf
from portal.reports.esco import esco_statement
from portal.reports.font import FontNames
from portal.submissions.attaching import Attached
from tests.reports.examples import EDITION
from tests.reports.reading import formulas, read_excel, read_pdf, rows_of
from tests.reports.test_hostile_text import HOSTILE

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)


def contract(said: str = "汰換冰水主機", outcome: StatementOutcome | None = None) -> Contract:
    """A guaranteed contract of four years, of which the first was stated."""
    content = ContractContent(
        said,
        ContractKind.GUARANTEED,
        date(2022, 11, 1),
        FIRST,
        LAST,
        Decimal(9_000_000),
        guaranteed=Decimal(1_000_000),
        price=Decimal(3),
        verifier=said,
    )
    name = Text(said, said)
    row = ContractRow(
        1,
        "E-2022-0001",
        OrganisationRow(1, "HD", name),
        1,
        "M001",
        name,
        Group.ELECTRONICS,
        7,
        "E5600001",
        name,
        content,
        1,
    )
    measure = MeasureContent(
        said, System.COOLING, ((Carrier.ELECTRICITY, Decimal(1_050_000)),), said, FIRST
    )
    line = LineRow(1, said, Carrier.ELECTRICITY, Decimal(940_000), said)
    year = contract_years(FIRST, LAST)[0]
    moment = datetime(2024, 2, 1, tzinfo=UTC)
    statement = StatementRow(1, 1, year, (line,), said, said, moment, outcome, said, said)
    accepted = {1: Decimal(940_000)} if outcome is StatementOutcome.ACCEPTED else {}
    paid = payments(content.terms, Decimal(1_050_000), accepted)
    return Contract(row, (MeasureRow(1, measure, said, said, 1),), (statement,), paid)


ACCEPTED = contract(outcome=StatementOutcome.ACCEPTED)


@pytest.mark.parametrize(
    "sentence",
    ["1,000,000", "940,000", "60,000", "464.4", "已認可", "節能績效保證型", "180,000", "付款時程"],
)
def test_it_says_what_was_guaranteed_verified_and_missed(sentence: str, names: FontNames) -> None:
    found = esco_statement(ACCEPTED, 1, EDITION)
    assert found is not None

    document = read_pdf(esco_pdf.build(found, Language.ZH, names))

    assert document.says(sentence)
    assert not document.has_gaps


def test_the_same_inputs_give_the_same_bytes(names: FontNames) -> None:
    found = esco_statement(ACCEPTED, 1, EDITION)
    assert found is not None

    first = esco_pdf.build(found, Language.EN, names)

    assert first == esco_pdf.build(found, Language.EN, names)


def test_a_year_without_a_statement_says_so(names: FontNames) -> None:
    found = esco_statement(ACCEPTED, 2, EDITION)
    assert found is not None

    document = read_pdf(esco_pdf.build(found, Language.ZH, names))

    assert document.says("本契約年度尚未申報節能量")
    assert document.says("依預期節電量估算")


def test_there_is_no_statement_of_a_year_outside_the_contract() -> None:
    assert esco_statement(ACCEPTED, 5, EDITION) is None


def test_the_workbook_holds_every_payment_unrounded() -> None:
    found = esco_statement(ACCEPTED, 1, EDITION)
    assert found is not None

    sheets = read_excel(esco_excel.build(found, Language.ZH))

    assert list(sheets) == ["目次", "摘要", "本年度節能量", "契約措施", "付款時程"]
    paid = rows_of(sheets["付款時程"])
    assert paid.column("未達保證") == [60_000, "—", "—", "—"]
    assert paid.column("補償") == [180_000, "—", "—", "—"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_people_typed_stays_text(text: str, names: FontNames) -> None:
    found = esco_statement(contract(text), 1, EDITION)
    assert found is not None
    waiting = replace(found, schedule=found.schedule[:1])

    document = read_pdf(esco_pdf.build(waiting, Language.EN, names))

    assert document.images == 0
    assert set(document.annotations) <= {"/GoTo"}
    assert formulas(esco_excel.build(waiting, Language.EN)) == 0


@pytest.mark.parametrize("language", list(Language))
def test_the_files_it_rests_on_are_listed_with_hash_and_date(
    language: Language, names: FontNames
) -> None:
    at = datetime(2024, 1, 20, 2, 30, tzinfo=UTC)
    statement = ACCEPTED.statements[0].id
    rows = {
        statement: [Attached(1, statement, "ab" * 32, "電表紀錄.xlsx", "簡士傑", at)],
        None: [Attached(2, None, "cd" * 32, "契約書.pdf", "簡士傑", at)],
        statement + 1: [Attached(3, statement + 1, "ef" * 32, "別年.pdf", "簡士傑", at)],
    }
    found = esco_statement(ACCEPTED, 1, EDITION, rows)
    assert found is not None

    document = read_pdf(esco_pdf.build(found, language, names))
    sheets = read_excel(esco_excel.build(found, language))

    name = {"zh": "佐證檔案", "en": "Files"}[language.value]
    assert document.says("電表紀錄.xlsx")
    assert document.says("契約書.pdf")
    assert document.says("ab" * 32)
    assert document.says("2024-01-20 10:30")
    assert not document.says("別年.pdf")
    assert [row[-1] for row in rows_of(sheets[name]).rows] == ["ab" * 32, "cd" * 32]


def test_a_statement_without_files_says_so(names: FontNames) -> None:
    found = esco_statement(ACCEPTED, 1, EDITION)
    assert found is not None

    document = read_pdf(esco_pdf.build(found, Language.ZH, names))

    assert document.says("本年度申報與契約均未附檔案。")
    assert "佐證檔案" not in read_excel(esco_excel.build(found, Language.ZH))
