from decimal import Decimal

import pytest

from portal.inventory.sheets import TEMPLATE
from portal.inventory.sheets.choices import MATERIAL
from portal.reference.groups import Group
from portal.reference.units import unit
from portal.workbook.sheets import NOTHING, Column, Kind, Layout, Sheet
from portal.workbook.writing.words import choice, offered

COLUMNS = [(sheet, column) for sheet in TEMPLATE for column in sheet.columns]
NAMES = [f"{sheet.key}.{column.key}" for sheet, column in COLUMNS]
COLUMNS_OF_SOURCES = 33


def test_the_template_has_every_sheet_of_the_inventory() -> None:
    assert [sheet.key for sheet in TEMPLATE] == [
        "cover",
        "sites",
        "sources",
        "energy",
        "generation",
        "exchange",
        "production",
        "process_gases",
        "carbon_balance",
        "tests",
        "verification",
        "scope3",
    ]


def test_sheet_names_fit_into_excel_and_differ() -> None:
    names = [name for sheet in TEMPLATE for name in (sheet.title.zh, sheet.title.en)]

    assert all(len(name) <= 31 for name in names)
    assert not any(sign in name for name in names for sign in "[]:*?/\\")
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("group", "own"),
    [
        (Group.STEEL, {"carbon_balance"}),
        (Group.ELECTRONICS, {"process_gases"}),
        (Group.PETROCHEMICALS, set[str]()),
        (Group.ENERGY, set[str]()),
        (Group.CIRCULAR_ECONOMY, set[str]()),
    ],
    ids=list(Group),
)
def test_a_group_gets_its_own_sheet_only(group: Group, own: set[str]) -> None:
    special = {sheet.key for sheet in TEMPLATE if sheet.groups and sheet.serves(group)}

    assert special == own


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_every_column_is_labelled_in_both_languages(sheet: Sheet, column: Column) -> None:
    assert column.title.zh
    assert column.title.en
    assert (column.help == NOTHING) == (not column.help.zh and not column.help.en)
    assert "{" not in column.help.zh + column.help.en
    assert column.width > 0


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_headings_are_told_apart_within_a_sheet(sheet: Sheet, column: Column) -> None:
    others = [one for one in sheet.columns if one is not column]

    names = {one.title.zh for one in others} | {name for one in others for name in one.aliases}
    assert column.title.zh not in names
    assert not names & set(column.aliases)


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_lists_go_with_the_columns_that_choose(sheet: Sheet, column: Column) -> None:
    assert (column.codes is not None) == (column.kind in {Kind.CODE, Kind.UNIT})


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_every_answer_of_a_drop_down_is_read_back(sheet: Sheet, column: Column) -> None:
    codes = offered(column)

    for code in codes.codes if codes else ():
        shown = choice(column, code)
        assert codes is not None
        found = unit(shown) if column.kind is Kind.UNIT else codes.find(shown)
        assert found is not None
        assert found.code == code.code


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=NAMES)
def test_examples_are_answers_of_their_list(sheet: Sheet, column: Column) -> None:
    if column.codes is None or not column.example:
        return

    found = unit(column.example) if column.kind is Kind.UNIT else column.codes.find(column.example)

    assert found is not None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("柴油", "diesel"),
        ("170006", "diesel"),
        ("170006 柴油", "diesel"),
        ("天然氣", "natural_gas"),
        ("R-410A", "R-410A"),
        ("碳平衡", "carbon_balance"),
        ("乙炔", "acetylene"),
        ("GG3805", "sewage"),
    ],
)
def test_materials_are_found_by_name_and_official_code(written: str, code: str) -> None:
    found = MATERIAL.find(written)

    assert found is not None
    assert found.code == code


def test_the_table_of_sources_holds_what_recomputing_needs() -> None:
    keys = [column.key for column in TEMPLATE.sheet("sources").columns]

    assert len(keys) == COLUMNS_OF_SOURCES
    assert {"activity", "unit", "share", "heat_value", "method", "factor_co2", "biogenic"} <= {
        *keys
    }


def test_fractions_of_sources_lie_between_nothing_and_all() -> None:
    for column in TEMPLATE.sheet("sources").columns:
        if column.kind is Kind.PERCENT:
            assert (column.minimum, column.maximum) == (Decimal(0), Decimal(1))


def test_forms_are_the_cover_and_the_verification() -> None:
    forms = [sheet.key for sheet in TEMPLATE if sheet.layout is Layout.FORM]

    assert forms == ["cover", "verification"]
