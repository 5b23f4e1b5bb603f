"""Commands that need no database: check a workbook, write a template, write samples."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import orjson

from portal.cli.options import LANGUAGE
from portal.cli.progress import Progress
from portal.demo.large import write_large_sample
from portal.demo.samples import write_samples
from portal.intake.background import Background
from portal.intake.checking import check_apart
from portal.intake.kinds import KINDS
from portal.intake.marked import archive_of, findings_csv, marked, suffix_of
from portal.intake.report import Report
from portal.intake.together import check_together_apart, shares
from portal.intake.upgrading import upgraded
from portal.language import Language
from portal.official.supplement import SUPPLEMENT
from portal.reference.groups import Group
from portal.workbook.findings import SEVERITY_LABELS, Severity
from portal.workbook.template import write

ERRORS_FOUND = 1
NOT_READ = 2
CELLS_SHOWN = 6
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每個檔案一行 JSON / One JSON object a line.")
@click.option(
    "--together",
    is_flag=True,
    help="多份環境部清冊表單（可加補充表）合為一家公司 / Forms of one company's sites as one.",
)
@click.option(
    "--annotate",
    "copy",
    type=click.Path(path_type=Path, dir_okay=False),
    help="另存標註檔，每項結果標在儲存格上，多份為 .zip / Write a copy with each finding marked in "
    "its cell; of several files a .zip.",
)
@click.option(
    "--csv",
    "listed",
    type=click.Path(path_type=Path, dir_okay=False),
    help="另存檢核結果 CSV / Write the findings as CSV.",
)
@LANGUAGE
def check(
    files: tuple[Path, ...],
    language: str,
    *,
    as_json: bool,
    together: bool,
    copy: Path | None,
    listed: Path | None,
) -> None:
    """檢核申報檔，不需網路與資料庫 / Check workbooks; needs no network and no database.

    Says every problem with its sheet and cell, as the portal would after an upload. The exit
    status is 0 without errors, 1 when errors were found, 2 when a file could not be read.
    """
    _stay_one(files, copy, listed, together=together)
    spoken = Language(language)
    worst = 0
    for report in _reports(files, together=together):
        if as_json:
            click.echo(orjson.dumps(report.shown(spoken)).decode())
        else:
            _say(report, spoken)
        if copy is not None:
            _write_copy(copy, files, report, spoken)
        if listed is not None:
            listed.write_bytes(findings_csv(report, spoken))
        worst = max(worst, _status(report))
    sys.exit(worst)


def _write_copy(copy: Path, files: tuple[Path, ...], report: Report, language: Language) -> None:
    """Write the marked copy; of several files of one company, all of them as one .zip.

    A name that says another format than the copy has is remarked on.
    """
    first, *others = files
    if others and report.files:
        pairs = zip(files, shares(report), strict=True)
        copies = [marked(file, share, language) for file, share in pairs]
        copy.write_bytes(archive_of([file.name for file in files], copies, language))
        return
    data = marked(first, report, language)
    copy.write_bytes(data)
    suffix = suffix_of(data)
    if copy.suffix.casefold() != suffix:
        click.echo(f"標註檔的格式為 {suffix} / The marked copy is an {suffix} file", err=True)


def _reports(files: tuple[Path, ...], *, together: bool) -> Iterator[Report]:
    if together:
        yield check_together_apart(files, Background())
        return
    for file in files:
        yield check_apart(file, file.name, Background())


def _stay_one(
    files: tuple[Path, ...], copy: Path | None, listed: Path | None, *, together: bool
) -> None:
    """Refuse to write the results of several files over each other, or over a file checked."""
    if copy is None and listed is None:
        return
    if len(files) > 1 and not together:
        raise click.UsageError(
            "--annotate 與 --csv 一次處理一個檔案 / --annotate and --csv take one file at a time"
        )
    if len(files) > 1 and copy is not None and copy.suffix.casefold() != ".zip":
        raise click.UsageError(
            "多個檔案的標註檔為 .zip / The marked copies of several files come as one .zip"
        )
    taken = [one.resolve() for one in (*files, copy, listed) if one is not None]
    if len(set(taken)) < len(taken):
        raise click.UsageError(
            "輸出檔不可與來源檔或彼此相同 / Write to files other than the one checked"
        )


def _status(report: Report) -> int:
    if not report.is_read:
        return NOT_READ
    return ERRORS_FOUND if report.has_errors else 0


def _say(report: Report, language: Language) -> None:
    """The report for a person at a terminal."""
    counts = "  ".join(
        f"{SEVERITY_LABELS[severity][language]} {count}"
        for severity, count in report.counts.items()
    )
    click.secho(f"{report.file}  {counts}", bold=True)
    for finding in report.findings:
        label = SEVERITY_LABELS[finding.severity][language]
        cells = "、".join(finding.cells[:CELLS_SHOWN])
        place = f"{finding.sheet}!{cells}" if cells else finding.sheet
        head = f"  {label} {finding.code}  {finding.title[language]}  {place}".rstrip()
        click.secho(head, fg=COLOURS[finding.severity])
        click.echo(f"      {finding.message[language]}")
        click.echo(f"      → {finding.advice[language]}")


@click.command()
@click.argument("kind", type=click.Choice([*KINDS, SUPPLEMENT.kind]), required=False)
@click.option("--year", type=int, help="盤查年度（西元） / Reporting year.")
@click.option(
    "--group",
    type=click.Choice([group.value for group in Group]),
    help="組別，決定工作表 / Group, which decides on the sheets.",
)
@click.option("--member", help="成員代碼，帶入基本資料 / Member code, to prefill master data.")
@click.option(
    "--from",
    "older",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="舊版申報檔，內容帶入新版範本 / An older workbook to carry over into the new template.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="輸出的 .xlsx 檔 / The .xlsx file to write.",
)
def template(
    kind: str | None,
    year: int | None,
    group: str | None,
    member: str | None,
    *,
    older: Path | None,
    output: Path,
) -> None:
    """產生申報範本 / Write a workbook template.

    Without --member the template is blank; with it, the member's master data and last year's
    accepted sources are filled in from the database. With --from, everything an older workbook
    holds is carried over, and what is left to fill is listed; that needs no database.
    """
    if older is not None:
        _carry_over(older, output, given=(kind, year, group, member))
        return
    if kind is None or year is None:
        raise click.UsageError(
            "請指定 KIND 與 --year，或以 --from 帶入舊檔 / Give KIND and --year, or --from"
        )
    if member is not None and kind in KINDS:
        from portal.cli.storage import write_prefilled

        write_prefilled(kind, year, member, output)
    else:
        chosen = Group(group) if group else None
        chosen_template = KINDS[kind].template if kind in KINDS else SUPPLEMENT
        write(output, chosen_template, {}, group=chosen, year=year)
    click.echo(f"✓ {output}")


def _carry_over(older: Path, output: Path, *, given: tuple[object, ...]) -> None:
    if any(one is not None for one in given):
        raise click.UsageError(
            "--from 不與其他選項並用：種類、年度與成員依原檔 / "
            "--from stands alone: kind, year and member are those of the file"
        )
    if older.resolve() == output.resolve():
        raise click.UsageError("輸出檔不可與來源檔相同 / Write to another file than the one read")
    found = upgraded(older)
    if found is None:
        raise click.ClickException(
            "這個檔案不是聯盟的申報檔，或無法讀取；請先以 portal check 檢視原因。\n"
            "This is no workbook of the Alliance, or cannot be read: portal check says why."
        )
    output.write_bytes(found.data)
    click.echo(f"✓ {output}")
    for one in found.left:
        asked = "必填 required" if one.is_required else "選填 optional"
        click.echo(
            f"  {one.sheet}!{'、'.join(one.cells)}  {one.column.zh} {one.column.en}  {asked}"
        )


@click.command()
@click.option(
    "--rows", type=click.IntRange(1, 100_000), help="只寫一份有 N 列的清冊 / One with N rows."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("sample_submissions"),
    show_default=True,
    help="資料夾，或 --rows 的輸出檔 / Folder, or the file of --rows.",
)
def samples(rows: int | None, output: Path) -> None:
    """重建範例申報檔 / Write the sample workbooks again, byte for byte.

    Sound ones of each kind and group, and faulty ones named for the finding they provoke. With
    --rows, one sound inventory of that many emission sources.
    """
    if rows is not None:
        write_large_sample(output, rows)
        click.echo(f"✓ {output}")
        return
    with Progress("範例 samples") as progress:
        written = write_samples(output, progress)
    click.echo(f"✓ {output}  {written} 個檔案 files")
