"""Several files of the official form and the supplement, handed in as one company's inventory."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.accounts.operations import SystemAccount, system_actor
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.demo.companies import company
from portal.demo.official_set import MEMBER, SOUND_SET
from portal.demo.setting_up import set_up
from portal.files.store import FileStore
from portal.intake.importing import FrontDoor, TakenIn, sorted_out
from portal.intake.operations import report_of
from portal.intake.prefill import prefilled
from portal.inventory.sheets import TEMPLATE
from portal.members.queries import company_by_code
from portal.submissions import operations, queries
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.states import Kind, UploadState
from portal.workbook.cells import open_book

NOW = datetime(2025, 4, 20, 2, 0, tzinfo=UTC)
SITES = [place.record.control_number for place in company(MEMBER).places]


@pytest.fixture
def door(tmp_path: Path) -> Iterator[FrontDoor]:
    """The front door of a portal with members and without submissions."""
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    upgrade(url)
    database = open_database(url)
    with database.transaction() as session:
        set_up(session, at=NOW)
        importer = system_actor(session, SystemAccount.IMPORT, at=NOW)
    yield FrontDoor(database, FileStore(tmp_path / "files"), importer, lambda: NOW, 20_000_000)
    database.dispose()


def all_files(folder: Path, *left_out: str) -> list[Path]:
    """The files of the sound set but for some."""
    paths: list[Path] = []
    for name, made in SOUND_SET.items():
        if name not in left_out:
            paths.append(folder / name)
            paths[-1].write_bytes(made())
    return paths


def taken_in(door: FrontDoor, paths: list[Path]) -> list[TakenIn]:
    known, unknown = sorted_out(paths)
    assert unknown == []
    return [door.take_in(file) for file in door.joined(known)]


def test_the_files_of_one_member_become_one_version(door: FrontDoor, tmp_path: Path) -> None:
    paths = all_files(tmp_path)

    (taken,) = taken_in(door, paths)

    assert taken.reason is None
    assert (taken.version, len(taken.others)) == (1, 2)
    with door.database.reading() as session:
        version = session.scalars(select(SubmissionVersion)).one()
        parts = queries.upload_parts(session, version.upload_id)
        rows = queries.inventory_rows(session, version.id)
    assert len({one.number for one in parts}) == len(paths)
    assert {one.state for one in parts} == {UploadState.CHECKED}
    assert [one["file"] for one in version.receipt["files"]] == [path.name for path in paths]
    assert [one["sha256"] for one in version.receipt["files"]] == [one.sha256 for one in parts]
    assert {(row.site, row.values["file"]) for row in rows} == {
        (site, path.name) for site, path in zip(SITES, paths, strict=False)
    }
    assert {row.sheet for row in rows} == {"表五"}
    assert version.recomputed_scope1 == version.stated_scope1


def test_taking_the_same_files_in_again_changes_nothing(door: FrontDoor, tmp_path: Path) -> None:
    paths = all_files(tmp_path)
    taken_in(door, paths)

    (again,) = taken_in(door, paths)

    assert again.reason is not None
    with door.database.reading() as session:
        assert len(session.scalars(select(SubmissionVersion)).all()) == 1
        assert len(session.scalars(select(Upload)).all()) == len(paths) + 1


def test_a_part_is_not_handed_in_alone(door: FrontDoor, tmp_path: Path) -> None:
    taken_in(door, all_files(tmp_path))

    with door.database.reading() as session:
        whole = session.scalars(select(SubmissionVersion)).one().upload_id
        part = queries.upload_parts(session, whole)[0]
        report = report_of(session, part.id)
    assert report is not None
    assert report.part_of
    assert report.tables == {}
    assert [one["role"] for one in report.files] == ["form"]


def test_a_site_without_a_form_is_said(door: FrontDoor, tmp_path: Path) -> None:
    (taken,) = taken_in(door, all_files(tmp_path, "site-2.ods"))

    assert taken.report is not None
    missing = [one for one in taken.report.findings if one.code == "OFF-015"]
    assert [one.expected for one in missing] == SITES[1:]
    assert {(one.sheet, one.cells) for one in missing} == {("site-1.xlsx 表一", ("C3",))}


def test_the_next_year_takes_its_rows_from_the_forms(door: FrontDoor, tmp_path: Path) -> None:
    taken_in(door, all_files(tmp_path))
    with door.database.transaction() as session:
        reviewer = system_actor(session, SystemAccount.REVIEW, at=NOW)
        submission = session.scalars(select(Submission)).one()
        operations.accept(session, reviewer, submission, at=NOW, summarise=lambda *_: None)

    with door.database.reading() as session:
        assert company_by_code(session, MEMBER) is not None
        made = prefilled(session, door.store, Kind.INVENTORY, 2025, MEMBER)

    assert made is not None
    path = tmp_path / "next.xlsx"
    path.write_bytes(made)
    with open_book(path) as book:
        cells = [
            str(cell.value)
            for row in book.rows(TEMPLATE.sheet("sources").title.zh)
            for cell in row.cells
            if cell.value
        ]
    assert any(cell.startswith("G02-GM01") for cell in cells)
    assert set(SITES) <= set(cells)
