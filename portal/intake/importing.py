"""Workbooks from a folder through the same front door: receive, check, hand in."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.db.engine import Database
from portal.files.store import FileStore
from portal.intake.checking import whose_apart
from portal.intake.kept_words import CERTIFIED, EXPLAINED
from portal.intake.operations import check_upload, hand_in
from portal.intake.report import Report
from portal.intake.several import Arrived, receive_together
from portal.language import Text
from portal.members.models import Company
from portal.members.queries import company_by_code, site_owner
from portal.submissions.errors import SubmissionsError
from portal.submissions.models import Upload
from portal.submissions.operations import receive_upload
from portal.submissions.states import Kind
from portal.workbook.findings import Severity


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file to be taken in, and where it belongs.

    `member` is its code, or the control number of one of its sites. `others` are handed in with
    it: further forms of the ministry's kind, and their supplement. `is_part` says that the file
    is one of these, so that it may have others.
    """

    path: Path
    kind: Kind
    member: str
    year: int
    is_part: bool = False
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one file.

    Attributes:
        report: of its check; None when it was never checked.
        version: number of the version it became; None when it was not handed in.
        reason: why it was not handed in.
        others: the files that were handed in with it.
    """

    path: Path
    report: Report | None
    version: int | None = None
    reason: Text | None = None
    others: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Where files are taken in, by whom, and what time it is."""

    database: Database
    store: FileStore
    actor: Actor
    now: Callable[[], datetime]
    limit: int

    def take_in(self, file: Incoming, *, actor: Actor | None = None) -> TakenIn:
        """Receive, check and hand in one file, or several of the ministry's form as one.

        What has errors stays checked and is not handed in.

        Args:
            actor: who signs, when it is not the importing account.
        """
        return replace(self._take_in(file, actor), others=file.others)

    def joined(self, files: Iterable[Incoming]) -> list[Incoming]:
        """The same with the forms and the supplement of one member and year as one hand-in."""
        whole: list[Incoming] = []
        at: dict[tuple[str, int], int] = {}
        with self.database.reading() as session:
            for file in files:
                company = _company(session, file) if file.is_part else None
                first = at.setdefault((company.code, file.year), len(whole)) if company else -1
                if 0 <= first < len(whole):
                    others = (*whole[first].others, file.path)
                    whole[first] = replace(whole[first], others=others)
                else:
                    whole.append(file)
        return whole

    def _take_in(self, file: Incoming, actor: Actor | None) -> TakenIn:
        arrived = [self._stored(path) for path in (file.path, *file.others)]
        with self.database.transaction() as session:
            company = _company(session, file)
            if company is None:
                return TakenIn(file.path, None, reason=_unknown(file.member))
            upload_id = self._received(session, company, file, arrived).id
        report = check_upload(self.database, self.store, upload_id, now=self.now, year=file.year)
        if report is None:
            return TakenIn(file.path, None, reason=Text("先前已匯入。", "Imported before."))
        if report.has_errors:
            errors = report.counts[Severity.ERROR]
            return TakenIn(file.path, report, reason=_errors(errors))
        return self._hand_in(file, report, upload_id, actor or self.actor)

    def _stored(self, path: Path) -> Arrived:
        with path.open("rb") as stream:
            return Arrived(self.store.put(stream, self.limit), path.name)

    def _received(
        self, session: Session, company: Company, file: Incoming, arrived: list[Arrived]
    ) -> Upload:
        at = self.now()
        if len(arrived) > 1:
            hashes = "".join(one.stored.sha256 for one in arrived)
            key = hashlib.sha256(hashes.encode()).hexdigest()
            return receive_together(
                session,
                self.store,
                self.actor,
                company,
                arrived,
                (),
                idempotency_key=f"{key[:40]}-{file.year}",
                at=at,
                kind=file.kind,
                year=file.year,
            ).upload
        (only,) = arrived
        return receive_upload(
            session,
            self.actor,
            company,
            only.stored,
            original_name=only.name,
            idempotency_key=f"{only.stored.sha256[:40]}-{file.year}",
            at=at,
            kind=file.kind,
            year=file.year,
        ).upload

    def _hand_in(self, file: Incoming, report: Report, upload_id: int, actor: Actor) -> TakenIn:
        warned = {one.code for one in report.findings if one.severity is Severity.WARNING}
        try:
            with self.database.transaction() as session:
                version = hand_in(
                    session,
                    actor,
                    session.get_one(Upload, upload_id),
                    certification=CERTIFIED,
                    at=self.now(),
                    explanations=dict.fromkeys(warned, EXPLAINED.zh),
                    remember=False,
                )
                return TakenIn(file.path, report, version.number)
        except SubmissionsError as refused:
            return TakenIn(file.path, report, reason=Text(str(refused), str(refused)))


def _company(session: Session, file: Incoming) -> Company | None:
    """The company by its code, or by a site that belonged to it when the year ended."""
    owner = site_owner(session, file.member, date(file.year, 12, 31))
    return company_by_code(session, owner or file.member)


def sorted_out(paths: Iterable[Path]) -> tuple[list[Incoming], list[TakenIn]]:
    """Files that say where they belong, oldest year first, and those that do not."""
    known: list[Incoming] = []
    unknown: list[TakenIn] = []
    for path in paths:
        said = whose_apart(path)
        if said is None:
            unknown.append(TakenIn(path, None, reason=_nobodys()))
        else:
            known.append(
                Incoming(path, Kind(said.kind), said.member, said.year, is_part=said.is_part)
            )
    return sorted(known, key=lambda file: (file.year, file.kind)), unknown


def all_in(
    door: FrontDoor,
    files: Iterable[Incoming],
    *,
    at_once: int,
    after: Callable[[Incoming, TakenIn], None] | None = None,
) -> Iterator[TakenIn]:
    """Take many files in, year by year and kind by kind so that each finds last year on file.

    Args:
        files: sorted by year and kind.
        at_once: files checked side by side.
        after: called once a file is in, such as to accept it.
    """

    def one(file: Incoming) -> TakenIn:
        taken = door.take_in(file)
        if after is not None:
            after(file, taken)
        return taken

    with ThreadPoolExecutor(max_workers=at_once) as pool:
        for _, together in groupby(files, key=lambda file: (file.year, file.kind)):
            yield from pool.map(one, together)


def _unknown(code: str) -> Text:
    return Text(f"沒有代碼 {code} 的成員。", f"There is no member {code}.")


def _errors(count: int) -> Text:
    return Text(f"有 {count} 處錯誤，未送出。", f"{count} errors; not handed in.")


def _nobodys() -> Text:
    return Text(
        "檔案沒有說明屬於哪個成員與年度，或無法讀取。",
        "The file does not say whose and which year's it is, or cannot be read.",
    )
