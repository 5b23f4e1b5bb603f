"""Commands about figures: take workbooks in, accept them, print the summary."""

import os
from pathlib import Path

import click
import orjson

from portal.accounts.operations import SystemAccount
from portal.aggregation.operations import rewrite_member_year
from portal.cli.progress import Progress
from portal.cli.storage import acting, now, opened, store
from portal.cli.summary_lines import as_lines
from portal.config import settings
from portal.intake.importing import FrontDoor, TakenIn, all_in, sorted_out
from portal.savings.summary_json import summary as summary_json
from portal.submissions import operations, queries
from portal.submissions.errors import SubmissionsError
from portal.submissions.states import Kind, State

WAITING = frozenset({State.SUBMITTED, State.UNDER_REVIEW})


@click.command(name="import")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--accept", "accepting", is_flag=True, help="匯入後直接審查通過 / Accept them too.")
def import_folder(folder: Path, *, accepting: bool) -> None:
    """匯入整個資料夾的申報檔 / Take a folder of workbooks in through the same front door.

    Each file is received, checked, and handed in when it has no errors; it says itself whose and
    which year's it is. The ministry's forms of one company and year, one for each control number,
    and their supplement are handed in as one. Running it again takes nothing in twice.
    """
    chosen = settings()
    paths = sorted(path for kind in ("*.xlsx", "*.ods") for path in folder.rglob(kind))
    with opened(chosen) as database:
        actor = acting(database, SystemAccount.IMPORT)
        door = FrontDoor(database, store(chosen), actor, now, chosen.upload_limit_mb * 1_000_000)
        found, outcomes = sorted_out(paths)
        files = door.joined(found)
        unknown = len(outcomes)
        with Progress("匯入 import") as progress:
            for taken in all_in(door, files, at_once=os.cpu_count() or 1):
                outcomes.append(taken)
                progress(len(outcomes), len(files) + unknown, taken.path.name)
    for taken in outcomes:
        _say(taken)
    if accepting:
        for year in sorted({file.year for file in files}):
            _accept(year, None, None)


def _say(taken: TakenIn) -> None:
    name = "、".join(path.name for path in (taken.path, *taken.others))
    if taken.version is not None:
        click.echo(f"✓ {name}  v{taken.version}")
    elif taken.reason is not None:
        click.secho(f"✗ {name}  {taken.reason.zh} {taken.reason.en}", fg="yellow")


@click.command()
@click.option("--year", type=int, required=True, help="盤查年度 / Reporting year.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="種類 / Kind.")
@click.option("--member", help="成員代碼 / Member code.")
def accept(year: int, kind: str | None, member: str | None) -> None:
    """審查通過已送出的申報 / Accept what was handed in for a year."""
    _accept(year, Kind(kind) if kind else None, member)


def _accept(year: int, only: Kind | None, member: str | None) -> None:
    accepted = 0
    with opened() as database:
        reviewer = acting(database, SystemAccount.REVIEW)
        for kind in [only] if only else list(Kind):
            with database.reading() as session:
                rows = queries.submission_rows(session, reviewer, kind, year)
            for row in rows:
                if row.state not in WAITING or member not in {None, row.company_code}:
                    continue
                try:
                    with database.transaction() as session:
                        found = queries.submission_of(session, row.company_id, kind, year)
                        if found is not None:
                            operations.accept(
                                session, reviewer, found, at=now(), summarise=rewrite_member_year
                            )
                            accepted += 1
                except SubmissionsError as refused:
                    click.secho(f"✗ {row.company_code} {kind}: {refused}", fg="yellow")
    click.echo(f"✓ {accepted}")


@click.command()
@click.option("--year", type=int, required=True, help="盤查年度 / Reporting year.")
@click.option("--json", "as_json", is_flag=True, help="輸出 JSON / Print JSON.")
def summary(year: int, *, as_json: bool) -> None:
    """聯盟與各組摘要 / The figures of the Alliance and its groups.

    A table for people; with --json one object for programs, tonnes as decimal strings.
    """
    with opened() as database, database.reading() as session:
        figures = summary_json(session, year)
    click.echo(orjson.dumps(figures).decode() if as_json else as_lines(figures))
