"""The workbooks of claims among the samples: sound, and each faulty one with its finding."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from portal.claims.rules import RULES, judge
from portal.claims.sheets import TEMPLATE
from portal.claims.subject import contents
from portal.demo.claim_samples import FAULTS, ClaimFault, register
from portal.reference.site_systems import Carrier
from portal.workbook.taking import Taken, take

FOLDER = Path(__file__).parents[2] / "sample_submissions" / "claims"


def taken(name: str) -> Taken:
    return take(FOLDER / name, TEMPLATE, partial(judge, register=register()))


def test_the_sound_sample_has_no_finding_and_its_changes_are_net() -> None:
    found = taken("sound/claims-2023.xlsx")

    changes = {one.reference: one for one in contents(found.form("about"), found.rows["claims"])}

    assert found.findings == ()
    assert len(changes) == 4
    assert changes["HD-02"].savings == {
        Carrier.FUEL_OIL: Decimal(420_000),
        Carrier.NATURAL_GAS: Decimal(-465_000),
    }
    assert changes["HD-03"].savings == {Carrier.ELECTRICITY: Decimal(406_000)}
    assert changes["HD-04"].is_green


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.file_name)
def test_a_faulty_sample_provokes_the_finding_it_is_named_for(fault: ClaimFault) -> None:
    found = taken(f"faulty/{fault.file_name}")

    assert {one.code for one in found.findings} == {fault.code}
    assert all(one.cells for one in found.findings)


def test_every_rule_has_its_faulty_sample() -> None:
    assert [one.code for one in FAULTS] == sorted(RULES.rules)


def test_without_the_register_what_is_on_file_is_not_compared() -> None:
    path = FOLDER / "faulty" / "CLM-104-more-than-the-site-uses.xlsx"

    assert take(path, TEMPLATE, judge).findings == ()
