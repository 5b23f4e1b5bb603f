from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import Workbook, load_workbook

from portal.accounts.queries import actor as actor_of
from portal.accounts.queries import user_by_email
from portal.aggregation.figure_sets import set_of_group
from portal.db.engine import Database
from portal.demo.accounts import ACCOUNTS
from portal.demo.contents import workbooks
from portal.demo.endings import Ending, planned
from portal.demo.load import is_empty, load
from portal.demo.names import BY_OLDER_TEMPLATE, RENAMED, RENUMBERED
from portal.demo.publishing import CORRECTED
from portal.files.store import FileStore
from portal.members.queries import companies, company_by_code
from portal.publication.queries import publications
from portal.reference.groups import Group
from portal.savings.city import Basis, basis, figures
from portal.savings.operations import satisfy_measure
from portal.savings.queries import quoted, streams
from portal.savings.reconcile import member_savings
from portal.savings.summary_json import summary
from portal.savings.tracing.behind_claims import papers_of
from portal.savings.tracing.figure_id import figures_of
from portal.savings.tracing.papers import PaperKind, Table
from portal.savings.tracing.parts import Places, parts, total_of, value_in
from portal.savings.tracing.trace import places_of
from portal.savings.vocabulary import Level
from portal.submissions.queries import identity_changes, submission_of
from portal.submissions.states import IdentityKind, Kind, State

NOW = datetime(2026, 4, 1, 3, tzinfo=UTC)
STATES = {
    Ending.ACCEPTED: State.ACCEPTED,
    Ending.CORRECTED: State.ACCEPTED,
    Ending.WITH_ERRORS: State.CHECKED,
    Ending.SUBMITTED: State.SUBMITTED,
    Ending.UNDER_REVIEW: State.UNDER_REVIEW,
    Ending.RETURNED: State.RETURNED,
}


@pytest.mark.slow
def test_each_workbook_ends_where_it_is_planned_to(own_database: Database, tmp_path: Path) -> None:
    unfinished = {file.company.code for file in workbooks() if planned(file).ending != "accepted"}
    files = [file for file in workbooks() if file.company.code in {*unfinished, "CE06", CORRECTED}]
    told = []

    assert is_empty(own_database)
    loaded = load(
        own_database,
        FileStore(tmp_path / "files"),
        now=lambda: NOW,
        progress=lambda done, total, note="": told.append((done, total)),
        files=files,
    )

    assert loaded.workbooks == len(files)
    assert told[-1] == (len(files), len(files))
    with own_database.reading() as session:
        assert len(companies(session)) == 105
        for file in files:
            company = company_by_code(session, file.company.code)
            assert company is not None
            kind = Kind(file.template.kind)
            found = submission_of(session, company.id, kind, file.year)
            expected = STATES.get(planned(file).ending)
            assert (found.state if found else None) == expected, file.name
        newest, revised, first = publications(session)
    assert [one.name for one in (newest, revised, first)] == ["2024.r1", "2023.r2", "2023.r1"]
    assert [one["code"] for one in revised.changes] == [CORRECTED]


@pytest.mark.slow
def test_there_is_an_account_for_every_role(own_database: Database, tmp_path: Path) -> None:
    load(
        own_database,
        FileStore(tmp_path / "files"),
        now=lambda: NOW,
        progress=lambda done, total, note="": None,
        files=[],
    )

    with own_database.reading() as session:
        users = [user_by_email(session, account.email) for account in ACCOUNTS]
        assert [user.role for user in users if user] == [account.role for account in ACCOUNTS]


@pytest.mark.slow
def test_esco_projects_come_to_what_the_city_published(
    own_database: Database, tmp_path: Path
) -> None:
    load(
        own_database,
        FileStore(tmp_path / "files"),
        now=lambda: NOW,
        progress=lambda done, total, note="": None,
        files=[],
    )

    with own_database.reading() as session:
        said = dict(summary(session, 2023))
        alliance = cast(dict[str, Any], said["alliance"])
        groups = cast(list[dict[str, Any]], said["groups"])
        quotes = quoted(session, 2023)
    advised = alliance["advisory"]
    assert 0 < Decimal(advised["verified"]["kwh"]) < Decimal(advised["implemented"]["kwh"])
    esco = alliance["esco"]
    assert (esco["sites"], esco["kwh"], esco["t"]) == (16, "18216000", "8998.704")
    assert sum(one["esco"]["sites"] for one in groups) == 16
    assert sum(int(one["esco"]["kwh"]) for one in groups) == 18_216_000
    assert 0 < int(esco["verified"]["kwh"].split(".")[0]) < 18_216_000
    assert [(one.sites, one.electricity, one.tonnes) for one in quotes] == [
        (16, Decimal(18_000_000), Decimal(9_000))
    ]
    assert quotes[0].doubts == ()


@pytest.mark.slow
def test_every_figure_of_savings_leads_to_cells_that_hold_what_is_said(
    own_database: Database, tmp_path: Path
) -> None:
    store = FileStore(tmp_path / "files")
    load(
        own_database,
        store,
        now=lambda: NOW,
        progress=lambda done, total, note="": None,
        files=[],
    )

    with own_database.reading() as session:
        checked = set[str]()
        for year in (2022, 2023, 2024):
            known = basis(session, year)
            places = places_of(session, known)
            for group in (None, *Group):
                checked |= _leads(known, group, places)
        papers = papers_of(session, checked, set())
    assert set(papers) == checked
    every = [one for each in papers.values() for one in each]
    assert all(paper.entered for paper in every)
    assert PaperKind.REPORT in {paper.kind for paper in every if paper.file}
    for paper in every:
        if paper.file is not None:
            book = load_workbook(BytesIO(store.read(paper.file.sha256)), data_only=True)
            assert all(_is_in(book, table) for table in paper.tables), paper.name


def _leads(known: Basis, group: Group | None, places: Places) -> set[str]:
    """The claims that the figures of a set list, when they make them all."""
    whole, claims = figures(known, group), set[str]()
    for one in figures_of(known.year, set_of_group(group)):
        found = parts(known, one, places)
        assert total_of(one, found) == value_in(whole, one), str(one)
        claims |= {part.claim for part in found if part.claim}
    return claims


def _is_in(book: Workbook, of: Table) -> bool:
    """Whether the cells of the amounts hold what is said of them, and there are any."""
    said = {
        f"{heading.letter}{line.row}": cell.zh
        for line in of.lines
        for heading, cell in zip(of.columns, line.cells, strict=True)
        if heading.is_amount
    }
    sheet = book[of.sheet.zh]
    held = {cell: Decimal(str(sheet[cell].value)) for cell in said}
    return bool(said) and held == {cell: Decimal(value) for cell, value in said.items()}


@pytest.mark.slow
def test_a_planned_measure_is_a_stream_until_another_satisfies_it(
    own_database: Database, tmp_path: Path
) -> None:
    plan = [one for one in workbooks() if one.name.startswith(("EL01-plan", "EL05-plan"))]
    load(
        own_database,
        FileStore(tmp_path / "files"),
        now=lambda: NOW,
        progress=lambda done, total, note="": None,
        files=plan,
    )

    with own_database.transaction() as session:
        company = company_by_code(session, "EL01")
        user = user_by_email(session, "coordinator@demo.example")
        assert company is not None
        assert user is not None
        coordinator = actor_of(session, user)
        before = {one.key: one for one in streams(session, coordinator)}
        name = f"plan-{company.id}-M-002"
        contract = next(
            one
            for key, one in before.items()
            if key.startswith("contract") and one.best.place.company_code == "EL01"
        )
        satisfy_measure(session, coordinator, contract, "M-002", Decimal("0.5"), at=NOW)
        after = {one.key for one in streams(session, coordinator)}
        rows = {
            one.measure: one
            for one in member_savings(session, coordinator, company.id, 2023).measures
        }

        advised = company_by_code(session, "EL05")
        assert advised is not None
        of_plan = {
            one.measure: [before[key].best.source for key in one.streams]
            for one in member_savings(session, coordinator, advised.id, 2023).measures
        }

    # A measure that names a recommendation is that change, and no stream of its own.
    assert of_plan["M-001"] == ["D-2023-0001 #2"]
    assert f"plan-{advised.id}-M-001" not in before
    assert f"plan-{advised.id}-M-002" in before
    assert name in before
    assert before[name].level is Level.IMPLEMENTED
    assert name not in after
    assert rows["M-002"].planned == Decimal(482)
    assert rows["M-002"].implemented_electricity == Decimal(2_265_000) / 2
    assert rows["M-002"].verified_electricity == Decimal("2355600.00") / 2
    assert rows["M-001"].implemented == 0


@pytest.mark.slow
def test_names_change_and_an_older_template_is_read(own_database: Database, tmp_path: Path) -> None:
    (older,) = BY_OLDER_TEMPLATE
    wanted = {older, RENAMED, (RENAMED[0], RENAMED[1] - 1)}
    load(
        own_database,
        FileStore(tmp_path / "files"),
        now=lambda: NOW,
        progress=lambda done, total, note="": None,
        files=[
            file
            for file in workbooks()
            if file.template.kind == Kind.INVENTORY and (file.company.code, file.year) in wanted
        ],
    )

    with own_database.reading() as session:
        by_older, renamed, renumbered = (
            company_by_code(session, code) for code in (older[0], RENAMED[0], RENUMBERED)
        )
        assert by_older
        assert renamed
        assert renumbered
        [rename] = identity_changes(session, renamed.id)
        [number] = identity_changes(session, renumbered.id)
        past = submission_of(session, by_older.id, Kind.INVENTORY, older[1])
    assert rename.kind is IdentityKind.SOURCE_RENAMED
    assert number.kind is IdentityKind.SITE_RENUMBERED
    assert past is not None
    assert past.state is State.ACCEPTED
