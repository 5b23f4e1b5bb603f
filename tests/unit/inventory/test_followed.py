"""Rules about the year before follow sources and sites under their new names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from portal.demo.fault import usual_background
from portal.demo.sound_inventory import SOUND_MEMBERS, sound
from portal.intake.following import followed, remembered
from portal.intake.identities import Identities
from portal.inventory.figures import PastInventory, PastSource
from portal.inventory.past import as_past
from portal.inventory.rules import RULES
from portal.reference.groups import Group
from portal.submissions.figures import ExplanationRow, IdentityChangeRow
from portal.submissions.states import IdentityKind
from portal.workbook.recurrence import Pattern
from tests.builders_inventory import inventory_of

WHEN = datetime(2025, 5, 4, 3, 0, tzinfo=UTC)
YEAR = 2024
GROUP = Group.STEEL
CODE = SOUND_MEMBERS[GROUP]


def a_change(kind: IdentityKind, old: tuple[str, ...], new: tuple[str, ...]) -> IdentityChangeRow:
    return IdentityChangeRow(1, kind, YEAR, old, new, "重編", "張承辦", WHEN)


def last_year() -> PastInventory:
    background = usual_background(CODE, YEAR - 1)
    return as_past(inventory_of(sound(GROUP, YEAR - 1), background))


def under_another(
    past: PastInventory, renamed: Mapping[tuple[str, str], tuple[str, str]]
) -> PastInventory:
    sources = {renamed.get(key, key): one for key, one in past.sources.items()}
    return replace(past, sources=sources)


def codes(past: PastInventory) -> set[str]:
    background = replace(usual_background(CODE, YEAR), past=past)
    return {rule.code for rule, _ in RULES.hits(inventory_of(sound(GROUP, YEAR), background))}


def largest(past: PastInventory) -> tuple[str, str]:
    return max(past.sources, key=lambda key: past.sources[key].emissions)


def test_a_renumbered_source_is_neither_gone_nor_new() -> None:
    key = largest(last_year())
    before = under_another(last_year(), {key: (key[0], "OLD-1")})
    change = a_change(IdentityKind.SOURCE_RENAMED, (f"{key[0]}/OLD-1",), (f"{key[0]}/{key[1]}",))

    unknown = codes(before)
    known = codes(followed(before, Identities((change,))))

    assert "INV-242" in unknown
    assert known == set()


def test_a_renumbered_site_keeps_its_sources_and_its_output() -> None:
    site = largest(last_year())[0]
    past = last_year()
    before = replace(
        past,
        sources={("E9999999", name): one for (_, name), one in past.sources.items()},
        production={("E9999999", name): one for (_, name), one in past.production.items()},
    )
    change = a_change(IdentityKind.SITE_RENUMBERED, ("E9999999",), (site,))

    assert codes(followed(before, Identities((change,)))) == set()


def test_merged_sites_are_compared_with_their_sum() -> None:
    site, name = largest(last_year())
    past = last_year()
    whole = past.sources[site, name]
    assert whole.activity is not None
    half = PastSource(whole.activity / 2, whole.unit, whole.emissions / 2)
    before = replace(past, sources={**past.sources, (site, name): half, ("E9999999", name): half})
    change = a_change(IdentityKind.SITES_MERGED, (site, "E9999999"), (site,))

    unknown = codes(before)
    known = codes(followed(before, Identities((change,))))

    assert "INV-077" in unknown
    assert known == set()


def test_the_parts_of_a_split_site_are_compared_with_it_together() -> None:
    past = PastInventory(
        YEAR - 1,
        Decimal(100),
        Decimal(0),
        Decimal(0),
        {("E1", "S1"): PastSource(Decimal(10), "t", Decimal(100))},
    )
    change = a_change(IdentityKind.SITE_SPLIT, ("E1",), ("E2", "E3"))

    found = followed(past, Identities((change,)))

    assert found.key("E2", "S1") == found.key("E3", "s1") == ("E2+E3", "S1")
    assert found.sources["E2+E3", "S1"] == past.sources["E1", "S1"]
    assert found.joined_names == {"E2+E3"}


def test_sources_of_other_units_have_no_common_activity() -> None:
    past = PastInventory(
        YEAR - 1,
        Decimal(3),
        Decimal(0),
        Decimal(0),
        {
            ("E1", "S1"): PastSource(Decimal(10), "t", Decimal(1)),
            ("E2", "S1"): PastSource(Decimal(10), "kL", Decimal(2)),
        },
    )
    change = a_change(IdentityKind.SITES_MERGED, ("E1", "E2"), ("E1",))

    found = followed(past, Identities((change,))).sources["E1", "S1"]

    assert (found.activity, found.emissions) == (None, Decimal(3))


@pytest.mark.parametrize(
    ("about", "now"),
    [
        ("sources/e5600123/s007/activity", "sources/e5600123/g1/activity"),
        ("sources/e5600123/s008/activity", "sources/e5600123/s008/activity"),
        ("cover/change_note", "cover/change_note"),
        ("", ""),
    ],
)
def test_what_was_said_about_a_warning_is_found_under_the_new_name(about: str, now: str) -> None:
    change = a_change(IdentityKind.SOURCE_RENAMED, ("E5600123/S007",), ("E5600123/G1",))
    row = ExplanationRow("INV-077", about, Pattern(), "擴產", YEAR - 1, YEAR - 1, "王", WHEN)

    [found] = remembered({row.key: row}, [change], YEAR).values()

    assert (found.about, found.text) == (now, "擴產")
