"""Loading the demonstration into an empty portal, through the front door like anybody's files."""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol, assert_never

from portal.accounts.figures import Actor
from portal.aggregation.operations import rewrite_member_year_alone
from portal.db.engine import Database
from portal.demo.accounts import Team
from portal.demo.closings import close_cases
from portal.demo.companies import companies
from portal.demo.contents import Workbook, workbooks
from portal.demo.diagnoses import add_advisors, add_diagnoses
from portal.demo.endings import Ending, first_draft, planned, with_an_error
from portal.demo.esco import add_contracts, hand_in_claims
from portal.demo.exchange_cases import work_off
from portal.demo.inventory_visits import add_inventory_visits
from portal.demo.names import as_handed_in, record_rename, renumber_one
from portal.demo.publishing import (
    LATEST,
    PAST,
    RETURNED_ON,
    REVISED,
    REVISED_ON,
    WHY_RETURNED,
    corrected,
    is_corrected,
    publish_year,
)
from portal.demo.setting_up import set_up
from portal.demo.verified import add_verified
from portal.files.store import FileStore
from portal.intake.importing import FrontDoor, Incoming, TakenIn
from portal.members.queries import companies as known_companies
from portal.members.queries import company_by_code
from portal.publication.keeping import kept_anew
from portal.submissions.operations import accept, return_for_correction, start_review
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind

LARGEST_FILE = 20_000_000
FIRST_TRY = timedelta(days=-12)
REVIEWED_AFTER = timedelta(days=16, hours=3)
Now = Callable[[], datetime]


class SaysHowFar(Protocol):
    """What is told how far the work is."""

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Done so many of so many."""
        ...


class DemonstrationError(Exception):
    """A workbook of the demonstration did not fare as it should."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many workbooks were loaded, in how many seconds."""

    workbooks: int
    seconds: float

    def __str__(self) -> str:
        """One line for the terminal."""
        return (
            f"{len(companies())} 個成員 members，{self.workbooks} 份申報檔 workbooks，"
            f"{self.seconds:.1f} s，{_rate(self.workbooks, self.seconds)}"
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demonstration is loaded, and by whom."""

    database: Database
    store: FileStore
    folder: Path
    teams: dict[str, Team]
    coordinator: Actor


def is_empty(database: Database) -> bool:
    """Whether the portal has no member yet."""
    with database.reading() as session:
        return not known_companies(session)


def load(
    database: Database,
    store: FileStore,
    *,
    now: Now,
    progress: SaysHowFar,
    files: Sequence[Workbook] | None = None,
) -> Loaded:
    """Load members, accounts and workbooks; each workbook is uploaded, checked, signed, reviewed.

    Args:
        database: an empty one at the newest schema.
        store: where uploaded files are kept.
        now: asked for the accounts only; files come in when members hand in, each spring.
        progress: told after each workbook.
        files: some of the workbooks, year by year; all of them when not given.

    Raises:
        DemonstrationError: a workbook that should be sound has errors.
    """
    begun = time.monotonic()
    done, files = 0, list(workbooks()) if files is None else files
    with tempfile.TemporaryDirectory() as folder:
        with database.transaction() as session:
            coordinator, teams = set_up(session, at=now())
        stage = Stage(database, store, Path(folder), teams, coordinator)
        for _ in _all_in(stage, files):
            done += 1
            progress(done, len(files), _rate(done, time.monotonic() - begun))
        with database.transaction() as session:
            work_off(session, coordinator, teams)
        _publish(stage, files)
        with database.transaction() as session:
            advisors = add_advisors(session, at=now())
            add_diagnoses(session, coordinator, teams, advisors)
            add_inventory_visits(session, coordinator, teams, advisors)
            add_verified(session, store, coordinator, teams)
            close_cases(session, coordinator)
    with database.transaction() as session:
        add_contracts(session, coordinator, at=now())
        hand_in_claims(session, store, at=now())
        renumber_one(session)
    kept_anew(database)
    return Loaded(done, time.monotonic() - begun)


def _publish(stage: Stage, files: Iterable[Workbook]) -> None:
    """Publish the past year, and again once a member has corrected it; then the last year."""
    actor = stage.coordinator
    with stage.database.transaction() as session:
        publish_year(session, actor, PAST)
    for file in filter(is_corrected, files):
        _decide(stage, file, Ending.RETURNED, RETURNED_ON, WHY_RETURNED)
        at = RETURNED_ON + REVIEWED_AFTER / 2
        _sound(stage, file, file.written(corrected(file.content)), at)
        _decide(stage, file, Ending.ACCEPTED, RETURNED_ON + REVIEWED_AFTER, "")
        with stage.database.transaction() as session:
            publish_year(session, actor, PAST, note=REVISED, at=REVISED_ON)
    with stage.database.transaction() as session:
        publish_year(session, actor, LATEST)


def _rate(count: int, seconds: float) -> str:
    return f"{count / seconds:.1f} 份/秒 per second"


def _all_in(stage: Stage, files: Iterable[Workbook]) -> Iterator[None]:
    """Take all files in, side by side within a year and kind: a year compares with the last."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for _, together in groupby(files, key=lambda file: (file.year, file.template.kind)):
            yield from pool.map(partial(_take_in, stage), together)


def _take_in(stage: Stage, file: Workbook) -> None:
    """Bring one workbook to where it stands when the demonstration begins."""
    plan, at = planned(file), received_at(file)
    match plan.ending:
        case Ending.MISSING:
            return
        case Ending.WITH_ERRORS:
            _hand_in(stage, file, file.written(with_an_error(file.content)), at)
            return
        case Ending.CORRECTED:
            _sound(stage, file, file.written(first_draft(file.content)), at + FIRST_TRY)
            _decide(stage, file, Ending.RETURNED, at + FIRST_TRY / 2, plan.comment)
            ending = Ending.ACCEPTED
        case _:
            ending = plan.ending
    with stage.database.transaction() as session:
        record_rename(session, stage.coordinator, file, at)
    _sound(stage, file, as_handed_in(file), at)
    _decide(stage, file, ending, at + REVIEWED_AFTER, plan.comment)


def received_at(file: Workbook) -> datetime:
    """When a member hands in: in spring of the next year, most before the end of April."""
    hour = sum(map(ord, file.company.code)) * 37 % (36 * 24)
    return datetime(file.year + 1, 3, 28, tzinfo=UTC) + timedelta(hours=hour, minutes=hour % 53)


def _sound(stage: Stage, file: Workbook, data: bytes, at: datetime) -> None:
    taken = _hand_in(stage, file, data, at)
    if taken.version is None:
        found = taken.report.findings if taken.report else ()
        said = "; ".join(f"{one.code} {one.message.en}" for one in found)
        raise DemonstrationError(f"{file.name}: {taken.reason} {said}")


def _hand_in(stage: Stage, file: Workbook, data: bytes, at: datetime) -> TakenIn:
    path = stage.folder / file.name
    path.write_bytes(data)
    team = stage.teams[file.company.code]
    door = FrontDoor(stage.database, stage.store, team.preparer, lambda: at, LARGEST_FILE)
    incoming = Incoming(path, Kind(file.template.kind), file.company.code, file.year)
    return door.take_in(incoming, actor=team.signatory)


def _decide(stage: Stage, file: Workbook, ending: Ending, at: datetime, comment: str) -> None:
    """What the coordinator makes of a version that was handed in."""
    kind, actor = Kind(file.template.kind), stage.coordinator
    with stage.database.transaction() as session:
        company = company_by_code(session, file.company.code)
        found = company and submission_of(session, company.id, kind, file.year)
        if not found:
            raise DemonstrationError(f"{file.name} was not handed in")
        match ending:
            case Ending.SUBMITTED:
                return
            case Ending.UNDER_REVIEW:
                start_review(session, actor, found, at=at)
            case Ending.RETURNED:
                return_for_correction(
                    session,
                    actor,
                    found,
                    comment=comment,
                    at=at,
                    summarise=rewrite_member_year_alone,
                )
            case Ending.ACCEPTED:
                accept(session, actor, found, at=at, summarise=rewrite_member_year_alone)
            case Ending.MISSING | Ending.WITH_ERRORS | Ending.CORRECTED:
                raise DemonstrationError(f"{file.name} cannot end as {ending}")
            case _:
                assert_never(ending)
