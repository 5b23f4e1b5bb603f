"""Diagnoses, savings and ESCO projects in documents: as the command line says them, and to whom."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.aggregation.summary_json import tonnes as tonnes_to_the_gram
from portal.config import settings
from portal.language import Language
from portal.reference.groups import Group
from portal.reports import formats, member_excel, member_pdf, queries, summary_excel, summary_pdf
from portal.reports.font import FontNames, register
from portal.reports.savings import HELD_BACK
from portal.reports.summary import Summary
from portal.savings import city, operations, summary_json
from portal.savings.vocabulary import Level
from tests.builders import NOW, a_company, an_actor
from tests.database.test_advisory import a_scene, accept
from tests.database.test_savings import Scene, another_measure, scene
from tests.reports.reading import read_excel, read_pdf, rows_of

__all__ = ["scene"]

YEAR = 2023
DIAGNOSED = 2026
EDITION = queries.edition(datetime(2026, 6, 20, tzinfo=UTC))
ESCO = "ESCO projects completed (full year)"
ADVICE = "Outcome of the year's diagnoses (full year)"
BLOCKS = {"advisory": ADVICE, "esco": ESCO}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> FontNames:
    folder: Path = tmp_path_factory.mktemp("instance")
    return register(settings({"PORTAL_INSTANCE": str(folder)}))


def _summary(
    session: Session, actor: Actor, year: int = YEAR, group: Group | None = None
) -> Summary:
    return queries.summary(session, actor, year, of=EDITION, group=group)


def _rows(made: bytes, sheet: str) -> Iterator[dict[str, Any]]:
    table = rows_of(read_excel(made)[sheet])
    for row in table.rows:
        yield dict(zip(table.headings, row, strict=True))


def _said(made: bytes, figure: str, level: Level, scope: str = "Total") -> tuple[str, str]:
    """Electricity and tonnes of one total of a workbook, written as the command line does."""
    (row,) = (
        one
        for one in _rows(made, "Savings")
        if (one["Scope"], one["Figure"], one["Level"]) == (scope, figure, level.label.en)
    )
    kwh, tonnes = (Decimal(str(row[key])) for key in ("Electricity (kWh)", "Reduction (t CO₂e)"))
    return summary_json.kilowatt_hours(kwh), tonnes_to_the_gram(tonnes)


def test_the_workbook_says_what_the_command_line_says(session: Session, scene: Scene) -> None:
    another_measure(session, scene)

    made = summary_excel.build(_summary(session, scene.coordinator), Language.EN)

    plain: Any = summary_json.summary(session, YEAR)
    said = plain["alliance"]["esco"]
    assert said["sites"] == 1
    assert said["kwh"] == "2000000"
    assert _said(made, ESCO, Level.IMPLEMENTED) == (said["kwh"], said["t"])
    of_group = next(one["esco"] for one in plain["groups"] if one["group"] == Group.STEEL)
    steel = _said(made, ESCO, Level.IMPLEMENTED, Group.STEEL.label.en)
    assert steel == (of_group["kwh"], of_group["t"])


def test_diagnoses_agree_at_every_level(session: Session, names: FontNames) -> None:
    accept(session, a_scene(session))
    found = _summary(session, an_actor(session), DIAGNOSED)

    made = summary_excel.build(found, Language.EN)
    paper = read_pdf(summary_pdf.build(found, Language.EN, names))

    plain: Any = summary_json.summary(session, DIAGNOSED)
    said = plain["alliance"]["advisory"]
    for level, key in ((Level.IDENTIFIED, "recommendations"), (Level.ACCEPTED, "accepted")):
        assert _said(made, ADVICE, level) == (said[key]["kwh"], said[key]["t"])
        assert paper.says(formats.number(Decimal(said[key]["kwh"])))
        assert paper.says(formats.number(Decimal(said[key]["t"]), 3))
    assert said["recommendations"]["kwh"] == "60000"
    (outcome,) = (one for one in _rows(made, "Diagnoses") if one["Scope"] == "Total")
    assert outcome["Sites diagnosed"] == said["sites"] == 1
    assert outcome["American IAC rate"] == 0.509


def test_the_streams_of_a_figure_add_up_to_it(session: Session, scene: Scene) -> None:
    another_measure(session, scene)

    made = summary_excel.build(_summary(session, scene.coordinator), Language.EN)

    streams = [
        one
        for one in _rows(made, "Savings by stream")
        if (one["Figure"], one["Level"]) == (ESCO, Level.IMPLEMENTED.label.en)
    ]
    assert {one["Code"] for one in streams} == {scene.company.code}
    assert all(scene.contract.number in one["Counted source"] for one in streams)
    whole = sum(one["Electricity (kWh)"] for one in streams)
    assert summary_json.kilowatt_hours(Decimal(str(whole))) == "2000000"


def test_the_american_programme_and_its_source_stand_beside(
    session: Session, names: FontNames
) -> None:
    accept(session, a_scene(session))

    found = _summary(session, an_actor(session), DIAGNOSED)
    paper = read_pdf(summary_pdf.build(found, Language.ZH, names))

    assert paper.says("50.9")
    assert paper.says("itac.university")
    assert paper.says("診斷、節能成效與 ESCO")


def test_an_advisor_reads_no_savings_of_sites_that_are_not_its_own(
    session: Session, scene: Scene, names: FontNames
) -> None:
    found = _summary(session, an_actor(session, Role.ADVISOR), group=Group.STEEL)

    paper = read_pdf(summary_pdf.build(found, Language.EN, names))
    sheets = read_excel(summary_excel.build(found, Language.EN))

    assert found.savings is not None
    assert found.savings.whole is None
    assert found.savings.counted is None
    assert paper.says(HELD_BACK.en)
    assert not paper.says("1,000,000")
    assert "Savings by stream" not in sheets
    assert not any(rows_of(sheets["Diagnoses"]).column("Sites"))


@pytest.mark.parametrize(
    ("role", "groups", "group", "sees"),
    [
        (Role.COORDINATOR, frozenset[Group](), None, True),
        (Role.COORDINATOR, frozenset({Group.STEEL}), None, False),
        (Role.COORDINATOR, frozenset({Group.STEEL}), Group.STEEL, True),
        (Role.COORDINATOR, frozenset({Group.STEEL}), Group.ENERGY, False),
        (Role.AUDITOR, frozenset[Group](), None, True),
        (Role.ADVISOR, frozenset[Group](), Group.STEEL, False),
        (Role.PREPARER, frozenset[Group](), Group.STEEL, False),
        (Role.ESCO, frozenset[Group](), Group.STEEL, False),
    ],
)
def test_who_sees_every_saving_of_a_set(
    role: Role, groups: frozenset[Group], group: Group | None, *, sees: bool
) -> None:
    assert city.sees_all(Actor(1, role, groups=groups), group) is sees


def test_a_published_claim_is_quoted_and_not_counted(
    session: Session, scene: Scene, names: FontNames
) -> None:
    before = _summary(session, scene.coordinator).savings
    title, source = "市府公布之 ESCO 成效", "某文件"
    operations.quote(session, scene.coordinator, title, source, YEAR, at=NOW, tonnes=Decimal(9_000))

    after = _summary(session, scene.coordinator)

    paper = read_pdf(summary_pdf.build(after, Language.ZH, names))
    assert before is not None
    assert after.savings is not None
    assert after.savings.whole == before.whole
    assert paper.says("引用市府公布值")
    assert paper.says(title)
    assert paper.says("9,000")


def test_a_closed_year_prints_its_closed_figures_and_says_so(
    session: Session, scene: Scene, names: FontNames
) -> None:
    operations.close_year(session, scene.coordinator, YEAR, at=NOW)
    another_measure(session, scene)

    found = _summary(session, scene.coordinator)

    assert found.savings is not None
    assert found.savings.whole is not None
    assert found.savings.whole.esco[Level.IMPLEMENTED].electricity == Decimal(1_000_000)
    assert read_pdf(summary_pdf.build(found, Language.EN, names)).says("The year was closed on")


def test_a_statement_holds_the_members_own_savings(
    session: Session, scene: Scene, names: FontNames
) -> None:
    member = an_actor(session, Role.PREPARER, company=scene.company)

    found = queries.statement(session, member, scene.company.code, YEAR, of=EDITION)

    assert found is not None
    sheets = read_excel(member_excel.build(found, Language.EN))
    assert rows_of(sheets["Streams"]).column("Electricity") == [1_000_000]
    assert read_pdf(member_pdf.build(found, Language.EN, names)).says("1,000,000")


def test_a_statement_of_a_member_without_savings_says_nothing_of_them(
    session: Session, scene: Scene
) -> None:
    other = a_company(session)
    actor = an_actor(session, Role.PREPARER, company=other)

    found = queries.statement(session, actor, other.code, YEAR, of=EDITION)

    assert found is not None
    assert found.savings is None
    assert "Streams" not in read_excel(member_excel.build(found, Language.EN))


def test_an_advisor_sees_of_a_member_the_streams_of_its_own_cases(session: Session) -> None:
    case = a_scene(session)
    accept(session, case)

    mine = queries.statement(session, case.advisor, case.company.code, DIAGNOSED, of=EDITION)
    other = an_actor(session, Role.ADVISOR)
    theirs = queries.statement(session, other, case.company.code, DIAGNOSED, of=EDITION)

    assert mine is not None
    assert mine.savings is not None
    assert (mine.savings.figures, len(mine.savings.streams)) == (None, 1)
    assert theirs is not None
    assert theirs.savings is None
