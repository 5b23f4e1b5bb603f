import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

GO = Path(__file__).parents[2] / "go"


@pytest.fixture
def go() -> Any:
    """The script as a module, with nothing run."""
    spec = spec_from_loader("go", SourceFileLoader("go", str(GO)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_help_names_every_command(go: Any, capsys: pytest.CaptureFixture[str]) -> None:
    code = go.main(["help"])

    said = capsys.readouterr().out
    assert code == 0
    assert all(f"./go {name} " in said for name in ("test", "bench", "lock", "help"))


def test_an_unknown_command_is_answered_with_the_help(
    go: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert go.main(["tset"]) == 2
    assert "./go test" in capsys.readouterr().out


def test_a_step_that_fails_shows_what_was_said(go: Any, capsys: pytest.CaptureFixture[str]) -> None:
    good = go.Step("a step").run([sys.executable, "-c", "raise SystemExit('no such thing')"])

    said = capsys.readouterr().out
    assert not good
    assert said.startswith("✗ a step")
    assert "    no such thing" in said


def test_a_step_that_succeeds_keeps_quiet_about_the_rest(
    go: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    good = go.Step("a step").run([sys.executable, "-c", "print('chatter')"])

    assert good
    assert "chatter" not in capsys.readouterr().out


def test_a_python_that_is_too_old_is_told_so(go: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))

    with pytest.raises(go.NotReadyError, match=r"3\.10"):
        go.install()


def test_a_lock_file_with_an_address_is_refused(
    go: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    go.LOCK = tmp_path / "requirements.lock"
    go.LOCK.write_text(f"{go.DECLARED}{go.declared()}\nthing @ https://example.org/thing.whl\n")

    assert not go.lock_is_sound()
    assert "names an address" in capsys.readouterr().out


def test_a_lock_file_older_than_the_project_is_refused(
    go: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    go.LOCK = tmp_path / "requirements.lock"
    go.LOCK.write_text(f"{go.DECLARED}{'0' * 64}\n")

    assert not go.lock_is_sound()
    assert "./go lock" in capsys.readouterr().out
