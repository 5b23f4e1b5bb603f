"""Checking an inventory beside reading the same file with the libraries."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
import python_calamine

from portal.demo.large import write_large_sample
from portal.intake.background import Background
from portal.intake.checking import check
from portal.workbook.findings import Severity
from tests.benchmarks.measure import in_turn, table

ROWS = 2_000
MANY_ROWS = (12_500, 25_000, 50_000)
MEGABYTE = 1024  # ru_maxrss is in kilobytes
CHILD = """
import json, resource, sys, time
from pathlib import Path
from portal.intake.background import Background
from portal.intake.checking import check
begun = time.process_time()
report = check(Path(sys.argv[1]), "large.xlsx", Background())
used = time.process_time() - begun
report.stored(), report.stored_tables()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([used, peak, len(report.findings)]))
"""


def run() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        _beside_the_libraries(Path(folder) / "inventory.xlsx")
        _many_rows(Path(folder))


def _beside_the_libraries(path: Path) -> None:
    write_large_sample(path, ROWS)
    report = check(path, path.name, Background())
    assert not report.counts[Severity.ERROR], report.findings
    seconds = in_turn(
        {
            "portal: gate, read, rules, recompute": lambda: check(path, path.name, Background()),
            "openpyxl read-only, values": lambda: _openpyxl(path),
            "python-calamine, bare read": lambda: _calamine(path),
        }
    )
    own = seconds["portal: gate, read, rules, recompute"]
    rows = [(f"{ROWS} rows", "CPU s", "portal / this")]
    rows += [(name, f"{used:.3f}", f"{own / used:.2f}") for name, used in seconds.items()]
    table(rows)


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def _calamine(path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _many_rows(folder: Path) -> None:
    rows = [("rows", "CPU s", "ms per 1,000 rows", "peak MB")]
    for count in MANY_ROWS:
        path = folder / f"{count}.xlsx"
        write_large_sample(path, count)
        command = [sys.executable, "-c", CHILD, str(path)]
        said = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
        used, peak, _ = json.loads(said.stdout)
        per_thousand = 1000 * used / count * 1000
        rows.append((f"{count:,}", f"{used:.2f}", f"{per_thousand:.0f}", f"{peak / MEGABYTE:.0f}"))
    print()
    table(rows)
