"""A settled value that neither side reports: its parts, its tonnes, and how a plan counts it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from portal.exchange.figures import (
    PlannedFlow,
    ReportedFlow,
    Ruling,
    SettledFile,
    StatedFlow,
    ThirdValue,
    Verdict,
)
from portal.exchange.matching import Match, falling, seen_pair
from portal.exchange.third_value import UnfitValueError, held, plain, read, stated

KEY = ("S1", "B1", "steam")


def number(said: str) -> Decimal | None:
    return Decimal(said) if said else None


@pytest.mark.parametrize(
    ("quantity", "unit", "factor", "tonnes", "expected"),
    [
        ("90", "t", "0.2", "", "18"),
        ("", "", "", "17.5", "17.5"),
        ("90", "t", "0.2", "18.1", "18.1"),
        ("90", "t", "", "18", "18"),
    ],
    ids=["quantity and factor", "tonnes alone", "both, rounded", "tonnes and quantity"],
)
def test_tonnes_are_stated_or_follow(
    quantity: str, unit: str, factor: str, tonnes: str, expected: str
) -> None:
    found = stated(number(quantity), unit, number(factor), number(tonnes))

    assert found.tonnes == Decimal(expected)


@pytest.mark.parametrize(
    ("quantity", "unit", "factor", "tonnes"),
    [
        ("90", "t", "", ""),
        ("90", "", "0.2", ""),
        ("90", "t", "0.2", "19"),
        ("-1", "t", "0.2", ""),
        ("", "", "", "-1"),
        ("90", "bucket", "0.2", ""),
    ],
    ids=["no factor", "no unit", "contradiction", "negative", "negative tonnes", "unknown unit"],
)
def test_parts_that_make_no_value_are_refused(
    quantity: str, unit: str, factor: str, tonnes: str
) -> None:
    with pytest.raises(UnfitValueError):
        stated(number(quantity), unit, number(factor), number(tonnes))


def test_a_value_counts_in_base_units() -> None:
    found = held(KEY, stated(Decimal(2), "GWh", Decimal(500), None))

    assert (found.quantity, found.dimension) == (Decimal(7200), "energy")
    assert found.tonnes == Decimal(1000)
    assert found.parties == ("S1", "B1")


def test_what_is_written_is_read_back() -> None:
    value = ThirdValue(StatedFlow(Decimal("1.5")), StatedFlow(Decimal(2)), "文件", "理由")

    assert read(plain(value)) == value


def planned(reporter: str, partner: str, supplied: bool, base: str, target: str) -> PlannedFlow:
    flows = [
        ReportedFlow(reporter, partner, supplied, "steam", Decimal(tonnes), year=year)
        for tonnes, year in ((base, 2018), (target, 2030))
    ]
    return PlannedFlow(flows[0], flows[1], 2030)


def test_a_plan_falls_between_the_two_settled_values() -> None:
    flows = [planned("S1", "B1", True, "60", "40"), planned("B1", "S1", False, "80", "40")]
    (open_pair,) = falling(flows, 2030)
    value = ThirdValue(StatedFlow(Decimal(40)), StatedFlow(Decimal(70)), "契約", "兩方皆誤")
    ruling = Ruling(KEY, 2030, Verdict.THIRD_VALUE, seen_pair(open_pair), value)

    (settled,) = falling(flows, 2030, {(KEY, 2030): ruling})

    assert open_pair.match is Match.DIFFERING
    assert settled.match is Match.SETTLED
    assert settled.fall == Decimal(30)


def test_the_files_of_a_value_are_read_back_and_a_value_without_stays_as_it_was() -> None:
    value = ThirdValue(StatedFlow(Decimal(40)), None, "契約", "兩方皆誤")
    rested = replace(value, files=(SettledFile("契約.pdf", "ab" * 32),))

    assert read(plain(rested)) == rested
    assert read(plain(value)) == value
    assert "files" not in plain(value)
