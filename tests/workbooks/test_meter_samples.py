"""The samples of meter data: the sound one gives its known saving, each faulty one its finding."""

from datetime import date
from pathlib import Path

import pytest

from portal.demo.meters import FAULTS, PLANT, Meter
from portal.verification.computing import Design, Option, Variable, compute
from portal.verification.rules import RULES, judge, periods_of
from portal.verification.sheets import TEMPLATE
from portal.workbook.taking import take

FOLDER = Path(__file__).parents[2] / "sample_submissions" / "meter"


def test_the_sound_sample_has_no_finding_and_its_known_saving() -> None:
    taken = take(FOLDER / "sound" / "meter-data-2022-2023.xlsx", TEMPLATE, judge)
    design = Design(
        Option.C,
        (date(2022, 1, 1), date(2022, 12, 31)),
        (Variable("產量", "", is_total=True, is_production=True),),
    )

    periods = periods_of(taken.form("about"), taken.rows["periods"])
    found = compute(design, periods, date(2023, 1, 1), date(2023, 12, 31))

    assert taken.findings == ()
    assert found.is_sound
    assert abs(found.saved.saving - float(PLANT.saving())) < found.saved.bands[1].half


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_faulty_sample_provokes_the_finding_it_is_named_for(name: str) -> None:
    taken = take(FOLDER / "faulty" / f"{name}.xlsx", TEMPLATE, judge)

    assert {one.code for one in taken.findings} == {name[:6]}


def test_every_rule_has_its_faulty_sample() -> None:
    assert {name[:6] for name in FAULTS} == set(RULES.rules)


def test_meters_of_other_seeds_differ() -> None:
    one, other = (
        list(Meter(PLANT.first, 900, PLANT.before, PLANT.after, 420, seed).months())
        for seed in (1, 2)
    )

    assert one != other
    assert [row["first"] for row in one] == [row["first"] for row in other]
