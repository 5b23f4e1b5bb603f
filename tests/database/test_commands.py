"""The commands as a person or a script runs them: what they print, with which exit status."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import orjson
import pytest
from click.testing import CliRunner, Result

from portal.cli import portal
from portal.demo.large import write_large_sample

SAMPLES = Path(__file__).parents[2] / "sample_submissions"
SOUND = SAMPLES / "sound" / "inventory-steel-2024.xlsx"
FAULTY = SAMPLES / "faulty" / "INV-050-litres-taken-for-kilolitres.xlsx"
REGISTER = """code,name_zh,name_en,group,control_number,site_name_zh,address,in_kaohsiung
PC12,測試石化股份有限公司,Test Petrochemicals,petrochemicals,E90Z3401,大社廠,高雄市大社區一路1號,yes
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `portal` on an instance of its own, one that does not exist yet."""
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path / "instance"))

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(portal, [str(one) for one in arguments])

    return invoke


def test_a_check_prints_exactly_the_agreed_keys(run: Run) -> None:
    result = run("check", FAULTY, "--json", "--lang", "en")

    said = orjson.loads(result.stdout)
    assert result.exit_code == 1
    assert list(said) == [
        "file",
        "sha256",
        "kind",
        "template_version",
        "member",
        "year",
        "totals_t",
        "findings",
        "counts",
    ]
    assert list(said["totals_t"]) == ["stated", "recomputed"]
    assert list(said["findings"][0]) == [
        "code",
        "severity",
        "sheet",
        "cells",
        "message",
        "why",
        "fix",
        "value",
        "expected",
    ]
    assert said["counts"] == {"error": 1, "warning": 0, "info": 0}


def test_a_check_without_errors_ends_with_zero(run: Run) -> None:
    assert run("check", SOUND).exit_code == 0


@pytest.mark.parametrize("name", ["missing.xlsx", ""])
def test_a_path_without_a_file_is_said_as_a_finding(run: Run, tmp_path: Path, name: str) -> None:
    result = run("check", tmp_path / name, SOUND, "--json")

    first, second = (orjson.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 2
    assert first["sha256"] is None
    assert [one["code"] for one in first["findings"]] == ["FILE-020"]
    assert second["counts"]["error"] == 0


def test_a_command_says_that_there_is_no_database(run: Run) -> None:
    result = run("summary", "--year", 2024)

    assert result.exit_code == 1
    assert "portal db upgrade" in result.stderr


def test_a_member_goes_from_the_register_to_the_summary(run: Run, tmp_path: Path) -> None:
    register, folder = tmp_path / "members.csv", tmp_path / "handed in"
    register.write_text(REGISTER, encoding="utf-8")
    folder.mkdir()
    write_large_sample(folder / "inventory.xlsx", 20)

    assert run("db", "upgrade").exit_code == 0
    assert "1 added" in run("members", "import", register).stdout
    assert "1 unchanged" in run("members", "import", register).stdout
    taken = run("import", folder)
    assert "✓ inventory.xlsx" in taken.stdout, taken.output
    assert run("accept", "--year", 2024).stdout == "✓ 1\n"

    said = orjson.loads(run("summary", "--year", 2024, "--json").stdout)
    steel, petrochemicals = said["groups"][:2]
    assert list(said) == ["year", "alliance", "groups"]
    assert list(petrochemicals) == [
        "group",
        "members",
        "submitted",
        "accepted",
        "emissions_t",
        "targets",
        "exchange",
        "advisory",
        "esco",
    ]
    assert (petrochemicals["members"], petrochemicals["accepted"]) == (1, 1)
    assert list(petrochemicals["emissions_t"]) == ["scope1", "scope2"]
    assert list(petrochemicals["targets"]) == ["2026", "2030", "2050"]
    assert list(petrochemicals["targets"]["2030"]) == [
        "members",
        "quantified",
        "t1",
        "t2",
        "t3",
        "t4",
        "net_zero_members",
        "coverage",
        "t4_without_energy",
        "t2_without_energy",
        "power_scope1",
        "exchange",
    ]
    assert steel["members"] == 0
    assert "石化組 Petrochemicals" in run("summary", "--year", 2024).stdout


def test_a_template_is_filled_in_for_a_member(run: Run, tmp_path: Path) -> None:
    register, output = tmp_path / "members.csv", tmp_path / "template.xlsx"
    register.write_text(REGISTER, encoding="utf-8")
    run("db", "upgrade")
    run("members", "import", register)

    result = run("template", "inventory", "--year", 2025, "--member", "PC12", "-o", output)
    unknown = run("template", "inventory", "--year", 2025, "--member", "XX", "-o", output)

    assert result.exit_code == 0
    cells = {
        str(cell)
        for sheet in openpyxl.load_workbook(output)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert {"PC12", "測試石化股份有限公司", "E90Z3401"} <= cells
    assert unknown.exit_code == 1
    assert "XX" in unknown.stderr


def test_a_person_is_added_once(run: Run) -> None:
    run("db", "upgrade")
    person = ("user", "add", "chen@city.example", "--name", "陳", "--role", "coordinator")

    assert run(*person).stdout == "✓ chen@city.example\n"
    again = run(*person)
    assert again.exit_code == 1
    assert "chen@city.example" in again.stderr


def test_every_command_is_explained(run: Run) -> None:
    for name in portal.commands:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert " / " in result.stdout


def test_settings_are_listed_with_their_meaning(run: Run) -> None:
    result = run("settings", "--lang", "en")

    assert "PORTAL_SMTP_URL" in result.stdout
    assert "mail server" in result.stdout


def test_nothing_of_the_repository_is_written(run: Run, tmp_path: Path) -> None:
    copy = shutil.copy(SOUND, tmp_path / "copy.xlsx")
    run("check", copy)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.xlsx"]


def test_a_trace_prints_the_manifest_of_a_figure(run: Run) -> None:
    run("db", "upgrade")

    result = run("trace", "2024/alliance/emissions", "--json")

    said = orjson.loads(result.stdout)
    assert result.exit_code == 0
    assert said["figure"] == "2024/alliance/emissions"
    assert said["value"] == "no_data"
    assert said["definition"]["zh"]
    assert said["members"] == []
    assert "no_data" in run("trace", "2024/alliance/emissions").stdout


def test_a_trace_prints_what_a_figure_of_savings_adds_up(run: Run) -> None:
    run("db", "upgrade")
    name = "2023/group:steel/system:air/esco/implemented/kwh"

    result = run("trace", name, "--json")

    said = orjson.loads(result.stdout)
    assert result.exit_code == 0
    assert (said["figure"], said["value"], said["listed"]) == (name, "0", "0")
    assert (said["block"], said["level"], said["system"]) == ("esco", "implemented", "air")
    assert (said["streams"], said["unseen"], said["corrections"]) == ([], 0, [])
    assert "ESCO projects completed" in run("trace", name).stdout


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("2024/alliance/t1", 2),
        ("2024/member:NOBODY/emissions", 1),
        ("2024/alliance/esco/kwh", 2),
        ("2024/member:NOBODY/esco/implemented/kwh", 1),
        ("2024.closed/alliance/esco/implemented/kwh", 1),
    ],
)
def test_a_figure_that_is_not_there_is_said(run: Run, name: str, status: int) -> None:
    run("db", "upgrade")

    result = run("trace", name)

    assert result.exit_code == status
    assert "Traceback" not in result.output
