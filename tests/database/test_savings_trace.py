"""Figures of savings traced to streams and documents, by everybody, and of closed years."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.advisory.models import Recommendation
from portal.advisory.operations import findings
from portal.aggregation.figure_sets import ALLIANCE_SET, FigureSet, SetKind
from portal.esco import operations
from portal.esco.vocabulary import StatementOutcome
from portal.field import operations as field
from portal.field.rows import FindingLine
from portal.field.sheets import READ_BY
from portal.language import Language
from portal.reference.groups import Group
from portal.reference.site_systems import System
from portal.reports import queries, summary_excel
from portal.savings import city, summary_json
from portal.savings import operations as savings
from portal.savings.models import ClosedYear
from portal.savings.tracing.figure_id import figures_of, savings_figure
from portal.savings.tracing.manifest import manifest, papers_behind
from portal.savings.tracing.parts import value_in
from portal.savings.tracing.trace import Trace, traced
from portal.savings.vocabulary import Figure, Level
from portal.workbook.addresses import column_letters
from tests.builders import NOW, a_company, a_site, an_actor
from tests.database.test_advisory import a_scene, accept
from tests.database.test_field import FILE, VISIT
from tests.database.test_report_savings import EDITION
from tests.database.test_savings import (
    CONTRACT,
    MEASURE,
    SAVED,
    Scene,
    another_measure,
    scene,
)
from tests.reports.reading import read_excel, rows_of

__all__ = ["scene"]
ESCO = "2023/alliance/esco/implemented/kwh"


def the(session: Session, name: str, actor: Actor | None = None) -> Trace:
    found = traced(session, savings_figure(name), actor)
    assert found is not None
    return found


def test_every_figure_is_what_is_listed_under_it(session: Session, scene: Scene) -> None:
    case = a_scene(session)
    accept(session, case)
    another_measure(session, scene)
    sets = [ALLIANCE_SET, FigureSet(SetKind.GROUP, Group.STEEL.value)]

    for year in (2023, 2026):
        known = city.basis(session, year)
        for of in sets:
            whole = city.figures(known, of.group)
            for one in figures_of(year, of):
                found = traced(session, one)
                assert found is not None
                assert found.listed == found.value == value_in(whole, one), str(one)
        of_air = city.figures(known, None, System.AIR)
        for one in figures_of(year, system=System.AIR):
            assert the(session, str(one)).value == value_in(of_air, one), str(one)


def test_the_summary_names_figures_that_come_to_what_it_says(
    session: Session, scene: Scene
) -> None:
    another_measure(session, scene)
    plain: Any = summary_json.summary(session, 2023)
    sets = [plain["alliance"], *plain["groups"]]

    for one in sets:
        blocks = [one["advisory"], one["esco"], one["esco"]["verified"]]
        blocks += [one["advisory"][level] for level in ("recommendations", "verified")]
        for block in blocks:
            for key, name in block["figures"].items():
                value = the(session, name).value
                assert value is not None
                assert Decimal(str(block[key])) == value.quantize(Decimal("0.001")), name


def test_a_contract_says_who_entered_it(session: Session, scene: Scene) -> None:
    found = the(session, ESCO)

    made = manifest(found, papers_behind(session, found))
    (stream,) = made["streams"]
    (paper,) = stream["counted"]["documents"]
    assert stream["amount"] == made["value"] == "1000000"
    assert paper["name"] == scene.contract.number
    assert paper["file"] is None
    assert [one["form"]["zh"] for one in paper["entered"]] == ["表單「ESCO 契約措施」"]
    assert paper["entered"][0]["at"] == NOW.isoformat()
    assert paper["entered"][0]["by"]


def test_a_recommendation_says_who_answered_it(session: Session) -> None:
    case = a_scene(session)
    accept(session, case)

    found = the(session, "2026/alliance/advisory/accepted/kwh")

    (paper,) = papers_behind(session, found)[f"advice-{case.advice.id}"]
    assert [one.what.en for one in paper.entered] == ["Entered", "Accepted"]
    assert [one.value for one in paper.says] == ["60000"]


def test_a_statement_says_who_stated_and_who_accepted_it(session: Session, scene: Scene) -> None:
    made = operations.state_savings(
        session, scene.esco, scene.contract, 1, [scene.line], evidence="報告 3 頁", at=NOW
    )
    operations.decide_statement(
        session,
        scene.coordinator,
        made,
        StatementOutcome.ACCEPTED,
        note="相符",
        at=NOW,
    )

    found = the(session, "2023/alliance/esco/verified/kwh")

    (paper,) = papers_behind(session, found)[f"statement-{scene.measure.id}"]
    assert found.value == SAVED
    assert [one.by for one in paper.entered] == ["HD", paper.entered[1].by]
    assert "報告 3 頁" in [one.value for one in paper.says]


def test_who_sees_one_member_sees_how_many_others_there_are(session: Session, scene: Scene) -> None:
    other = a_company(session, group=Group.ENERGY)
    place = (other, a_site(session, other))
    one = operations.add_organisation(session, scene.coordinator, "QY", "清陽", "QY", at=NOW)
    contract = operations.write_contract(session, scene.coordinator, one, place, CONTRACT, at=NOW)
    operations.keep_measure(session, scene.coordinator, contract, MEASURE, at=NOW)
    own = an_actor(session, Role.PREPARER, company=scene.company)
    limited = an_actor(session, groups=frozenset({Group.ENERGY}))
    advisor = an_actor(session, Role.ADVISOR)

    seen = {who: the(session, ESCO, who) for who in (own, limited, advisor, scene.coordinator)}

    assert [(len(one.parts), one.unseen, one.value) for one in seen.values()] == [
        (1, 1, None),
        (1, 1, None),
        (0, 2, None),
        (2, 0, 2_000_000),
    ]
    assert seen[own].parts[0].place.company_code == scene.company.code
    assert seen[limited].parts[0].place.company_code == other.code
    of_group = the(session, "2023/group:steel/esco/implemented/kwh", own)
    assert (of_group.value, of_group.unseen) == (Decimal(1_000_000), 0)


def test_a_member_that_is_not_there_has_no_figures(session: Session, scene: Scene) -> None:
    other = a_company(session)
    figure = savings_figure(f"2023/member:{scene.company.code}/esco/implemented/kwh")
    missing = savings_figure("2023/member:NO/esco/implemented/kwh")

    assert traced(session, figure, an_actor(session, Role.PREPARER, company=other)) is None
    assert traced(session, figure, an_actor(session, Role.ADVISOR)) is None
    assert traced(session, missing) is None
    found = traced(session, figure, an_actor(session, Role.PREPARER, company=scene.company))
    assert found is not None
    assert found.value == 1_000_000


def closed_and_corrected(session: Session, scene: Scene) -> None:
    savings.close_year(session, scene.coordinator, 2023, at=NOW)
    another_measure(session, scene)
    savings.correct_year(
        session,
        scene.coordinator,
        2023,
        (Group.STEEL, Figure.ESCO, Level.IMPLEMENTED),
        (Decimal(-100_000), Decimal("-49.4")),
        reason="電表倍率",
        evidence="校正紀錄",
        at=NOW,
    )


def test_a_closed_year_lists_its_streams_and_corrections(session: Session, scene: Scene) -> None:
    closed_and_corrected(session, scene)
    figures = city.year_figures(session, 2023)

    for group in (None, Group.STEEL, Group.ENERGY):
        of = FigureSet() if group is None else FigureSet(SetKind.GROUP, group.value)
        for one in figures_of(2023, of, is_closed=True):
            found = traced(session, one)
            assert found is not None
            if one.key not in ("gj", "streams", "sites"):
                assert found.value == value_in(figures[group], one), str(one)
            assert found.listed == found.value, str(one)
    kwh = the(session, "2023.closed/alliance/esco/implemented/kwh")
    assert (kwh.value, [one.amount for one in kwh.corrections]) == (
        Decimal(900_000),
        [Decimal(-100_000)],
    )
    assert len(kwh.parts) == 1
    assert the(session, ESCO).value == 2_000_000
    plain: Any = summary_json.summary(session, 2023)
    assert plain["alliance"]["esco"]["figures"]["kwh"] == str(kwh.figure)


def test_a_closed_year_hides_what_is_not_there_for_a_reader(session: Session, scene: Scene) -> None:
    closed_and_corrected(session, scene)
    other = an_actor(session, Role.PREPARER, company=a_company(session))
    name = "2023.closed/alliance/esco/implemented/kwh"

    hidden = the(session, name, other)

    assert (hidden.value, hidden.parts, hidden.unseen, hidden.corrections) == (None, (), 1, ())
    assert traced(session, savings_figure(name.replace("2023", "2022"))) is None


def test_a_year_that_was_closed_without_its_streams_still_adds_up(
    session: Session, scene: Scene
) -> None:
    kept = city.snapshot(session, 2023)
    by = scene.coordinator.user_id
    session.add(ClosedYear(year=2023, snapshot=kept, written_by=by, written_at=NOW))
    session.flush()

    for one in figures_of(2023, is_closed=True):
        found = traced(session, one)
        assert found is not None
        assert (found.parts, found.listed) == ((), found.value), str(one)
    member = an_actor(session, Role.PREPARER, company=scene.company)
    name = "2023.closed/alliance/esco/implemented/kwh"
    assert traced(session, savings_figure(name), member) is None


def test_a_recommendation_of_a_field_workbook_leads_to_its_cells(session: Session) -> None:
    case = a_scene(session)
    row = FindingLine(
        7,
        None,
        None,
        1,
        "AC-1",
        "管線洩漏",
        "high",
        None,
        "修補洩漏",
        "逐點修補",
        "operational",
        Decimal(12_345),
        None,
        None,
        Decimal("3.5"),
        Decimal(20_000),
        Decimal(3),
        "依現場量測",
    )
    rows = {"visit": (VISIT,), "findings": (row,)}
    later = NOW + timedelta(minutes=5)
    upload = field.receive(session, case.advisor, case.survey, FILE, rows, name="現場.xlsx", at=NOW)
    field.confirm(session, case.advisor, upload, upload.digest, at=later)
    one = session.scalars(select(Recommendation).order_by(Recommendation.id.desc())).first()
    assert one is not None
    findings.put_forward(session, case.advisor, one, at=later, row_version=one.row_version)

    found = the(session, "2026/alliance/advisory/identified/kwh")

    (paper,) = papers_behind(session, found)[f"advice-{one.id}"]
    assert paper.file is not None
    assert (paper.file.name, paper.file.sha256) == ("現場.xlsx", FILE.sha256)
    assert paper.entered[0].form.zh == "現場活頁簿上傳"
    assert paper.entered[0].at == later
    letter = column_letters(list(READ_BY.sheet("findings").by_key).index("electricity") + 1)
    assert paper.cells == (f"發現與建議!{letter}7",)


def test_the_workbook_of_a_report_names_figures_that_come_to_what_it_says(
    session: Session, scene: Scene
) -> None:
    another_measure(session, scene)
    found = queries.summary(session, scene.coordinator, 2023, of=EDITION)

    sheets = read_excel(summary_excel.build(found, Language.EN))

    table = rows_of(sheets["Savings"])
    named = table.headings[-1]
    assert named.startswith("Figure id")
    for row in table.rows:
        said = dict(zip(table.headings, row, strict=True))
        value = the(session, str(said[named])).value
        assert value == Decimal(str(said["Electricity (kWh)"] or 0)), said[named]
    outcome = rows_of(sheets["Diagnoses"])
    for row in outcome.rows:
        said = dict(zip(outcome.headings, row, strict=True))
        value = the(session, str(said[outcome.headings[-1]])).value
        assert value == Decimal(str(said["Sites diagnosed"] or 0))
