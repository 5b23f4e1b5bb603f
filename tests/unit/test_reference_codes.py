"""Code lists, groups, tolerant look-up, and the tables as a whole."""

from enum import StrEnum

import pytest

from portal.language import Language
from portal.reference import closed_sets, codes, tables
from portal.reference.codes import Code, CodeList, code_list, code_lists
from portal.reference.groups import Group, group
from portal.reference.gwp import GwpSet
from portal.reference.lookup import has_simplified, label_key, traditional
from portal.reference.processes import carbon_contents
from portal.reference.tables import UnknownReferenceError, rows, sources
from portal.reference.versions import VERSIONS, published_sets

TABLES = sorted(path.stem for path in tables.FOLDER.glob("*.csv"))
TABLES_OF_VALUES = sorted(set(TABLES) - {"sources", "codes", "code_lists"})


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("emission_type", "固定燃燒", "stationary"),
        ("emission_type", "固定燃烧", "stationary"),
        ("emission_type", "外購電力", "purchased_electricity"),
        ("emission_type", "Purchased electricity", "purchased_electricity"),
        ("emission_type", "stationary 固定燃燒", "stationary"),
        ("yes_no", "是", "yes"),
        ("yes_no", "Ｙ", "yes"),
        ("yes_no", "v", "yes"),
        ("factor_class", "5國家排放係數", "5"),
        ("factor_class", "5", "5"),
        ("factor_method", "質量平衡法", "mass_balance"),
        ("measuring_frequency", "定期(間歇)量測/財務單據(非推估)", "periodic"),
        ("abatement", "電熱式（<850℃）", "hot_wet_low"),
        ("abatement", "電熱式（>850℃）", "hot_wet"),
        ("target_kind", "淨零排放", "net_zero"),
        ("target_horizon", "119", "2030"),
        ("carrier", "COG", "cog"),
        ("financing", "ESCO", "esco"),
    ],
)
def test_answer_is_found_in_many_writings(key: str, text: str, expected: str) -> None:
    found = code_list(key).find(text)

    assert found is not None
    assert found.code == expected


def test_unknown_answer_is_none_and_unknown_code_is_refused() -> None:
    assert codes.YES_NO.find("也許") is None
    assert "maybe" not in codes.YES_NO
    with pytest.raises(UnknownReferenceError):
        codes.YES_NO["maybe"]
    with pytest.raises(UnknownReferenceError):
        code_list("no_such_list")


@pytest.mark.parametrize("key", sorted(code_lists()))
def test_every_writing_in_a_list_means_one_answer(key: str) -> None:
    owners: dict[str, str] = {}

    for code in code_list(key).codes:
        for text in (code.code, code.label.zh, code.label.en, *code.aliases):
            assert owners.setdefault(label_key(text), code.code) == code.code, text
            assert code_list(key).find(text) is code, text


def test_choices_are_the_labels_in_order() -> None:
    assert codes.YES_NO.choices(Language.ZH) == ("是", "否")
    assert codes.YES_NO.choices(Language.EN) == ("Yes", "No")


def test_a_list_of_ones_own_is_searched_alike() -> None:
    label = codes.YES_NO.label
    own = CodeList("own", label, (Code("A1", label),), codes.YES_NO.source)

    found = own.find("a1")

    assert found is own["A1"]


@pytest.mark.parametrize(
    ("enumeration", "key"),
    [
        (closed_sets.EmissionType, "emission_type"),
        (closed_sets.FactorMethod, "factor_method"),
        (closed_sets.HeatValueSource, "heat_value_source"),
        (closed_sets.ExchangeDirection, "exchange_direction"),
        (closed_sets.BalanceDirection, "balance_direction"),
        (closed_sets.TargetKind, "target_kind"),
        (closed_sets.ScopeCoverage, "scope_coverage"),
        (closed_sets.RateKind, "rate_kind"),
        (closed_sets.MeasureStatus, "measure_status"),
        (closed_sets.MeasureCategory, "measure_category"),
        (GwpSet, "gwp_set"),
    ],
)
def test_enumerations_and_code_lists_agree(enumeration: type[StrEnum], key: str) -> None:
    assert [each.value for each in enumeration] == [each.code for each in code_list(key).codes]


def test_carbon_contents_are_of_balance_items() -> None:
    assert carbon_contents()
    assert all(item in codes.BALANCE_ITEM for item in carbon_contents())
    assert all(0 < each.value < 1 for each in carbon_contents().values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鋼鐵組", Group.STEEL),
        ("钢铁组", Group.STEEL),
        ("石化", Group.PETROCHEMICALS),
        ("Electronics group", Group.ELECTRONICS),
        ("circular_economy", Group.CIRCULAR_ECONOMY),
        ("水泥", None),
    ],
)
def test_group_is_found(text: str, expected: Group | None) -> None:
    assert group(text) is expected


def test_every_group_has_both_labels() -> None:
    assert [each.label.zh for each in Group] == [
        "鋼鐵組",
        "石化組",
        "電子組",
        "能源組",
        "循環經濟組",
    ]
    assert all(each.label.en for each in Group)


def test_simplified_writing_is_told_apart_and_rewritten() -> None:
    assert has_simplified("固定燃烧")
    assert not has_simplified("固定燃燒、台灣、製程")
    assert traditional("外购电力") == "外購電力"


@pytest.mark.parametrize("table", TABLES)
def test_no_table_has_a_row_twice(table: str) -> None:
    found = [tuple(row.values()) for row in rows(table)]

    assert found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("table", TABLES_OF_VALUES)
def test_every_row_has_source_validity_and_verification(table: str) -> None:
    for row in rows(table):
        assert row["source"] in sources(), row
        assert row["verified"] in ("yes", "no"), row
        assert all(not cell or cell.isdigit() for cell in (row["valid_from"], row["valid_to"])), row


def test_notes_come_in_both_languages() -> None:
    for table in TABLES_OF_VALUES:
        for row in rows(table):
            assert bool(row.get("note_zh")) == bool(row.get("note_en")), row


def test_every_source_is_cited_somewhere() -> None:
    cited = {row["source"] for table in (*TABLES_OF_VALUES, "code_lists") for row in rows(table)}

    assert cited == set(sources())


def test_every_table_has_a_version() -> None:
    assert set(VERSIONS) == set(TABLES) - {"sources", "code_lists", "sets"}
    assert VERSIONS["emission_factors"].startswith("MOENV-2024-02-05+")
    assert len(set(VERSIONS.values())) == len(VERSIONS)


def test_published_sets_know_their_years() -> None:
    announced = published_sets()["MOENV-2024-02-05"].provenance

    assert announced.covers(2024)
    assert not announced.covers(2020)
    assert announced.edition == "2024-02-05"
