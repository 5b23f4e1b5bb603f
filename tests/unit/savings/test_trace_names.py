import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.aggregation.figure_sets import FigureSet, NoSuchFigureError, SetKind
from portal.publication import figure_id as published
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.savings.tracing.definitions import meaning, quantity, title
from portal.savings.tracing.figure_id import (
    Block,
    SavingsFigure,
    figures_of,
    is_of_savings,
    savings_figure,
    stem,
)
from portal.savings.vocabulary import Level

SETS = [
    FigureSet(),
    FigureSet(SetKind.GROUP, Group.STEEL.value),
    FigureSet(SetKind.MEMBER, "EL17-3"),
]


@given(
    st.integers(2000, 2099),
    st.sampled_from(SETS),
    st.none() | st.sampled_from(System),
    st.integers(0),
)
def test_a_printed_name_is_read_back(
    year: int, of: FigureSet, system: System | None, at: int
) -> None:
    every = list(figures_of(year, of, system))
    wanted = every[at % len(every)]

    assert savings_figure(str(wanted)) == wanted


@pytest.mark.parametrize("of", SETS[:2], ids=["alliance", "group"])
def test_the_names_of_a_closed_year_are_read_back(of: FigureSet) -> None:
    for one in figures_of(2023, of, is_closed=True):
        assert savings_figure(str(one)) == one


def test_names_mean_what_they_say() -> None:
    assert savings_figure("2023.closed/group:steel/esco/verified/t") == SavingsFigure(
        2023,
        FigureSet(SetKind.GROUP, "steel"),
        Block.ESCO,
        "t",
        Level.VERIFIED,
        is_closed=True,
    )
    assert savings_figure("2023/alliance/system:boiler/advisory/rate") == SavingsFigure(
        2023, FigureSet(), Block.ADVISORY, "rate", None, System.BOILER
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2023/alliance",
        "2023/alliance/esco",
        "2023/alliance/esco/kwh",
        "2023/alliance/esco/rate",
        "2023/alliance/advisory/verified/rate",
        "2023/alliance/in_year/identified/kwh",
        "2023/alliance/in_year/verified/tonnes",
        "2023/alliance/system:reactor/esco/verified/kwh",
        "2023/group:paper/esco/verified/kwh",
        "2023.r1/alliance/esco/verified/kwh",
        "2023.closed/member:EL17/esco/verified/kwh",
        "2023.closed/alliance/system:air/esco/verified/kwh",
        "2023/alliance/esco/verified/kwh/kwh",
    ],
)
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(NoSuchFigureError):
        savings_figure(name)


def test_no_name_is_one_of_both_kinds() -> None:
    edition = published.Edition(2023)

    for one in published.figures_of(edition, FigureSet()):
        assert not is_of_savings(str(one))
    for other in figures_of(2023):
        assert is_of_savings(str(other))
        with pytest.raises(NoSuchFigureError):
            published.figure_id(str(other))


def test_every_figure_has_words_in_both_languages() -> None:
    for one in figures_of(2023):
        for words in (title(one), meaning(one), quantity(one).formula, quantity(one).unit):
            assert words.zh
            assert words.en


def test_what_a_figure_begins_with_is_said_alike() -> None:
    assert stem(2023) == "2023/alliance"
    assert stem(2023, Group.STEEL, System.AIR) == "2023/group:steel/system:air"
    assert stem(2023, is_closed=True) == "2023.closed/alliance"
