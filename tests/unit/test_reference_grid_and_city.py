"""Grid factors, paths of the factor, published figures and the carbon budget."""

from decimal import Decimal

import pytest

from portal.reference.city import Sector, city_budget, city_series, published_figures
from portal.reference.grid import (
    GridStatus,
    grid_factor,
    grid_factors,
    latest_grid_factor,
    published,
    scenarios,
)
from portal.reference.tables import UnknownReferenceError

RECOMMENDED = {
    2005: "0.555",
    2006: "0.562",
    2007: "0.558",
    2008: "0.555",
    2009: "0.543",
    2010: "0.534",
    2011: "0.534",
    2012: "0.529",
    2013: "0.519",
    2014: "0.518",
    2015: "0.525",
    2016: "0.530",
    2017: "0.554",
    2018: "0.533",
    2019: "0.509",
    2020: "0.502",
    2021: "0.509",
    2022: "0.495",
    2023: "0.494",
    2024: "0.474",
    2025: "0.467",
}
SECTORS = set(Sector) - {Sector.GROSS_TOTAL, Sector.NET_TOTAL}


def test_one_grid_factor_is_recommended_for_each_year() -> None:
    recommended = [each for each in grid_factors() if each.recommended]

    assert {each.year: each.value for each in recommended} == {
        year: Decimal(value) for year, value in RECOMMENDED.items()
    }
    assert len(recommended) == len(RECOMMENDED)


def test_rejected_values_stay_known_but_are_not_recommended() -> None:
    values = {each.value: each for each in published(2022)}

    assert values[Decimal("0.509")].status is GridStatus.PLACEHOLDER
    assert not values[Decimal("0.509")].recommended
    assert values[Decimal("0.495")].recommended


def test_a_year_without_announcement_has_no_factor_but_a_latest_one() -> None:
    assert grid_factor(2026) is None
    assert latest_grid_factor(2026).year == 2025
    with pytest.raises(UnknownReferenceError):
        latest_grid_factor(1990)


@pytest.mark.parametrize(
    ("scenario", "year", "value"),
    [
        ("city_budget", 2025, "0.424"),
        ("city_budget", 2026, "0.4144"),
        ("city_budget", 2030, "0.376"),
        ("city_budget", 2050, "0.376"),
        ("current_target", 2024, "0.474"),
        ("current_target", 2027, "0.3965"),
        ("current_target", 2030, "0.319"),
        ("held", 2040, "0.474"),
    ],
)
def test_paths_are_straight_between_their_points(scenario: str, year: int, value: str) -> None:
    assert scenarios()[scenario].at(year) == Decimal(value)


@pytest.mark.parametrize("sector", sorted(SECTORS | {Sector.NET_TOTAL}))
def test_budget_is_baseline_less_measures(sector: Sector) -> None:
    row = city_budget()[sector]

    assert row.baseline - (row.measures or Decimal(0)) == row.budget


def test_sectors_add_up_to_the_printed_totals() -> None:
    budget = city_budget()

    for column in ("emissions_2022", "baseline", "budget"):
        net = sum((getattr(budget[each], column) for each in SECTORS), start=Decimal(0))
        gross = net - getattr(budget[Sector.FORESTRY], column)
        assert abs(net - getattr(budget[Sector.NET_TOTAL], column)) <= Decimal("0.0001"), column
        assert abs(gross - getattr(budget[Sector.GROSS_TOTAL], column)) <= Decimal("0.0001"), column


def test_target_of_2030_is_30_per_cent_below_2005() -> None:
    series = city_series()
    cut = series[2005].net * Decimal("0.30")

    assert series[2005].net == Decimal("66.147")
    assert series[2005].net - cut == series[2030].net == Decimal("46.3029")
    assert cut.quantize(Decimal("0.01")) == Decimal("19.84")
    assert published_figures()["city_reduction_2030_printed"].value == Decimal("1.98")
    assert series[2050].net == 0


def test_net_emissions_of_2022_and_the_budget_agree_between_tables() -> None:
    net = city_budget()[Sector.NET_TOTAL]

    assert city_series()[2022].net == net.emissions_2022
    assert city_series()[2026].net == net.budget
    assert published_figures()["budget_2026"].value == net.budget * 100


def test_alliance_figures_are_as_published() -> None:
    figures = {key: each.value for key, each in published_figures().items()}

    assert figures["members"] == 105
    assert (figures["members_2026"], figures["contribution_2026"]) == (
        Decimal(29),
        Decimal("134.00"),
    )
    assert (figures["members_2030"], figures["contribution_2030"]) == (Decimal(56), Decimal("4.51"))
    assert (figures["members_2050"], figures["contribution_2050"]) == (
        Decimal(46),
        Decimal("34.05"),
    )
    assert figures["members_net_zero"] == 36


def test_a_known_inconsistency_is_told_in_both_languages() -> None:
    remark = published_figures()["members_2050"].remark

    assert remark is not None
    assert "36" in remark.zh
    assert "36" in remark.en


def test_published_days_are_dates_not_numbers() -> None:
    founded = published_figures()["alliance_founded"]

    assert founded.value is None
    assert founded.day is not None
    assert founded.day.isoformat() == "2022-06-20"
