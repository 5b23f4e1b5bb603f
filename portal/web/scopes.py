"""Whether the object that an address names is there for a user; the view takes it from here."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.exchange import queries as exchanges
from portal.exchange.models import ExchangeAttachment
from portal.exchange.queries import Case
from portal.members import queries as members
from portal.members.models import Company
from portal.submissions import queries as submissions
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.web.database import session


def nothing(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names no object."""
    return True


def member(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a member by its `code`."""
    found = members.company_by_code(session(), str(named["code"]))
    if found is None or not user.sees(found.id, found.group):
        return False
    g.company = found
    return True


def upload(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names an upload by its `upload_id`."""
    found = submissions.upload(session(), user, int(str(named["upload_id"])))
    g.upload = found
    return found is not None


def submission(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a submission by its `submission_id`."""
    found = submissions.submission(session(), user, int(str(named["submission_id"])))
    g.submission = found
    return found is not None


def receipt(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a version by the `number` of its receipt."""
    found = submissions.version_by_receipt(session(), str(named["number"]))
    if found is None or submissions.submission(session(), user, found.submission_id) is None:
        return False
    g.version = found
    return True


def exchange(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a flow of the exchange register by its year, parties and carrier."""
    key = (str(named["seller"]), str(named["buyer"]), str(named["carrier"]))
    year, horizon = (int(str(named[name])) for name in ("year", "horizon"))
    found = exchanges.case(session(), user, year, horizon, key)
    g.exchange_case = found
    return found is not None


def exchange_file(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a file of a settlement of a flow by its `attachment_id`."""
    if not exchange(user, named):
        return False
    found = session().get(ExchangeAttachment, int(str(named["attachment_id"])))
    g.exchange_attachment = found
    said = {one.id for one in exchange_case().statements}
    return found is not None and found.statement_id in said


def exchange_attachment() -> ExchangeAttachment:
    """The file of a settlement that this address names."""
    found: ExchangeAttachment = g.exchange_attachment
    return found


def exchange_case() -> Case:
    """The flow of the exchange register that this address names."""
    found: Case = g.exchange_case
    return found


def named_upload() -> Upload:
    """The upload that this address names."""
    found: Upload = g.upload
    return found


def named_submission() -> Submission:
    """The submission that this address names."""
    found: Submission = g.submission
    return found


def named_version() -> SubmissionVersion:
    """The version that this address names."""
    found: SubmissionVersion = g.version
    return found


def company() -> Company:
    """The member that this address names, found when its scope was checked."""
    found: Company = g.company
    return found
