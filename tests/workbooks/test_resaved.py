"""A workbook that LibreOffice has opened and saved is the same workbook."""

import shutil
import subprocess
from pathlib import Path

import pytest

from portal.intake.background import Background
from portal.intake.checking import check

SOFFICE = shutil.which("soffice")
SAMPLES = sorted((Path(__file__).parents[2] / "sample_submissions" / "sound").glob("*.xlsx"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all sound samples as LibreOffice saves them, in one run of it."""
    folder = tmp_path_factory.mktemp("resaved")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    ended = subprocess.run(  # noqa: S603
        [*command, *map(str, SAMPLES)], capture_output=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_a_sample_saved_by_libreoffice_checks_alike(path: Path, resaved: Path) -> None:
    saved = resaved / path.name
    before = check(path, path.name, Background())

    after = check(saved, path.name, Background())

    assert after.sha256 != before.sha256
    assert after.findings == before.findings
    assert after.totals == before.totals
    assert after.stored_tables() == before.stored_tables()
    assert (after.kind, after.member, after.year, after.template_version) == (
        before.kind,
        before.member,
        before.year,
        before.template_version,
    )
