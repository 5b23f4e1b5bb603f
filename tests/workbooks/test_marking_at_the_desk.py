"""The marked copy and the list on the command line and from the store: the same bytes."""

import io
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.cli.checking import ERRORS_FOUND, NOT_READ, check
from portal.files.store import DamagedFileError, FileStore
from portal.intake.background import Background
from portal.intake.checking import check as checked
from portal.intake.marked import findings_csv, marked_copy
from portal.language import Language
from tests.workbooks.soundness import parts

SAMPLE = Path(__file__).parents[2] / "sample_submissions" / "faulty" / "WB-201-not-a-number.xlsx"
USAGE = 2


@pytest.mark.parametrize("language", list(Language))
def test_the_desk_and_the_portal_give_the_same_bytes(language: Language, tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    stored = store.put(io.BytesIO(SAMPLE.read_bytes()), 1_000_000)
    report = checked(store.path(stored.sha256), SAMPLE.name, Background())
    copy, listed = tmp_path / "copy.xlsx", tmp_path / "list.csv"
    arguments = ["--annotate", str(copy), "--csv", str(listed), "--lang", language.value]

    ended = CliRunner().invoke(check, [str(SAMPLE), *arguments])

    assert ended.exit_code == ERRORS_FOUND, ended.output
    assert copy.read_bytes() == marked_copy(store, stored.sha256, report, language)
    assert listed.read_bytes() == findings_csv(report, language)
    assert SAMPLE.read_bytes() == store.read(stored.sha256)


def test_a_file_that_is_no_workbook_gets_its_list(tmp_path: Path) -> None:
    source, copy = tmp_path / "notes.xlsx", tmp_path / "copy.xlsx"
    source.write_text("只是文字", encoding="utf-8")

    ended = CliRunner().invoke(check, [str(source), "--annotate", str(copy)])

    assert ended.exit_code == NOT_READ
    assert list(parts(copy.read_bytes())).count("xl/worksheets/sheet1.xml") == 1


@pytest.mark.parametrize("option", ["--annotate", "--csv"])
def test_the_file_checked_is_never_overwritten(option: str, tmp_path: Path) -> None:
    source = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, source)

    ended = CliRunner().invoke(check, [str(source), option, str(source)])

    assert ended.exit_code == USAGE
    assert source.read_bytes() == SAMPLE.read_bytes()


def test_several_files_are_not_written_over_each_other(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"

    ended = CliRunner().invoke(check, [str(SAMPLE), str(SAMPLE), "--annotate", str(copy)])

    assert ended.exit_code == USAGE
    assert not copy.exists()


def test_a_stored_file_that_has_changed_is_not_marked(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    stored = store.put(io.BytesIO(SAMPLE.read_bytes()), 1_000_000)
    report = checked(SAMPLE, SAMPLE.name, Background())
    store.path(stored.sha256).write_bytes(b"something else")

    with pytest.raises(DamagedFileError):
        marked_copy(store, stored.sha256, report, Language.ZH)
