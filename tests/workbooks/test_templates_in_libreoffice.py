import shutil
import subprocess
from pathlib import Path

import pytest

from portal.inventory.sheets import TEMPLATE as INVENTORY
from portal.plans.sheets import TEMPLATE as PLAN
from portal.reference.groups import Group
from portal.workbook.sheets import Template
from portal.workbook.template import write

SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("template", [INVENTORY, PLAN], ids=["inventory", "plan"])
def test_libreoffice_opens_a_template(template: Template, tmp_path: Path) -> None:
    workbook = tmp_path / "template.xlsx"
    write(workbook, template, {}, group=Group.STEEL, year=2024, member_code="ST01")

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", workbook.name]
    ended = subprocess.run(  # noqa: S603
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "template.pdf").read_bytes().startswith(b"%PDF")
