"""Two workbooks side by side: rows by identity, and effects that add up to the difference."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.intake.comparing.comparison import compare
from portal.intake.comparing.figures import Cell, Comparison, Driver, Row, Side, What, summed
from portal.intake.comparing.sections import Section, Standing, all_accepted, digest
from portal.intake.comparing.sides import INVENTORY_TOTALS
from portal.intake.identities import Identities
from portal.language import Text
from portal.plans.sheets import TEMPLATE as PLAN
from portal.plans.targets import target
from portal.submissions.figures import IdentityChangeRow, SectionDecisionRow
from portal.submissions.states import IdentityKind
from portal.workbook.stored import restored

WHEN = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
GAS = Text("天然氣", "Natural gas")
GRID = Text("台電電力", "Grid electricity")


def a_cell(raw: str, heading: str = "欄", address: str = "") -> Cell:
    return Cell(raw, Text(raw, raw), Text(heading, heading), address)


def a_row(
    name: str = "s001",
    *,
    site: str = "e5600001",
    activity: str | None = "100",
    scope1: str = "0",
    scope2: str = "0",
    sheet: str = "sources",
    material: Text = GAS,
    at: int = 5,
    **cells: Cell,
) -> Row:
    one, other = Decimal(scope1), Decimal(scope2)
    amounts = {"scope1": one, "scope2": other, "biogenic": Decimal(0), "total": one + other}
    return Row(
        sheet,
        at,
        (site, name),
        name,
        True,
        cells,
        amounts,
        None if activity is None else Decimal(activity),
        "t",
        material,
    )


def a_side(*rows: Row, year: int = 2024, cover: Row | None = None) -> Side:
    found: dict[str, list[Row]] = {"cover": [cover]} if cover else {}
    for row in rows:
        found.setdefault(row.sheet, []).append(row)
    counted = summed(row.amounts for row in rows)
    totals = {key: counted.get(key, Decimal(0)) for key in INVENTORY_TOTALS}
    titles = {key: Text(key, key) for key in ("cover", "sources", "energy", "targets")}
    kept = {key: tuple(several) for key, several in found.items()}
    return Side(Text("版", "version"), year, "inventory", titles, kept, dict(totals))


def a_change(kind: IdentityKind, old: str, new: str, year: int = 2024) -> IdentityChangeRow:
    names = tuple(old.split()), tuple(new.split())
    return IdentityChangeRow(1, kind, year, *names, "重新編號", "張承辦", WHEN)


def following(*changes: IdentityChangeRow) -> Identities:
    return Identities.between(changes, 2023, 2024)


def adds_up(found: Comparison) -> bool:
    by_section = summed(one.effects for one in found.sections)
    by_driver = summed(found.drivers.values())
    wanted = {one.key: one.difference for one in found.totals if one.difference}
    return by_section == wanted == by_driver


def test_the_same_workbook_differs_in_nothing() -> None:
    one = a_side(a_row(scope1="10"))

    found = compare(one, one)

    assert (found.count, found.drivers) == (0, {})
    assert found.sections[0].unchanged == 1


def test_a_row_is_known_wherever_it_stands() -> None:
    first, second = a_row("s001", scope1="1"), a_row("s002", scope1="2")
    moved = a_side(replace(second, at=5), replace(first, at=9))

    assert compare(a_side(first, second), moved).count == 0


def test_rows_come_and_go_with_their_whole_effect() -> None:
    found = compare(a_side(a_row("s001", scope1="7")), a_side(a_row("s002", scope2="4")))

    whats = {one.what: one.effects for one in found.sections[0].changes}
    assert whats == {
        What.REMOVED: {"scope1": Decimal(-7), "total": Decimal(-7)},
        What.ADDED: {"scope2": Decimal(4), "total": Decimal(4)},
    }
    assert adds_up(found)


def test_a_cell_is_told_with_heading_and_both_addresses() -> None:
    before = a_side(a_row(note=a_cell("甲", "備註", "AH5")))
    after = a_side(a_row(note=a_cell("乙", "備註", "AH9")))

    [change] = compare(before, after).sections[0].changes

    [cell] = change.cells
    assert (cell.heading.zh, cell.before.zh, cell.after.zh) == ("備註", "甲", "乙")
    assert (cell.before_at, cell.after_at) == ("AH5", "AH9")
    assert change.effects == {}


def test_activity_and_factor_share_the_difference() -> None:
    before = a_row(sheet="energy", material=GRID, activity="1000", scope2="495")
    after = a_row(sheet="energy", material=GRID, activity="1100", scope2="543.4")

    found = compare(a_side(before), a_side(after))

    assert found.drivers[Driver.ACTIVITY]["scope2"] == Decimal("49.5")
    assert found.drivers[Driver.FACTOR]["scope2"] == Decimal("-1.1")
    assert adds_up(found)


def test_one_factor_is_told_once_for_all_its_rows() -> None:
    def rows(factor: str, amount: str) -> tuple[Row, ...]:
        cell = a_cell(factor, "排碳係數")
        return tuple(
            a_row(meter, sheet="energy", material=GRID, scope2=amount, factor=cell)
            for meter in ("m1", "m2")
        )

    found = compare(a_side(*rows("0.495", "49.5"), year=2023), a_side(*rows("0.494", "49.4")))

    [factor] = found.factors
    assert factor.because.zh == "台電電力：排碳係數由 0.495 改為 0.494"
    assert (factor.rows, factor.effects["scope2"]) == (2, Decimal("-0.2"))


def test_warming_potentials_of_the_cover_are_one_cause() -> None:
    def whole(gwp: str, *amounts: str) -> Side:
        cover = Row("cover", 0, (), "", cells={"gwp_set": a_cell(gwp, "GWP 版本")})
        rows = [a_row(f"s{number}", scope1=one) for number, one in enumerate(amounts)]
        return a_side(*rows, cover=cover)

    found = compare(whole("AR4", "10", "20"), whole("AR5", "11", "19"))

    [factor] = found.factors
    assert factor.because.zh == "GWP 版本由 AR4 改為 AR5"
    assert factor.rows == 2


@pytest.mark.parametrize(
    "other", [{"unit": "kL"}, {"activity": None}], ids=["another unit", "no activity"]
)
def test_what_cannot_be_divided_is_neither_activity_nor_factor(other: dict[str, Any]) -> None:
    before = a_row(scope1="10")
    after = replace(a_row(scope1="25"), **other)

    assert set(compare(a_side(before), a_side(after)).drivers) == {Driver.OTHER}


def test_a_renamed_source_is_compared_with_its_old_name() -> None:
    renamed = a_change(IdentityKind.SOURCE_RENAMED, "E5600001/S001", "E5600001/B-1")
    before, after = a_side(a_row("s001", scope1="10"), year=2023), a_side(a_row("b-1", scope1="12"))

    found = compare(before, after, following(renamed))

    [change] = found.sections[0].changes
    assert (change.what, change.former) == (What.CHANGED, "E5600001/S001")
    assert change.effects["total"] == Decimal(2)


def test_a_renumbered_site_keeps_its_rows() -> None:
    moved = a_change(IdentityKind.SITE_RENUMBERED, "E5600001", "E5600009")
    before, after = (
        a_side(a_row(scope1="10"), year=2023),
        a_side(a_row(site="e5600009", scope1="10")),
    )

    found = compare(before, after, following(moved))

    assert found.count == 0


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (IdentityKind.SITE_SPLIT, ("E5600001",), ("E5600001", "E5600002")),
        (IdentityKind.SITES_MERGED, ("E5600001", "E5600002"), ("E5600003",)),
    ],
)
def test_split_and_merged_sites_are_compared_with_their_sum(
    kind: IdentityKind, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    def rows(sites: tuple[str, ...]) -> list[Row]:
        share = Decimal(100) / len(sites)
        amounts = {"activity": str(share), "scope1": str(share)}
        return [a_row(site=site.lower(), **amounts) for site in sites]  # type: ignore[arg-type]

    change = a_change(kind, " ".join(old), " ".join(new))
    found = compare(a_side(*rows(old), year=2023), a_side(*rows(new)), following(change))

    assert found.count == 0
    assert adds_up(found)


def test_a_change_of_another_year_is_not_followed() -> None:
    moved = a_change(IdentityKind.SITE_RENUMBERED, "E5600001", "E5600009", year=2025)

    assert following(moved).newer_site("e5600001") == "e5600001"


def test_what_a_warning_was_about_is_followed() -> None:
    renamed = a_change(IdentityKind.SOURCE_RENAMED, "E5600001/S001", "E5600001/B-1")

    followed = following(renamed)

    assert followed.about("sources/e5600001/s001/activity") == "sources/e5600001/b-1/activity"
    assert followed.about("sources/e5600001/s002/activity") == "sources/e5600001/s002/activity"


def test_a_likely_rename_is_offered() -> None:
    before = a_side(a_row("s001", scope1="100"), a_row("s002", scope1="10"))
    after = a_side(a_row("b-1", scope1="104"), a_row("s002", scope1="10"))

    [likely] = compare(before, after).likely

    assert (likely.old, likely.new) == ("E5600001/S001", "E5600001/B-1")


@pytest.mark.parametrize(
    "other",
    [{"scope1": "300"}, {"site": "e5600002"}, {"material": GRID}],
    ids=["another size", "another site", "another material"],
)
def test_an_unlikely_rename_is_not_offered(other: dict[str, Any]) -> None:
    before = a_side(a_row("s001", scope1="100"))
    after = a_side(a_row("b-1", **{"scope1": "104", **other}))

    assert compare(before, after).likely == ()


AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=4)
ROWS = st.lists(
    st.tuples(st.integers(1, 6), AMOUNTS, AMOUNTS, st.sampled_from(["t", "kL"]), AMOUNTS),
    max_size=8,
)


def _made(rows: list[tuple[int, Decimal, Decimal, str, Decimal]], year: int) -> Side:
    return a_side(
        *(
            replace(
                a_row(f"s{number}", scope1=str(one), scope2=str(other), activity=str(activity)),
                unit=unit,
            )
            for number, one, other, unit, activity in rows
        ),
        year=year,
    )


@given(ROWS, ROWS)
def test_effects_add_up_to_the_difference_of_the_totals(old: Any, new: Any) -> None:
    assert adds_up(compare(_made(old, 2023), _made(new, 2024)))


@given(ROWS, ROWS)
def test_effects_add_up_after_a_split_too(old: Any, new: Any) -> None:
    split = a_change(IdentityKind.SITE_SPLIT, "E5600001", "E5600001 E5600002")

    assert adds_up(compare(_made(old, 2023), _made(new, 2024), following(split)))


def a_target(year: int, cut: str, *, name: str = "T1", at: int = 5) -> Row:
    values = {
        "at": at,
        "target_id": name,
        "target_year": year,
        "kind": "absolute",
        "set_year": 2024,
        "base_year": 2020,
        "unit": "tCO2e",
        "base_scope1": "1000",
        "base_scope2": "0",
        "coverage1": "1",
        "coverage2": "1",
        "cut": cut,
        "kaohsiung_only": True,
    }
    made: Any = restored(PLAN.sheet("targets"), values)
    return Row("targets", at, (name.lower(),), name, promise=target(made))


def a_plan(*rows: Row, **totals: str) -> Side:
    stated: dict[str, Decimal | None] = {key: Decimal(one) for key, one in totals.items()}
    return Side(
        Text("版", "version"),
        2024,
        "plan",
        {"targets": Text("目標", "Targets")},
        {"targets": rows},
        stated,
    )


def test_a_target_is_worth_what_the_contribution_moves_by() -> None:
    before = a_plan(a_target(2030, "0.2"), contribution_2030="200")
    after = a_plan(a_target(2030, "0.3"), contribution_2030="300")

    found = compare(before, after)

    assert found.sections[0].effects == {"contribution_2030": Decimal(100)}
    assert adds_up(found)


def test_targets_that_are_chosen_and_not_added_still_add_up() -> None:
    before = a_plan(a_target(2030, "0.2"), contribution_2030="200")
    both = a_target(2030, "0.2"), a_target(2030, "0.3", name="T2", at=6)
    after = a_plan(*both, contribution_2030="300")

    found = compare(before, after)

    assert adds_up(found)


def test_what_no_row_explains_lies_outside_the_workbook() -> None:
    before = a_plan(a_target(2030, "0.2"), contribution_2030="200")
    after = a_plan(a_target(2030, "0.2"), contribution_2030="230")

    found = compare(before, after)

    assert found.drivers == {Driver.OUTSIDE: {"contribution_2030": Decimal(30)}}
    assert adds_up(found)


def test_a_section_is_accepted_until_its_content_changes() -> None:
    rows = [a_row("s001", scope1="1"), a_row("s002", scope1="2")]
    content = digest(rows)
    decision = SectionDecisionRow("sources", content, True, 1, "張承辦", WHEN)
    section = Section("sources", Text("源", "Sources"), 2, content, decision)

    assert digest(reversed(rows)) == content
    assert digest([rows[0], a_row("s002", scope1="3")]) != content
    assert section.standing is Standing.ACCEPTED
    assert replace(section, content="0").standing is Standing.CHANGED
    assert replace(section, decision=None).standing is Standing.OPEN
    assert all_accepted([section])
    assert not all_accepted([section, replace(section, content="0")])
    assert not all_accepted([])
