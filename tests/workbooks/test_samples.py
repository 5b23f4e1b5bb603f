from pathlib import Path

import pytest

from portal.demo.faults import Fault
from portal.demo.samples import FAULTS, write_large_sample, write_samples
from portal.intake.background import Background
from portal.intake.checking import check
from portal.workbook.findings import Severity

FOLDER = Path(__file__).parents[2] / "sample_submissions"


def silent(done: int, total: int) -> None:
    """Stands where a terminal shows how far the work is."""


def codes(path: Path, severity: Severity | None = None) -> set[str]:
    report = check(path, path.name, Background())
    return {one.code for one in report.findings if severity in (None, one.severity)}


@pytest.mark.slow
def test_writing_the_samples_again_gives_the_files_in_the_repository(tmp_path: Path) -> None:
    write_samples(tmp_path, silent)

    written = {one.relative_to(tmp_path) for one in tmp_path.rglob("*") if one.is_file()}
    kept = {one.relative_to(FOLDER) for one in FOLDER.rglob("*") if one.is_file()}
    assert written == kept
    assert [
        one for one in sorted(kept) if (tmp_path / one).read_bytes() != (FOLDER / one).read_bytes()
    ] == []


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "sound").glob("*.xlsx")), ids=lambda one: one.stem
)
def test_a_sound_sample_has_no_error_and_no_warning(path: Path) -> None:
    assert codes(path, Severity.ERROR) | codes(path, Severity.WARNING) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.file_name)
def test_a_faulty_sample_provokes_the_finding_it_is_named_for(fault: Fault) -> None:
    assert fault.code in codes(FOLDER / "faulty" / fault.file_name)


@pytest.mark.parametrize("rows", [11, 300])
def test_a_large_sample_is_sound_and_has_as_many_sources_as_wanted(
    rows: int, tmp_path: Path
) -> None:
    path = tmp_path / "large.xlsx"
    write_large_sample(path, rows)

    report = check(path, path.name, Background())

    assert report.findings == ()
    assert sum(line["sheet"] == "sources" for line in report.tables["inventory"]) == rows
