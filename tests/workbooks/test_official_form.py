"""The official form through the front door, and as LibreOffice saves it."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.accounts.operations import SystemAccount, system_actor
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.demo.companies import company
from portal.demo.official import Filled, official_grid
from portal.demo.official_faults import FAULTS
from portal.demo.official_grid import Grid, as_ods, as_xlsx
from portal.demo.setting_up import set_up
from portal.files.store import FileStore
from portal.intake.background import Background
from portal.intake.checking import check, check_apart, whose_apart
from portal.intake.importing import FrontDoor, sorted_out
from portal.intake.report import Report
from portal.submissions import queries
from portal.submissions.models import SubmissionVersion
from portal.workbook.findings import Severity

NOW = datetime(2025, 4, 20, 2, 0, tzinfo=UTC)
SOFFICE = shutil.which("soffice")
WRITERS = {"xlsx": as_xlsx, "ods": as_ods}


def written(folder: Path, grid: Grid, kind: str, name: str = "form") -> Path:
    path = folder / f"{name}.{kind}"
    path.write_bytes(WRITERS[kind](grid))
    return path


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


@pytest.mark.parametrize("kind", WRITERS)
def test_the_member_is_found_by_the_control_number(
    kind: str, door: FrontDoor, tmp_path: Path
) -> None:
    path = written(tmp_path, official_grid(), kind)
    number = company("EL04").places[0].record.control_number

    said = whose_apart(path)
    files, unknown = sorted_out([path])
    taken = door.take_in(files[0])

    assert said is not None
    assert (said.kind, said.member, said.year) == ("inventory", number, 2024)
    assert unknown == []
    assert (taken.reason, taken.version) == (None, 1)
    assert taken.report is not None
    assert (taken.report.member, taken.report.year) == ("EL04", 2024)


def test_a_form_that_is_handed_in_becomes_a_version_with_its_rows(
    door: FrontDoor, tmp_path: Path
) -> None:
    files, _ = sorted_out([written(tmp_path, official_grid(), "ods")])

    door.take_in(files[0])

    with door.database.reading() as session:
        version = session.scalars(select(SubmissionVersion)).one()
        rows = queries.inventory_rows(session, version.id)
    assert [(row.sheet, row.row) for row in rows] == [("表五", at) for at in range(3, 8)]
    assert version.recomputed_scope1 == version.stated_scope1
    assert sum(row.emissions or 0 for row in rows if row.scope == 2) == version.recomputed_scope2


def test_the_form_of_another_company_blocks(tmp_path: Path) -> None:
    path = written(tmp_path, official_grid(), "xlsx")
    other = company("EL01").record
    known = Background(kind="inventory", year=2024, member=other)

    report = check(path, path.name, _with_member(known))

    assert "INV-028" in {one.code for one in report.findings if one.severity is Severity.ERROR}
    assert report.member is None


def _with_member(known: Background) -> Background:
    return replace(known, inventory=replace(known.inventory, member=known.member))


@pytest.mark.parametrize(
    ("known", "code"),
    [(Background(kind="plan"), "WB-105"), (Background(year=2023), "WB-107")],
    ids=["plan", "year"],
)
def test_a_form_handed_in_at_the_wrong_place_says_so(
    known: Background, code: str, tmp_path: Path
) -> None:
    path = written(tmp_path, official_grid(), "ods")

    report = check(path, path.name, known)

    assert len(report.findings) == 1
    assert report.findings[0].code == code


def test_an_ods_that_is_not_the_form_is_refused_as_before(tmp_path: Path) -> None:
    path = written(tmp_path, Grid({"工作表1": {(1, 1): "甲"}}), "ods")

    report = check_apart(path, path.name, Background())

    assert [one.code for one in report.findings] == ["FILE-007"]
    assert not report.is_read
    assert whose_apart(path) is None


def test_the_child_gives_the_same_report(tmp_path: Path) -> None:
    path = written(tmp_path, official_grid(), "ods")

    assert (
        check_apart(path, path.name, Background()).stored()
        == check(path, path.name, Background()).stored()
    )


def shown(report: Report) -> tuple[object, ...]:
    said = [(one.code, one.sheet, one.cells, one.value, one.expected) for one in report.findings]
    return sorted(said), report.totals


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("saved_as", [("xlsx",), ("ods", "xlsx")], ids=["xlsx", "ods and xlsx"])
def test_libreoffice_saves_a_form_that_gives_the_same(
    saved_as: tuple[str, ...], tmp_path: Path
) -> None:
    cases = {"sound": official_grid()} | {
        fault.code: fault.make() for fault in FAULTS if fault.code in RESAVED
    }
    files = [written(tmp_path, grid, "xlsx", name) for name, grid in cases.items()]
    before = [shown(_checked(path)) for path in files]

    for number, kind in enumerate(saved_as):
        files = _converted(tmp_path / str(number), files, kind)

        assert [shown(_checked(path)) for path in files] == before, kind


# LibreOffice computes again, so what is typed over or pulled apart does not stay as it was.
RESAVED = {"OFF-004", "OFF-007", "OFF-010", "OFF-011", "INV-066", "INV-073"}


def _checked(path: Path) -> Report:
    return check(path, "form", Background())


def _converted(folder: Path, files: list[Path], kind: str) -> list[Path]:
    out = folder / "saved"
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    ended = subprocess.run(  # noqa: S603
        [*command, *map(str, files)], capture_output=True, text=True, timeout=240, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return [out / f"{path.stem}.{kind}" for path in files]


def test_another_year_of_the_form_is_read_by_its_roc_year(tmp_path: Path) -> None:
    path = written(tmp_path, official_grid(Filled(roc_year=114)), "xlsx")

    assert _checked(path).year == 2025
