"""Marking 200 findings in a workbook beside loading and saving it with openpyxl."""

import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl

from portal.demo.large import write_large_sample
from portal.language import Language, Text
from portal.workbook.findings import Finding, Severity
from portal.workbook.marking import annotate
from tests.benchmarks.measure import in_turn, table

ROWS = 2_000
FINDINGS = 200
SHEET = "排放源活動數據"


def run() -> None:
    """Print both, and how many times faster the marking is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.xlsx"
        write_large_sample(path, ROWS)
        findings = [_finding(5 + number * (ROWS // FINDINGS)) for number in range(FINDINGS)]
        once = BytesIO()
        assert annotate(path, findings, Language.ZH, once)
        seconds = in_turn(
            {
                f"portal: {FINDINGS} findings marked": lambda: _marked(path, findings),
                "portal: the same once more": lambda: _marked(once.getvalue(), findings),
                "openpyxl load and save": lambda: _openpyxl(path),
            },
            rounds=5,
        )
    slow = seconds["openpyxl load and save"]
    rows = [(f"{ROWS} rows", "CPU s", "this / openpyxl")]
    rows += [(name, f"{used:.3f}", f"{used / slow:.3f}") for name, used in seconds.items()]
    table(rows)


def _finding(row: int) -> Finding:
    return Finding(
        "INV-101",
        Severity.ERROR,
        Text("活動數據過高", "Activity too high"),
        Text("活動數據 {row} 高於產能。", "Activity {row} exceeds the capacity.").format(row=row),
        Text("理由", "reason"),
        Text("請更正活動數據或單位。", "Correct the activity or its unit."),
        SHEET,
        (f"J{row}",),
    )


def _marked(source: Path | bytes, findings: list[Finding]) -> None:
    annotate(source, findings, Language.ZH, BytesIO())


def _openpyxl(path: Path) -> None:
    openpyxl.load_workbook(path).save(BytesIO())
