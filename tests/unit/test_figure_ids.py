import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.publication.figure_id import (
    KEYS,
    Edition,
    FigureId,
    FigureSet,
    NoSuchFigureError,
    SetKind,
    figure_id,
)
from portal.reference.groups import Group

SETS = [
    FigureSet(),
    FigureSet(SetKind.GROUP, Group.STEEL.value),
    FigureSet(SetKind.MEMBER, "EL17"),
    FigureSet(SetKind.MEMBER, "EL17-3"),
]
FIGURES = [(key, horizon) for key, horizons in KEYS.items() for horizon in horizons or (None,)]


@given(
    st.builds(Edition, st.integers(2000, 2099), st.none() | st.integers(1, 99)),
    st.sampled_from(SETS),
    st.sampled_from(FIGURES),
)
def test_a_printed_name_is_read_back(
    edition: Edition, of: FigureSet, figure: tuple[str, int | None]
) -> None:
    wanted = FigureId(edition, of, *figure)

    assert figure_id(str(wanted)) == wanted


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024/alliance/2030/t1", FigureId(Edition(2024), FigureSet(), "t1", 2030)),
        (
            "2024.r2/group:steel/emissions",
            FigureId(Edition(2024, 2), FigureSet(SetKind.GROUP, "steel"), "emissions"),
        ),
    ],
    ids=["as it stands", "published"],
)
def test_names_mean_what_they_say(name: str, expected: FigureId) -> None:
    assert figure_id(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2024",
        "2024/alliance",
        "2024/alliance/t1",
        "2024/alliance/2031/t1",
        "2024/alliance/2030/emissions",
        "2024/alliance/2030/t9",
        "2024.r0/alliance/emissions",
        "2024/group:nobody/emissions",
        "2024/member:/emissions",
        "2024/member:a b/emissions",
        "2024/alliance/２０３０/t1",
        "2024/alliance/2030/t1/more",
    ],
)
def test_what_names_no_figure_is_refused(name: str) -> None:
    with pytest.raises(NoSuchFigureError):
        figure_id(name)
