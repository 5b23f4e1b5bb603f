"""Which workbooks of a member can be compared, and the comparison of two of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.files.store import FileStore
from portal.intake.comparing.comparison import compare
from portal.intake.comparing.figures import Comparison, Side
from portal.intake.comparing.reading import contents
from portal.intake.comparing.sections import Section, sections
from portal.intake.comparing.sides import side, without_cells
from portal.intake.identities import Identities
from portal.intake.on_file import EMISSIONS
from portal.intake.operations import report_of
from portal.intake.report import Report
from portal.language import Text
from portal.plans.amounts import Split
from portal.plans.contributions import Inventories
from portal.submissions import queries
from portal.submissions.models import Submission, SubmissionVersion
from portal.submissions.states import Decision, Kind, UploadState

MOST_DRAFTS = 5
_JUDGED = frozenset({Decision.ACCEPTED, Decision.RETURNED})


@dataclass(frozen=True, slots=True)
class Choice:
    """One workbook that can be compared.

    Attributes:
        key: in addresses: `v2` a version, `u15` an upload, `y2023` the accepted one of a year.
        number: of the version, where it is one of this submission.
    """

    key: str
    label: Text
    upload_id: int
    sha256: str
    year: int
    number: int | None = None


def choices(session: Session, actor: Actor, submission: Submission) -> list[Choice]:
    """What can be compared, newest first: drafts, versions, and last year's accepted one."""
    return [
        *_drafts(session, actor, submission),
        *_versions(session, submission),
        *_last_year(session, submission),
    ]


def _drafts(session: Session, actor: Actor, submission: Submission) -> list[Choice]:
    rows = queries.upload_rows(
        session,
        actor,
        company_id=submission.company_id,
        kind=submission.kind,
        year=submission.year,
    )
    return [
        Choice(
            f"u{row.id}",
            Text(f"未送出的檔案 {row.number}", f"Not handed in: {row.number}"),
            row.id,
            row.sha256,
            submission.year,
        )
        for row in rows
        if row.version is None and row.state is UploadState.CHECKED
    ][:MOST_DRAFTS]


def _versions(session: Session, submission: Submission) -> list[Choice]:
    found: list[Choice] = []
    for row in queries.version_rows(session, submission.id):
        version = session.get_one(SubmissionVersion, row.id)
        label = Text(
            f"{submission.year} 年度第 {row.number} 版", f"{submission.year}, version {row.number}"
        )
        found.append(
            Choice(
                f"v{row.number}",
                label,
                version.upload_id,
                row.sha256,
                submission.year,
                row.number,
            )
        )
    return found


def _last_year(session: Session, submission: Submission) -> list[Choice]:
    year = submission.year - 1
    accepted = queries.accepted_version_id(session, submission.company_id, submission.kind, year)
    if accepted is None:
        return []
    version = session.get_one(SubmissionVersion, accepted)
    label = Text(f"{year} 年度審查通過版", f"{year}, as accepted")
    return [Choice(f"y{year}", label, version.upload_id, version.sha256, year)]


def chosen(offered: Sequence[Choice], key: str) -> Choice | None:
    """The workbook of an address; None when it is not offered."""
    return next((one for one in offered if one.key == key), None)


def newest(offered: Sequence[Choice]) -> Choice | None:
    """The version handed in last; before the first, the latest draft."""
    versions = [one for one in offered if one.number is not None]
    drafts = [one for one in offered if one.key.startswith("u")]
    return next(iter((*versions, *drafts)), None)


def base_of(
    session: Session, submission: Submission, offered: Sequence[Choice], after: Choice
) -> Choice | None:
    """What a workbook is compared with unless somebody chooses otherwise.

    The version last reviewed before it, else the one before it, else last year's.
    """
    earlier = [
        one
        for one in offered
        if one.number is not None and (after.number is None or one.number < after.number)
    ]
    judged = {
        row.number
        for row in queries.version_rows(session, submission.id)
        if row.decision in _JUDGED
    }
    reviewed = [one for one in earlier if one.number in judged]
    past = [one for one in offered if one.year < submission.year]
    wanted = reviewed if after.number is not None else earlier
    return next(iter((*wanted, *earlier, *past)), None)


def compared(
    session: Session,
    store: FileStore,
    submission: Submission,
    before: Choice,
    after: Choice,
) -> Comparison | None:
    """Two workbooks side by side; None while one of them has no report.

    Cells are compared where both workbooks can be read; otherwise the rows that count.
    """
    reports = _tables(session, before), _tables(session, after)
    if reports[0] is None or reports[1] is None:
        return None
    sides = [
        _side(store, report, choice)
        for report, choice in zip(reports, (before, after), strict=True)
        if report is not None
    ]
    if not all(one.is_whole for one in sides):
        sides = [without_cells(sides[0], reports[0]), without_cells(sides[1], reports[1])]
    identities = Identities.between(
        queries.identity_changes(session, submission.company_id), before.year, after.year
    )
    return compare(sides[0], sides[1], identities, inventories(session, submission))


def _tables(session: Session, choice: Choice) -> Report | None:
    return report_of(session, choice.upload_id, with_tables=True)


def _side(store: FileStore, report: Report, choice: Choice) -> Side:
    return side(report, contents(store.path(choice.sha256)), choice.label, choice.year)


def inventories(session: Session, submission: Submission) -> Inventories:
    """Emissions by year on file, tCO2e, which targets of a plan may rest on."""
    if submission.kind is not Kind.PLAN:
        return {}
    zero = Decimal(0)
    rows = session.execute(EMISSIONS, {"company_id": submission.company_id})
    return {
        year: Split(scope1 or zero, scope2 or zero)
        for year, scope1, scope2 in rows
        if scope1 is not None or scope2 is not None
    }


def sections_of(
    session: Session, store: FileStore, submission: Submission, version: SubmissionVersion
) -> list[Section]:
    """The worksheets of a version, each with where it stands in review."""
    report = report_of(session, version.upload_id, with_tables=True)
    if report is None:
        return []
    label = Text("", "")
    whole = side(report, contents(store.path(version.sha256)), label, submission.year)
    return sections(whole, queries.section_decisions(session, submission.id, version.number))


def contents_of(found: Iterable[Section], sheets: Iterable[str]) -> dict[str, str]:
    """The digests of the worksheets named, of those that there are."""
    wanted = frozenset(sheets)
    return {one.sheet: one.content for one in found if one.sheet in wanted}
