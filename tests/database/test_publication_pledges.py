"""The script of an evidence pack works every target out again from its cells."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import orjson
import pytest
from sqlalchemy.orm import Session

from portal.aggregation.queries import member_years
from portal.demo.as_read import AsRead
from portal.demo.plans import plan as plan_content
from portal.demo.pledges import with_plans
from portal.intake.handing_in import handed_in
from portal.intake.report import Report
from portal.intake.tables import plan_tables
from portal.members.models import Company
from portal.plans.sheets import TEMPLATE
from portal.plans.subject import Background, build
from portal.publication.figure_id import figure_id
from portal.publication.tracing import traced
from portal.submissions.figures import HandedIn
from portal.submissions.states import Kind
from portal.workbook.content import CellInput, Content
from tests import builders
from tests.database.test_aggregation import accept, inventory
from tests.database.test_publication import a_publication, recomputed

Cells = dict[str, CellInput]
YEAR = 2024
WHOLE: Cells = {
    "target_id": "T1",
    "target_year": 2030,
    "set_year": 2023,
    "kaohsiung_only": True,
    "base_year": 2019,
    "unit": "tCO2e",
    "base_scope1": Decimal("60000.123"),
    "base_scope2": Decimal("31000.7"),
}
# The whole company's amounts: only a percentage of them says anything of the sites here.
ELSEWHERE: Cells = {"kaohsiung_only": False, "base_scope1": None, "base_scope2": None}
IN_10_KT: Cells = {
    "unit": "10ktCO2e",
    "base_scope1": Decimal("6.0001"),
    "base_scope2": Decimal("3.1"),
}
SCOPE_1: Cells = {"coverage1": Decimal(1), "coverage2": Decimal(0)}
SCOPE_2: Cells = {"coverage1": Decimal(0), "coverage2": Decimal("0.8")}
THIRD = Decimal("0.333333")


def cells(kind: str, **own: CellInput) -> Cells:
    return {**WHOLE, "kind": kind, **own}


RATE = cells("annual_rate", annual_rate=Decimal("0.0425"))
INTENSITY = cells("intensity", cut=THIRD, base_activity=Decimal(700))
KINDS: dict[str, tuple[Cells, ...]] = {
    "absolute_share": (cells("absolute", cut=THIRD),),
    "absolute_left": (cells("absolute", stated_target_emissions=Decimal("70000.7")),),
    "absolute_cut": (cells("absolute", stated_cut=Decimal("12345.678")),),
    "absolute_10kt": (cells("absolute", **IN_10_KT, stated_cut=Decimal("1.2345")),),
    "scope_1": (cells("absolute", cut=THIRD, **SCOPE_1),),
    "scope_2": (cells("absolute", cut=THIRD, **SCOPE_2),),
    "one_scope_stated": (cells("absolute", base_scope2=None, cut=THIRD),),
    "both_scopes_in_two_rows": (
        cells("absolute", cut=Decimal("0.3"), **SCOPE_1),
        cells("absolute", cut=Decimal("0.5"), **SCOPE_2) | {"target_id": "T2", "set_year": 2024},
    ),
    "newest_of_several": (
        cells("absolute", cut=THIRD),
        cells("annual_rate", annual_rate=Decimal("0.02")) | {"target_id": "T2", "set_year": 2024},
    ),
    "rate_linear": (RATE | {"rate_kind": "linear"},),
    "rate_compound": (RATE | {"rate_kind": "compound"},),
    "rate_not_said": (RATE,),
    "rate_over_the_whole": (RATE | {"annual_rate": Decimal("0.12")},),
    "intensity": (INTENSITY | {"target_activity": Decimal("771.3")},),
    "intensity_indicative": (INTENSITY,),
    "business_as_usual": (cells("bau", cut=THIRD, bau_emissions=Decimal("99000.3")),),
    "return_to_tonnes": (cells("return_to_level", stated_target_emissions=Decimal(80000)),),
    "return_to_inventory": (cells("return_to_level", return_year=2020),),
    "net_zero": (cells("net_zero", residual_stated=True, residual=Decimal("1234.567")),),
    "net_zero_open": (cells("net_zero", residual_stated=False),),
    "elsewhere_share": (cells("absolute", cut=THIRD) | ELSEWHERE,),
    "elsewhere_rate": (RATE | ELSEWHERE | SCOPE_2,),
    "elsewhere_net_zero": (cells("net_zero", residual=Decimal(500)) | ELSEWHERE,),
    "elsewhere_tonnes": (cells("absolute", stated_cut=Decimal(900)) | ELSEWHERE,),
    "elsewhere_unknown": (cells("absolute", cut=THIRD, base_year=2018) | ELSEWHERE,),
    "not_enough": (cells("absolute"),),
    "no_base_year": (cells("absolute", cut=THIRD, base_year=None),),
}


def promised(*targets: Cells) -> HandedIn:
    """A plan that has these targets, as it is kept when it is handed in."""
    content = {**plan_content("ST05"), "targets": list(targets), "measures": [], "exchange": []}
    return kept(content)


def kept(content: Content) -> HandedIn:
    made = Report(
        "plan.xlsx", "0", tables=plan_tables(build(AsRead(TEMPLATE, content), Background()))
    )
    stored = replace(made, tables=orjson.loads(made.stored_tables()))
    return handed_in(replace(stored, versions={"rules": "1"}, template_version=1))


def a_member(session: Session, content: HandedIn, code: str = "ST05") -> Company:
    """A member with that plan, and inventories of two years that no headline figure needs."""
    one = builders.a_company(session, code=code)
    for year, scope1 in ((2019, "61000.5"), (2020, "59000.25"), (YEAR, "58000")):
        accept(session, one, inventory(scope1, "30000.000003"), year=year)
    accept(session, one, content, kind=Kind.PLAN)
    return one


def packed(session: Session, name: str) -> bytes:
    found = traced(session, figure_id(name))
    pack = found.evidence() if found else None
    assert pack is not None
    return pack


def run_again(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [sys.executable, "-I", str(folder / "recompute.py")],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_target_is_worked_out_again_from_its_cells(
    session: Session, tmp_path: Path, name: str
) -> None:
    a_member(session, promised(*KINDS[name]))
    a_publication(session)
    (member,) = member_years(session, YEAR)
    state = member.pledge(2030).state.value

    said = recomputed(tmp_path, [packed(session, "2024.r1/alliance/2030/t1")])

    assert said.stderr == ""
    assert "same to the gram" in said.stdout
    assert (said.returncode, "NOT" in said.stdout) == (0, False)
    inputs = orjson.loads((tmp_path / "0" / "inputs.json").read_bytes())
    assert inputs[0]["pledges"]["2030"]["state"] == state


def test_the_kinds_that_are_tried_end_in_every_state(session: Session, tmp_path: Path) -> None:
    for number, targets in enumerate(KINDS.values()):
        a_member(session, promised(*targets), code=f"M{number:02}")
    states = {one.pledge(2030).state.value for one in member_years(session, YEAR)}
    a_publication(session)

    said = recomputed(tmp_path, [packed(session, "2024.r1/alliance/2030/gross")])

    assert states == {"quantified", "not_quantified", "indicative"}
    assert (said.returncode, said.stderr) == (0, "")


def test_the_plans_of_the_demonstration_are_worked_out_again(
    session: Session, tmp_path: Path
) -> None:
    for code in with_plans():
        one = builders.a_company(session, code=code)
        accept(session, one, inventory("58000", "30000"), year=2022)
        accept(session, one, kept(plan_content(code)), kind=Kind.PLAN)
    member = next(iter(with_plans()))
    accept(session, builders.a_company(session, code="EN99"), inventory("1", "2"))
    a_publication(session)

    said = recomputed(
        tmp_path,
        [
            packed(session, f"2024.r1/{of}/{year}/t1")
            for of in ("alliance", f"member:{member}")
            for year in (2026, 2030, 2050)
        ],
    )

    assert (said.returncode, said.stderr) == (0, "")


def test_the_pack_holds_the_inventory_that_a_target_rests_on(
    session: Session, tmp_path: Path
) -> None:
    a_member(session, promised(*KINDS["return_to_inventory"], *KINDS["elsewhere_share"]))
    a_publication(session)

    recomputed(tmp_path, [packed(session, "2024.r1/alliance/2030/t1")])

    rows = (tmp_path / "0" / "rows.csv").read_text("utf-8-sig")
    assert "59000.25" in rows
    assert "61000.5" in rows
    assert "58000" not in rows


@pytest.mark.parametrize(
    ("before", "after"),
    [("0.333333", "0.333334"), ("60000.123", "60000.124"), (",absolute,", ",net_zero,")],
    ids=["cut", "base", "kind"],
)
def test_a_changed_cell_of_a_target_is_found(
    session: Session, tmp_path: Path, before: str, after: str
) -> None:
    a_member(session, promised(*KINDS["absolute_share"]))
    a_publication(session)
    first = recomputed(tmp_path, [packed(session, "2024.r1/alliance/2030/t1")])
    rows = tmp_path / "0" / "rows.csv"
    text = rows.read_text("utf-8-sig")
    assert before in text
    rows.write_text(text.replace(before, after), "utf-8-sig")

    second = run_again(tmp_path / "0")

    assert (first.returncode, second.returncode) == (0, 1)
    assert "by the cells" in second.stdout
    assert "NOT the same" in second.stdout


def test_changed_inputs_of_a_target_are_found(session: Session, tmp_path: Path) -> None:
    a_member(session, promised(*KINDS["absolute_cut"]))
    a_publication(session)
    first = recomputed(tmp_path, [packed(session, "2024.r1/alliance/2030/t1")])
    inputs = tmp_path / "0" / "inputs.json"
    made = orjson.loads(inputs.read_bytes())
    made[0]["pledges"]["2030"]["coverage"] = ["1", "0"]
    inputs.write_bytes(orjson.dumps(made))

    second = run_again(tmp_path / "0")

    assert (first.returncode, second.returncode) == (0, 1)
    assert "coverage is ['1', '1'] by the cells, ['1', '0'] in the inputs" in second.stdout


def test_a_target_without_its_row_is_found(session: Session, tmp_path: Path) -> None:
    a_member(session, promised(*KINDS["absolute_cut"]))
    a_publication(session)
    recomputed(tmp_path, [packed(session, "2024.r1/alliance/2030/t1")])
    rows = tmp_path / "0" / "rows.csv"
    lines = rows.read_text("utf-8-sig").splitlines(keepends=True)
    rows.write_text("".join(line for line in lines if ",target," not in line), "utf-8-sig")

    said = run_again(tmp_path / "0")

    assert said.returncode == 1
    assert "ST05 2030: a target is only in the inputs" in said.stdout
