"""Workbooks through the front door: received, checked in a child, handed in, accepted."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from portal.accounts.operations import SystemAccount, system_actor
from portal.accounts.permissions import Role
from portal.aggregation.keeping import rewrite_sums
from portal.aggregation.operations import rewrite_member_year
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.demo.companies import company
from portal.demo.contents import Workbook
from portal.demo.earlier import EarlierSample
from portal.demo.setting_up import set_up
from portal.files.store import FileStore
from portal.intake.background import Background
from portal.intake.checking import check, check_apart, whose_apart
from portal.intake.importing import FrontDoor, Incoming, sorted_out
from portal.intake.on_file import background
from portal.intake.operations import report_of
from portal.intake.prefill import prefilled
from portal.intake.renumbering import renumber
from portal.inventory.earlier import VERSIONS
from portal.inventory.sheets import SOURCES
from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.jobs.queries import queue_state
from portal.members.queries import company_by_code, member_record, site_by_control_number
from portal.submissions import queries
from portal.submissions.models import MemberYearSummary, SubmissionVersion, Upload
from portal.submissions.operations import accept, suspend_rule
from portal.submissions.states import Kind, State
from portal.workbook.reading import TO_FILL
from portal.workbook.writing.words import choices
from tests.builders import an_actor

NOW = datetime(2025, 4, 20, 2, 0, tzinfo=UTC)
MEMBER = "ST02"
YEAR = 2024


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a member keeps its files."""
    made = tmp_path / "desk"
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that knows the members and has no submissions; each test works on a copy."""
    path = tmp_path_factory.mktemp("prepared") / "portal.db"
    upgrade(f"sqlite:///{path}")
    database = open_database(f"sqlite:///{path}")
    with database.transaction() as session:
        set_up(session, at=NOW)
    database.dispose()
    return path


@pytest.fixture
def door(prepared: Path, tmp_path: Path) -> Iterator[FrontDoor]:
    """The front door of a portal with members and without submissions."""
    copy = shutil.copy(prepared, tmp_path / "portal.db")
    database = open_database(f"sqlite:///{copy}")
    with database.transaction() as session:
        importer = system_actor(session, SystemAccount.IMPORT, at=NOW)
    yield FrontDoor(database, FileStore(tmp_path / "files"), importer, lambda: NOW, 20_000_000)
    database.dispose()


def sound_file(folder: Path, *, member: str = MEMBER, year: int = YEAR) -> Path:
    workbook = Workbook(company(member), INVENTORY, year)
    path = folder / workbook.name
    path.write_bytes(workbook.written())
    return path


def incoming(path: Path, *, member: str = MEMBER, year: int = YEAR) -> Incoming:
    return Incoming(path, Kind.INVENTORY, member, year)


def accepted(door: FrontDoor, at: datetime = NOW) -> None:
    with door.database.transaction() as session:
        reviewer = system_actor(session, SystemAccount.REVIEW, at=at)
        for row in queries.submission_rows(session, reviewer, Kind.INVENTORY, YEAR):
            found = queries.submission_of(session, row.company_id, Kind.INVENTORY, YEAR)
            if found is not None and found.state is State.SUBMITTED:
                accept(session, reviewer, found, at=at, summarise=rewrite_member_year)


def test_a_sound_workbook_becomes_a_version_with_its_rows(door: FrontDoor, folder: Path) -> None:
    taken = door.take_in(incoming(sound_file(folder)))

    assert taken.reason is None
    assert taken.version == 1
    with door.database.reading() as session:
        version = session.scalars(select(SubmissionVersion)).one()
        rows = queries.inventory_rows(session, version.id)
    assert {row.sheet for row in rows} >= {"sources", "energy"}
    by_scope = sum((row.emissions or Decimal(0) for row in rows if row.scope == 1), Decimal(0))
    assert by_scope == version.recomputed_scope1
    assert version.receipt_number.startswith("R-2025-")


def test_accepting_writes_the_summary_of_member_and_year(door: FrontDoor, folder: Path) -> None:
    door.take_in(incoming(sound_file(folder)))

    accepted(door)

    with door.database.reading() as session:
        summary = session.scalars(select(MemberYearSummary)).one()
        version = session.scalars(select(SubmissionVersion)).one()
    assert (summary.year, summary.inventory_version_id) == (YEAR, version.id)
    assert summary.scope1 == version.recomputed_scope1


def test_taking_the_same_file_in_twice_changes_nothing(door: FrontDoor, folder: Path) -> None:
    path = sound_file(folder)
    door.take_in(incoming(path))

    again = door.take_in(incoming(path))

    assert again.version is None
    with door.database.reading() as session:
        assert len(session.scalars(select(Upload)).all()) == 1


def test_a_workbook_with_errors_is_kept_and_not_handed_in(door: FrontDoor, folder: Path) -> None:
    path = sound_file(folder)
    other = folder / "renamed.xlsx"
    other.write_bytes(path.read_bytes())

    taken = door.take_in(incoming(other, member="ST03"))

    assert taken.version is None
    assert taken.report is not None
    assert [finding.code for finding in taken.report.findings] == ["WB-106"]
    with door.database.reading() as session:
        upload = session.scalars(select(Upload)).one()
        kept = report_of(session, upload.id)
    assert door.store.read(upload.sha256) == path.read_bytes()
    assert kept is not None
    assert kept.findings == taken.report.findings


def test_a_rule_is_left_out_of_every_check_while_it_is_suspended(door: FrontDoor) -> None:
    [path] = Path("sample_submissions/faulty").glob("INV-043-*.xlsx")
    with door.database.transaction() as session:
        administrator = an_actor(session, Role.ADMINISTRATOR)
        suspend_rule(session, administrator, "INV-043", "欄位說明更正中。", at=NOW)

    taken = door.take_in(incoming(path, member="EL04"))

    assert taken.report is not None
    assert (taken.version, taken.report.findings) == (1, ())
    assert {code: one["count"] for code, one in taken.report.suspended.items()} == {"INV-043": 1}
    with door.database.reading() as session:
        version = session.scalars(select(SubmissionVersion)).one()
        upload = session.get_one(Upload, version.upload_id)
    assert version.reference_versions["suspended"] == "INV-043"
    assert upload.errors == 0


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        (lambda file: replace(file, year=2023), "WB-107"),
        (lambda file: replace(file, kind=Kind.PLAN), "WB-105"),
    ],
    ids=["another year", "another kind"],
)
def test_a_misplaced_workbook_gets_one_plain_finding(
    expect: Callable[[Incoming], Incoming], code: str, door: FrontDoor, folder: Path
) -> None:
    taken = door.take_in(expect(incoming(sound_file(folder))))

    assert taken.report is not None
    assert [finding.code for finding in taken.report.findings] == [code]


def test_a_file_that_is_no_workbook_is_kept_with_its_remedy(door: FrontDoor, folder: Path) -> None:
    path = folder / "inventory.xlsx"
    path.write_bytes(b"%PDF-1.7 not a workbook")

    taken = door.take_in(incoming(path))

    assert taken.report is not None
    assert not taken.report.is_read
    [finding] = taken.report.findings
    assert finding.code.startswith("FILE-")
    assert finding.fix.zh
    assert finding.fix.en


def test_the_offline_check_says_the_same_as_the_one_in_a_child(folder: Path) -> None:
    path = sound_file(folder)
    known = Background()

    here, apart = check(path, path.name, known), check_apart(path, path.name, known)

    assert here.findings == apart.findings
    assert here.totals == apart.totals
    assert here.stored_tables() == apart.stored_tables()


def test_last_year_is_compared_with_once_it_is_accepted(door: FrontDoor, folder: Path) -> None:
    door.take_in(incoming(sound_file(folder)))
    accepted(door)

    with door.database.transaction() as session:
        upload = session.scalars(select(Upload)).one()
        known = background(session, upload, MEMBER, year=YEAR + 1)

    assert known.inventory.past is not None
    assert known.inventory.past.year == YEAR
    assert known.inventory.past.scope1 > 0
    assert known.plan.inventories[YEAR].scope1 == known.inventory.past.scope1
    assert MEMBER in known.plan.member_codes


def test_a_template_is_prefilled_with_last_years_sources_without_amounts(
    door: FrontDoor, folder: Path
) -> None:
    door.take_in(incoming(sound_file(folder)))
    accepted(door)
    path = folder / "template.xlsx"

    with door.database.reading() as session:
        data = prefilled(session, door.store, Kind.INVENTORY, YEAR + 1, MEMBER)

    assert data is not None
    path.write_bytes(data)
    said = whose_apart(path)
    assert said is not None
    assert (said.kind, said.member, said.year) == ("inventory", MEMBER, YEAR + 1)
    report = check(path, path.name, Background())
    assert {row["activity"] for row in report.tables["inventory"]} == {None}
    assert all(row["source"] for row in report.tables["inventory"] if row["sheet"] == "sources")


def test_a_template_is_prefilled_from_a_workbook_of_the_version_before(
    door: FrontDoor, folder: Path
) -> None:
    older, path = folder / "older.xlsx", folder / "template.xlsx"
    older.write_bytes(EarlierSample("older", MEMBER, VERSIONS, YEAR).written())
    assert door.take_in(incoming(older)).version == 1
    accepted(door)

    with door.database.reading() as session:
        data = prefilled(session, door.store, Kind.INVENTORY, YEAR + 1, MEMBER)

    assert data is not None
    path.write_bytes(data)
    book = openpyxl.load_workbook(path)
    sites = book["廠區與邊界"]
    at = [cell.value for cell in sites[3]].index("industry_code") + 1
    assert sites.cell(5, at).value == "2411"
    left = {row[1] for row in book[TO_FILL].iter_rows(min_row=4, values_only=True)}
    assert "已評估不確定性之排放占比 Share assessed for uncertainty" in left
    assert check(path, path.name, Background()).template_version == 2


def test_what_is_prefilled_is_written_as_the_drop_down_offers_it(
    door: FrontDoor, folder: Path
) -> None:
    door.take_in(incoming(sound_file(folder)))
    accepted(door)
    path = folder / "template.xlsx"

    with door.database.reading() as session:
        data = prefilled(session, door.store, Kind.INVENTORY, YEAR + 1, MEMBER)

    assert data is not None
    path.write_bytes(data)
    rows = openpyxl.load_workbook(path)[SOURCES.title.zh].iter_rows(min_row=3, values_only=True)
    keys = next(rows)
    for row in [*rows][1:]:
        for key, value in zip(keys, row, strict=True):
            offered = choices(SOURCES.by_key[str(key)])
            assert value is None or not offered or value in offered


def test_a_renumbered_site_has_its_new_number_in_the_next_years_template(
    door: FrontDoor, folder: Path
) -> None:
    door.take_in(incoming(sound_file(folder)))
    accepted(door)
    path = folder / "template.xlsx"

    with door.database.transaction() as session:
        member = company_by_code(session, MEMBER)
        record = member_record(session, MEMBER)
        assert member is not None
        assert record is not None
        old = record.sites[0].control_number
        site = site_by_control_number(session, old)
        assert site is not None
        administrator = an_actor(session, Role.ADMINISTRATOR)
        day = date(YEAR + 1, 2, 1)
        renumber(
            session,
            administrator,
            member,
            site,
            "E56Z9999",
            on=day,
            reason="換證",
            at=NOW,
            resum=rewrite_sums,
        )
        data = prefilled(session, door.store, Kind.INVENTORY, YEAR + 1, MEMBER)
        known = background(session, session.scalars(select(Upload)).one(), MEMBER, year=YEAR + 1)

    assert data is not None
    path.write_bytes(data)
    sites = {row["site"] for row in check(path, path.name, Background()).tables["inventory"]}
    assert "E56Z9999" in sites
    assert old not in sites
    assert known.inventory.past is not None
    assert {site for site, _ in known.inventory.past.sources} == sites


def test_files_are_sorted_by_what_they_say_of_themselves(folder: Path) -> None:
    later, earlier = sound_file(folder), sound_file(folder, year=2022)
    (folder / "notes.xlsx").write_bytes(b"nothing")

    files, unknown = sorted_out(sorted(folder.iterdir()))

    assert [file.path for file in files] == [earlier, later]
    assert [taken.path.name for taken in unknown] == ["notes.xlsx"]


def test_no_member_of_that_code_is_said_and_nothing_is_noted(door: FrontDoor, folder: Path) -> None:
    taken = door.take_in(incoming(sound_file(folder), member="ZZ99"))

    assert taken.reason is not None
    with door.database.reading() as session:
        assert session.scalars(select(Upload)).all() == []
        assert queue_state(session).waiting == 0


@pytest.mark.parametrize(
    ("before_deadline", "is_late"), [(timedelta(microseconds=1), False), (timedelta(0), True)]
)
def test_lateness_is_told_by_the_arrival(
    door: FrontDoor, folder: Path, before_deadline: timedelta, *, is_late: bool
) -> None:
    deadline = _deadline(door)
    arrived = replace(door, now=lambda: deadline - before_deadline)

    arrived.take_in(incoming(sound_file(folder)))

    with door.database.reading() as session:
        version = session.scalars(select(SubmissionVersion)).one()
    assert version.is_late is is_late


def _deadline(door: FrontDoor) -> datetime:
    with door.database.reading() as session:
        return queries.cycle_times(session, Kind.INVENTORY, YEAR).due_at
