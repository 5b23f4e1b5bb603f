"""The annex of the carbon budget: contents, the city's amounts, the Alliance beside them."""

import pytest

from portal.budget.adopted import adopted
from portal.budget.overview import Asked, Beside, CarbonBudget, assembled
from portal.language import Language
from portal.reports import council_annex
from portal.reports.council_annex import CouncilAnnex
from portal.reports.font import FontNames
from tests.reports import examples
from tests.reports.reading import read_excel, read_pdf

MEMBERS = [row.member for row in examples.alliance_summary().members]


def page() -> CarbonBudget:
    return assembled(2024, Asked(), [adopted()], MEMBERS, {}, Beside({}, ()))


ANNEX = CouncilAnnex(examples.EDITION, page())


@pytest.mark.parametrize("language", list(Language))
def test_the_annex_has_contents_and_says_its_state_on_every_page(
    language: Language, names: FontNames
) -> None:
    document = read_pdf(council_annex.pdf(ANNEX, language, names))

    state = {"zh": "未公布草稿", "en": "unpublished draft"}[language.value]
    assert all(state in one for one in document.pages)
    assert all(ANNEX.edition.method in one for one in document.pages)
    assert len(document.reader.outline) >= 8
    assert not document.has_gaps


def test_the_budget_reads_as_the_city_prints_it(names: FontNames) -> None:
    document = read_pdf(council_annex.pdf(ANNEX, Language.EN, names))

    assert document.says("5,093.73")
    assert document.says("Industry 4,574.25 252.87 4,321.38")
    assert document.says("134.00")


def test_members_that_are_left_out_are_named_and_their_electricity_is_not(
    names: FontNames,
) -> None:
    document = read_pdf(council_annex.pdf(ANNEX, Language.EN, names))

    missing = ANNEX.page.delivery.missing
    assert missing
    assert all(document.says(code) for code in missing)
    assert document.says(f"0 members state their electricity, {len(MEMBERS)} do not")


def test_the_annex_is_a_workbook_too() -> None:
    sheets = read_excel(council_annex.excel(ANNEX, Language.EN))

    assert {"Budget", "Checks", "Alliance"} <= set(sheets)
