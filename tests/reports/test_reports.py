from dataclasses import replace
from decimal import Decimal

import pytest

from portal.language import Language
from portal.plans.amounts import Amount, Missing
from portal.reports import MEMBER_STATEMENT, RECEIPT, REPORTS, member_pdf
from portal.reports.edition import ALLIANCE
from portal.reports.font import FontNames
from portal.reports.formats import Unit
from portal.reports.report import Format, NoSuchFormatError
from portal.reports.values import Form, written
from tests.reports import examples
from tests.reports.reading import read_pdf


def test_no_code_is_used_twice() -> None:
    codes = [report.code for report in REPORTS]

    assert len(codes) == len(set(codes))


def test_a_receipt_is_no_workbook(names: FontNames) -> None:
    assert RECEIPT.formats == (Format.PDF,)
    with pytest.raises(NoSuchFormatError, match=r"receipt\.xlsx"):
        RECEIPT.build(Format.EXCEL, examples.RECEIPT, Language.ZH, names)


@pytest.mark.parametrize(("wanted", "begins"), [(Format.PDF, b"%PDF"), (Format.EXCEL, b"PK")])
def test_a_statement_can_be_had_in_both_formats(
    wanted: Format, begins: bytes, names: FontNames
) -> None:
    made = MEMBER_STATEMENT.build(wanted, examples.statement(), Language.ZH, names)

    assert made.startswith(begins)


@pytest.mark.parametrize(
    ("value", "form", "unit", "said"),
    [
        (Decimal("19841000"), Form.TONNES, Unit.WAN, "1,984.10"),
        (Decimal("19841000.5"), Form.TONNES, Unit.TONNES, "19,841,001"),
        (Decimal(0), Form.TONNES, Unit.WAN, "0"),
        (Decimal("0.4"), Form.TONNES, Unit.TONNES, "0"),
        (Decimal(20), Form.TONNES, Unit.WAN, "0.00"),
        (Decimal("-0.0325"), Form.CHANGE, Unit.WAN, "−3.3\u00a0%"),
        (Decimal("0.0325"), Form.CHANGE, Unit.WAN, "+3.3\u00a0%"),
        (Decimal(0), Form.CHANGE, Unit.WAN, "0.0\u00a0%"),
        (Decimal("0.915"), Form.SHARE, Unit.WAN, "92\u00a0%"),
        (Decimal(86_400_000), Form.MILLIONS, Unit.WAN, "86.4"),
        (Decimal(2024), Form.YEAR, Unit.WAN, "2024"),
        (Missing.NO_DATA, Form.TONNES, Unit.WAN, "—"),
        (Missing.NOT_STATED, Form.TONNES, Unit.WAN, "未填報"),
        (Missing.NOT_QUANTIFIED, Form.TONNES, Unit.WAN, "未能量化"),
        (Missing.NO_PLEDGE, Form.TONNES, Unit.WAN, "無目標"),
    ],
)
def test_a_value_is_rounded_once_and_zero_is_not_missing(
    value: Amount, form: Form, unit: Unit, said: str
) -> None:
    assert written(value, form, unit, Language.ZH) == said


@pytest.mark.parametrize("language", list(Language))
def test_a_statement_says_what_the_member_handed_in_and_pledged(
    language: Language, names: FontNames
) -> None:
    statement = examples.statement()

    document = read_pdf(member_pdf.build(statement, language, names))

    assert not document.has_gaps
    assert document.says(statement.row.name[language])
    assert document.says(written(statement.row.emissions, Form.TONNES, Unit.TONNES, language))
    assert document.says(written(statement.row.cut(2030), Form.TONNES, Unit.TONNES, language))
    assert document.says(statement.hand_ins[0].receipt)
    assert all(document.says(one.control_number) for one in statement.sites)


def test_a_statement_lists_the_largest_sources_first(names: FontNames) -> None:
    statement = examples.statement()
    small, large = (
        replace(statement.sources[0], source=name, emissions=Decimal(tonnes))
        for name, tonnes in (("小爐", 1), ("大爐", 900))
    )

    document = read_pdf(
        member_pdf.build(replace(statement, sources=(small, large)), Language.ZH, names)
    )

    assert document.text.index("大爐") < document.text.index("小爐")


def test_a_member_with_nothing_but_a_name_still_has_a_statement(names: FontNames) -> None:
    statement = examples.statement()
    bare = replace(
        statement,
        history=(),
        pathway=(),
        sites=(),
        hand_ins=(),
        targets=(),
        measures=(),
        sources=(),
    )

    document = read_pdf(member_pdf.build(bare, Language.ZH, names))

    assert document.says(statement.row.name.zh)


@pytest.mark.parametrize("language", list(Language))
def test_every_document_names_its_title_author_and_language_and_has_bookmarks(
    language: Language, names: FontNames
) -> None:
    for made in (
        member_pdf.build(examples.statement(), language, names),
        RECEIPT.build(Format.PDF, examples.RECEIPT, language, names),
    ):
        reader = read_pdf(made).reader

        assert reader.metadata is not None
        assert reader.metadata.title
        assert reader.metadata.author == ALLIANCE[language]
        assert str(reader.root_object["/Lang"]).startswith(language.value)
        assert reader.outline
