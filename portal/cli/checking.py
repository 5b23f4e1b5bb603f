"""Commands that need no database: check a workbook, write a template, write samples."""

import sys
from pathlib import Path

import click
import orjson

from portal.intake.background import Background
from portal.intake.checking import check_apart
from portal.intake.report import Report
from portal.language import Language
from portal.workbook.findings import SEVERITY_LABELS, Severity

ERRORS_FOUND = 1
NOT_READ = 2
LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice([one.value for one in Language]),
    default=Language.ZH.value,
    show_default=True,
    help="檢核結果的語言 / Language of the findings.",
)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="每個檔案一行 JSON / One JSON object a line.")
@LANGUAGE
def check(files: tuple[Path, ...], as_json: bool, language: str) -> None:
    """檢核申報檔，不需網路與資料庫 / Check workbooks; needs no network and no database.

    Says every problem with its sheet and cell, as the portal would after an upload. The exit
    status is 0 without errors, 1 when errors were found, 2 when a file could not be read.
    """
    spoken = Language(language)
    worst = 0
    for file in files:
        report = check_apart(file, file.name, Background())
        if as_json:
            click.echo(orjson.dumps(report.shown(spoken)).decode())
        else:
            _say(report, spoken)
        worst = max(worst, _status(report))
    sys.exit(worst)


def _status(report: Report) -> int:
    if not report.is_read:
        return NOT_READ
    return ERRORS_FOUND if report.has_errors else 0


_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def _say(report: Report, language: Language) -> None:
    """The report for a person at a terminal."""
    counts = "  ".join(
        f"{SEVERITY_LABELS[severity][language]} {count}"
        for severity, count in report.counts.items()
    )
    click.secho(f"{report.file}  {counts}", bold=True)
    for finding in report.findings:
        label = SEVERITY_LABELS[finding.severity][language]
        where = "、".join(finding.cells[:6])
        place = f"{finding.sheet}!{where}" if where else finding.sheet
        click.secho(
            f"  {label} {finding.code}  {finding.title[language]}  {place}".rstrip(),
            fg=_COLOURS[finding.severity],
        )
        click.echo(f"      {finding.message[language]}")
        click.echo(f"      → {finding.fix[language]}")


@click.command()
@click.argument("kind", type=click.Choice(["inventory", "plan"]))
@click.option("--year", type=int, required=True, help="盤查年度（西元） / Reporting year.")
@click.option("--member", help="成員代碼，帶入基本資料 / Member code, to prefill master data.")
@click.option("--group", type=click.Choice([]), help="")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="輸出檔 / File."
)
def template(kind: str, year: int, member: str | None, group: str | None, output: Path) -> None:
    """產生空白範本 / Write a blank template."""
    raise NotImplementedError


@click.command()
def samples() -> None:
    """Samples."""
    raise NotImplementedError
