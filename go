#!/usr/bin/env python3
"""One command for everything: start the portal, test it, measure it, refresh its lock file.

Standard library only: this runs before anything is installed. It makes `.venv`, installs the
packages of `requirements.lock` there, and installs again only when that file has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HELP = """\
./go              啟動入口網站與示範資料         start the portal with its demonstration data
./go test         檢查程式並執行所有測試         lint, type-check and run all tests
./go test ARGS    只以這些參數執行 pytest        run pytest alone, with these arguments
./go bench        量測速度與記憶體               measure speed and memory
./go lock         更新 requirements.lock         refresh requirements.lock; --upgrade for newer
./go help         本說明                         this help
"""
WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
PORTAL = BIN / ("portal.bat" if WINDOWS else "portal")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed"
DECLARED = "# declared: "
CHECKS: dict[str, list[str | Path]] = {
    "ruff check": ["ruff", "check", ".", "go"],
    "ruff format": ["ruff", "format", "--check", ".", "go"],
    "mypy": ["mypy"],
    "pyright": ["pyright", "--pythonpath", PYTHON],
    "lint-imports": ["lint-imports"],
}


class NotReadyError(Exception):
    """What a person has to do first, in both languages."""


class Step:
    """A named piece of work: says that it runs, for how long, and how it ended."""

    _one_line_at_a_time = threading.Lock()

    def __init__(self, name: str) -> None:
        self.name = name
        self.begun = time.monotonic()
        self.output = ""

    def run(self, command: list[str | Path]) -> bool:
        """Run a command to its end; its output is kept and shown only when it fails."""
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as kept:
            process = subprocess.Popen(  # noqa: S603
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=kept, stderr=subprocess.STDOUT
            )
            self._wait(process)
            kept.seek(0)
            self.output = kept.read()
        self.finish(good=process.returncode == 0)
        return process.returncode == 0

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        """Show the time: every second on a terminal; in a log after one and then every fifteen."""
        on_terminal = sys.stdout.isatty()
        patience = 1
        while process.returncode is None:
            try:
                process.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                patience = 1 if on_terminal else 15
                elapsed = time.monotonic() - self.begun
                self._say(f"… {self.name}  {elapsed:.0f} s", passing=on_terminal)

    def finish(self, *, good: bool) -> None:
        """Say how it ended; on failure with the last lines of its output."""
        self._say(f"{'✓' if good else '✗'} {self.name}  {time.monotonic() - self.begun:.1f} s")
        if not good:
            self._say("\n".join("    " + line for line in self.output.splitlines()[-60:]))

    def _say(self, line: str, *, passing: bool = False) -> None:
        """Write a line; one that passes is overwritten by the next."""
        with Step._one_line_at_a_time:
            clear = "\r\x1b[K" if sys.stdout.isatty() else ""
            print(clear + line, end="" if passing else "\n", flush=True)


def main(arguments: list[str]) -> int:
    """Do what was asked; 0 when it went well."""
    wanted, rest = (arguments[0], arguments[1:]) if arguments else ("start", [])
    if wanted == "lock":
        return lock(rest)
    commands = {"start": start, "test": test, "bench": bench}
    if wanted not in commands:
        print(HELP, end="")
        return 0 if wanted in {"help", "-h", "--help"} else 2
    install()
    return commands[wanted](rest)


def start(rest: list[str]) -> int:
    """Start the portal with its demonstration data."""
    return call([PORTAL, "demo", *rest])


def test(rest: list[str]) -> int:
    """Run every check and all tests, and say at the end which failed."""
    if rest:
        return call([PYTHON, "-m", "pytest", *rest])
    begun = time.monotonic()
    results = {"requirements.lock": lock_is_sound()}
    with ThreadPoolExecutor(max_workers=2) as pool:
        results.update(zip(CHECKS, pool.map(check, CHECKS)))  # noqa: B905
    workers = str(min(8, os.cpu_count() or 1))
    results["pytest"] = call([PYTHON, "-m", "pytest", "-n", workers]) == 0
    failed = [name for name, good in results.items() if not good]
    outcome = "✗ 失敗 failed: " + ", ".join(failed) if failed else "✓ 全部通過 all passed"
    print(f"{outcome}  {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


def check(name: str) -> bool:
    """Run one check with the tools of the environment."""
    tool, *rest = CHECKS[name]
    return Step(name).run([BIN / tool, *rest])


def bench(rest: list[str]) -> int:
    """Run the benchmarks."""
    return call([PYTHON, "-m", "tests.benchmarks", *rest])


def call(command: list[str | Path]) -> int:
    """Run a command in the foreground with its own output; 130 when interrupted."""
    process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The command was interrupted too and is ending; its last words are worth the wait.
            continue


def install() -> None:
    """Make the environment and install the locked packages, unless that is done already."""
    if sys.version_info < (3, 11):  # noqa: UP036
        found = ".".join(str(part) for part in sys.version_info[:2])
        raise NotReadyError(
            f"需要 Python 3.11 以上，目前是 {found}。",
            f"Python 3.11 or newer is needed; this is {found}.",
        )
    state = hashlib.sha256(LOCK.read_bytes() + f"{ROOT} {sys.version}".encode()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == state:
        return
    uv = shutil.which("uv")
    make_environment(uv)
    step = Step("安裝套件 install packages")
    if not step.run([*installer(uv), "--require-hashes", "--requirement", LOCK]):
        raise NotReadyError(
            "套件未能安裝；請確認可連上 Python 套件來源後再執行一次。",
            "Packages were not installed; check the way to the Python packages, then run again.",
        )
    install_portal()
    STAMP.write_text(state)


def make_environment(uv: str | None) -> None:
    """Make `.venv` afresh."""
    step = Step("建立環境 make .venv")
    if uv:
        made = step.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV])
    else:
        made = step.run([sys.executable, "-m", "venv", "--clear", VENV])
    if made:
        return
    if "ensurepip" in step.output or "No module named venv" in step.output:
        package = f"python3.{sys.version_info[1]}-venv"
        raise NotReadyError(
            f"缺少 venv；請執行 apt install {package}", f"No venv here: apt install {package}"
        )
    raise NotReadyError("無法建立 .venv，原因見上。", "The folder .venv was not made; see above.")


def installer(uv: str | None) -> list[str | Path]:
    """The command that installs packages into the environment."""
    if uv:
        return [uv, "pip", "install", "--python", PYTHON]
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]


def install_portal() -> None:
    """Make the project importable and give it its command, with nothing to build."""
    packages = next(VENV.glob("Lib/site-packages" if WINDOWS else "lib/*/site-packages"))
    (packages / "portal.pth").write_text(f"{ROOT}\n")
    start_it = "import sys; from portal.cli import main; sys.exit(main())"
    if WINDOWS:
        PORTAL.write_text(f'@"%~dp0python.exe" -c "{start_it}" %*\n')
        return
    # Shell first, Python below: an interpreter named after #! may not hold a space in its path.
    PORTAL.write_text(f"#!/bin/sh\n'''exec' \"{PYTHON}\" \"$0\" \"$@\"\n'''\n{start_it}\n")
    PORTAL.chmod(0o755)


def lock(rest: list[str]) -> int:
    """Resolve what pyproject.toml declares into the lock file."""
    uv = shutil.which("uv") or str(BIN / "uv")
    if not Path(uv).exists():
        make_environment(None)
        if not Step("安裝 install uv").run([*installer(None), "uv"]):
            return 1
    quiet = ["--quiet", "--no-header", "--no-annotate", "--no-emit-index-url"]
    how = ["--universal", "--python-version", "3.11", "--generate-hashes", *quiet]
    what = ["pyproject.toml", "--group", "dev", "--output-file", LOCK.name]
    if not Step("requirements.lock").run([uv, "pip", "compile", *how, *what, *rest]):
        return 1
    LOCK.write_text(f"{DECLARED}{declared()}\n{LOCK.read_text()}")
    return 0


def declared() -> str:
    """A fingerprint of the packages that pyproject.toml declares."""
    import tomllib  # not in the Python that is told to make way for a newer one

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return hashlib.sha256("\n".join(sorted(packages)).encode()).hexdigest()


def lock_is_sound() -> bool:
    """Whether the lock file answers pyproject.toml and names no address."""
    step = Step("requirements.lock")
    text = LOCK.read_text()
    if not text.startswith(DECLARED + declared()):
        step.output = "pyproject.toml declares other packages: ./go lock"
    elif "://" in text:
        step.output = "requirements.lock names an address"
    step.finish(good=not step.output)
    return not step.output


if __name__ == "__main__":
    # A terminal that cannot write Chinese shows question marks and the English beside them.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        sys.exit(main(sys.argv[1:]))
    except NotReadyError as reason:
        sys.exit("\n".join(reason.args))
    except KeyboardInterrupt:
        sys.exit(130)
