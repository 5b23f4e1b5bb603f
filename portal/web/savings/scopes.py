"""Whether the stream or claim that an address names is there for a user, and what it is."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.aggregation.figure_sets import NoSuchFigureError
from portal.savings import handed_queries, queries
from portal.savings.models import ClaimFile, HandedClaimVersion
from portal.savings.streams import Stream
from portal.savings.tracing.figure_id import savings_figure
from portal.savings.tracing.trace import Trace, traced
from portal.web.database import session


def stream(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a stream by its number or key."""
    found = queries.stream(session(), user, str(named["key"]))
    g.saving_stream = found
    return found is not None


def named_stream() -> Stream:
    """The stream that this address names."""
    found: Stream = g.saving_stream
    return found


def whole(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a year of the whole Alliance: not there for who is limited to groups."""
    return not user.groups


def claim(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a claim by its `claim_id`; what is there is the stream that has it."""
    key = f"upload-{named['claim_id']}"
    known = queries.streams(session(), user)
    found = next((one for one in known if any(each.key == key for each in one.claims)), None)
    g.saving_stream = found
    return found is not None


def version(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a version of a claim by its `version_id`."""
    found = session().get(HandedClaimVersion, int(str(named["version_id"])))
    g.claim_version = found
    if found is None:
        return False
    return any(one.id == found.claim_id for one in handed_queries.standing(session(), user))


def named_version() -> HandedClaimVersion:
    """The version of a claim that this address names."""
    found: HandedClaimVersion = g.claim_version
    return found


def file(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a file of claims by its `file_id`."""
    found = handed_queries.file(session(), user, int(str(named["file_id"])))
    g.claim_file = found
    return found is not None


def named_file() -> ClaimFile:
    """The file of claims that this address names."""
    found: ClaimFile = g.claim_file
    return found


def trace(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a figure of savings; one of a member is there for who sees the member."""
    try:
        figure = savings_figure(str(named["figure"]))
    except NoSuchFigureError:
        return False
    g.savings_trace = found = traced(session(), figure, user)
    return found is not None


def named_trace() -> Trace:
    """The figure that this address names, taken apart."""
    found: Trace = g.savings_trace
    return found
