import tomllib
from pathlib import Path

from portal.intake.versions import LABELS, PORTAL, judged_by, versions

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_the_version_kept_with_a_report_is_that_of_the_package() -> None:
    # A tree that is not installed knows no package version, and its reports must be the same.
    assert tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"] == PORTAL


def test_everything_a_report_was_judged_by_has_a_name() -> None:
    assert set(versions()) == set(LABELS)
    assert [one.edition for one in judged_by({"rules": "1a", "suspended": "INV-214"})] == ["1a"]
