from dataclasses import replace

import pytest

from portal.language import Language
from portal.reports import receipt
from portal.reports.font import FontNames
from tests.reports import examples
from tests.reports.reading import read_pdf

RECEIPT = examples.RECEIPT


@pytest.mark.parametrize("language", list(Language))
def test_everything_that_proves_the_hand_in_is_on_one_page(
    language: Language, names: FontNames
) -> None:
    document = read_pdf(receipt.build(RECEIPT, language, names))

    assert len(document.pages) == 1
    assert not document.has_gaps
    for fact in (
        RECEIPT.number,
        RECEIPT.upload,
        RECEIPT.company_code,
        RECEIPT.company[language],
        RECEIPT.kind[language],
        RECEIPT.file_name,
        RECEIPT.sha256,
        RECEIPT.log_head,
        RECEIPT.uploaded_by,
        RECEIPT.signed_by,
        RECEIPT.certification[language],
        "184,320",
        "12,345.6789",
        "2,350.2500",
    ):
        assert document.says(fact)


def test_times_are_given_on_both_clocks(names: FontNames) -> None:
    document = read_pdf(receipt.build(RECEIPT, Language.ZH, names))

    assert document.says("2025-05-30 15:02:41（台北時間）／ 2025-05-30 07:02:41 UTC")
    assert document.says("2025-05-30 14:11:09（台北時間）／ 2025-05-30 06:11:09 UTC")


def test_a_total_that_is_not_stated_is_not_zero(names: FontNames) -> None:
    document = read_pdf(receipt.build(RECEIPT, Language.ZH, names))

    assert document.says("生質二氧化碳 未填報 0 —")


def test_the_difference_between_stated_and_recomputed_is_shown(names: FontNames) -> None:
    document = read_pdf(receipt.build(RECEIPT, Language.ZH, names))

    assert document.says("範疇二 2,345.1000 2,350.2500 −0.22 %")


@pytest.mark.parametrize(
    ("is_late", "said"), [(True, "逾期送達"), (False, "期限內送達")], ids=["late", "in time"]
)
def test_it_says_whether_it_came_in_time(is_late: bool, said: str, names: FontNames) -> None:
    document = read_pdf(receipt.build(replace(RECEIPT, is_late=is_late), Language.ZH, names))

    assert document.says(said)


def test_a_plan_has_no_totals(names: FontNames) -> None:
    document = read_pdf(receipt.build(replace(RECEIPT, totals=()), Language.ZH, names))

    assert not document.says("申報數據")
    assert document.says("錯誤 0、警告 3、提醒 5")


def test_counts_of_findings_are_there_in_english(names: FontNames) -> None:
    document = read_pdf(receipt.build(RECEIPT, Language.EN, names))

    assert document.says("0 errors, 3 warnings, 5 notes")
