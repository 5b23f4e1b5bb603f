"""What is shown never gives a member away, whatever is added to or taken from each other."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.aggregation.disclosure import Disclosure, Link, Series, Weight, disclosure, weight
from portal.reference.groups import Group

Sizes = Mapping[Group, tuple[int, ...]]
Members = list[tuple[Group, int, int]]
MEMBERS = st.lists(
    st.tuples(st.sampled_from(list(Group)), st.integers(1, 10**6), st.integers(0, 10**6)),
    max_size=24,
)
SIZES = {
    Group.STEEL: (90, 5, 5),
    Group.ENERGY: (40, 30, 30),
    Group.ELECTRONICS: (4, 3, 3),
    Group.PETROCHEMICALS: (50, 40, 30, 20),
}


def series(name: str, sizes: Mapping[Group, tuple[int, ...]]) -> Series[str]:
    return Series(name, {group: weight(map(Decimal, found)) for group, found in sizes.items()})


def shown(found: Disclosure[str], name: str) -> set[Group | None]:
    return {one for one in found.shown[name] if one is None or one in SIZES}


def test_a_dominated_group_takes_as_many_with_it_as_hide_its_largest_member() -> None:
    found = disclosure([series("emissions", SIZES)], [])

    # 90 of 100 in steel, 90 of 110 with electronics: only with energy is it less than 80 %.
    assert shown(found, "emissions") == {None, Group.PETROCHEMICALS}


def test_groups_of_a_reader_are_never_held_back_and_hide_nobody() -> None:
    found = disclosure([series("emissions", SIZES)], [], seen=frozenset({Group.STEEL}))

    assert shown(found, "emissions") == {None, *SIZES}


def test_an_alliance_of_two_is_held_back() -> None:
    found = disclosure([series("t1", {Group.STEEL: (5,), Group.ENERGY: (5,)})], [])

    assert not found.shows("t1", None)
    assert not found.shows("t1", Group.STEEL)


def test_a_part_is_held_back_where_the_rest_is_of_few_members() -> None:
    sizes = {Group.ENERGY: (40, 30, 30), Group.STEEL: (40, 30, 30), Group.ELECTRONICS: (9, 9, 9)}
    rest = {Group.ENERGY: weight([Decimal(7)])}

    found = disclosure([series("t1", sizes), series("t2", sizes)], [Link("t1", "t2", rest)])

    assert found.shows("t1", Group.ENERGY)
    assert not found.shows("t2", Group.ENERGY)
    # The alliance less the others would be energy again: another group goes with it.
    assert not found.shows("t2", Group.ELECTRONICS)


def test_the_third_of_three_figures_goes_with_the_first() -> None:
    few: Sizes = {Group.STEEL: (9,)}
    many: Sizes = {Group.STEEL: (5, 5, 5)}
    three = ("both", "first", "second")

    found = disclosure(
        [series("both", many), series("first", few), series("second", many)], [], [three]
    )

    assert [found.shows(name, Group.STEEL) for name in three] == [True, False, False]


@given(MEMBERS)
def test_the_alliance_less_its_shown_groups_is_never_small(members: Members) -> None:
    weights = _weights(members, "both")

    found = disclosure([Series("emissions", weights)], [])

    rest = [one for group, one in weights.items() if not found.shows("emissions", group)]
    together = reduce(Weight.plus, rest, Weight())
    assert not any(one.is_small for group, one in weights.items() if one not in rest)
    assert not (found.shows("emissions", None) and (together.is_small or len(rest) == 1))


@given(MEMBERS, MEMBERS)
@settings(max_examples=150, deadline=None)
def test_no_member_follows_from_any_sum_or_difference(members: Members, later: Members) -> None:
    """Scopes 1 and 2 of two years: members of the first, and the same with others after them."""
    after = [*members, *later]
    found = _two_years(members, after)

    known = [*_rows("r1", members, found, len(after)), *_rows("r2", after, found, len(after))]

    reduced = _reduced(known)
    for member in range(len(after)):
        for scopes in ((1, 0), (0, 1), (1, 1)):
            assert not _follows(_one(member, scopes, len(after)), reduced)


def _two_years(members: Members, after: Members) -> Disclosure[str]:
    names = [f"{year}/{key}" for year in ("r1", "r2") for key in _SCOPES]
    made = [
        Series(f"{year}/{key}", _weights(of, key))
        for year, of in (("r1", members), ("r2", after))
        for key in _SCOPES
    ]
    links = [
        Link(f"{year}/both", f"{year}/{one}", _weights(of, other))
        for year, of in (("r1", members), ("r2", after))
        for one, other in (("first", "second"), ("second", "first"))
    ]
    added = after[len(members) :]
    links += [Link(f"r1/{key}", f"r2/{key}", _weights(added, key)) for key in _SCOPES]
    three = [(f"{year}/both", f"{year}/first", f"{year}/second") for year in ("r1", "r2")]
    assert len(names) == len(made)
    return disclosure(made, links, three)


_SCOPES = {"both": (1, 1), "first": (1, 0), "second": (0, 1)}


def _weights(members: Members, key: str) -> dict[Group, Weight]:
    a, b = _SCOPES[key]
    sizes: dict[Group, list[Decimal]] = {}
    for group, first, second in members:
        if a * first + b * second:
            sizes.setdefault(group, []).append(Decimal(a * first + b * second))
    return {group: weight(found) for group, found in sizes.items()}


def _rows(year: str, members: Members, found: Disclosure[str], whole: int) -> list[list[Fraction]]:
    """Each shown figure as a row over the unknown scopes of all members."""
    rows: list[list[Fraction]] = []
    for key, scopes in _SCOPES.items():
        for group in found.shown[f"{year}/{key}"]:
            row = [Fraction(0)] * (2 * whole)
            for number, (of, first, second) in enumerate(members):
                # A member that has none of a scope is known to have none.
                for scope, amount in enumerate((first, second)):
                    if group in (None, of) and amount:
                        row[2 * number + scope] = Fraction(scopes[scope])
            rows.append(row)
    return rows


def _one(member: int, scopes: tuple[int, int], whole: int) -> list[Fraction]:
    row = [Fraction(0)] * (2 * whole)
    row[2 * member], row[2 * member + 1] = Fraction(scopes[0]), Fraction(scopes[1])
    return row


def _reduced(rows: list[list[Fraction]]) -> dict[int, list[Fraction]]:
    """The rows in echelon form, by their leading column."""
    basis: dict[int, list[Fraction]] = {}
    for row in rows:
        left = _less(row, basis)
        leading = next((at for at, one in enumerate(left) if one), None)
        if leading is not None:
            basis[leading] = [one / left[leading] for one in left]
    return basis


def _less(row: list[Fraction], basis: dict[int, list[Fraction]]) -> list[Fraction]:
    left = list(row)
    for at in range(len(left)):
        if left[at] and at in basis:
            factor = left[at]
            left = [one - factor * other for one, other in zip(left, basis[at], strict=True)]
    return left


def _follows(row: list[Fraction], basis: dict[int, list[Fraction]]) -> bool:
    return not any(_less(row, basis))
