"""Whether the stream that an address names is there for a user; the view takes it from here."""

from collections.abc import Mapping

from flask import g

from portal.accounts.figures import SignedIn
from portal.savings import handed_queries, queries
from portal.savings.models import ClaimFile
from portal.savings.streams import Stream
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


def file(user: SignedIn, named: Mapping[str, object]) -> bool:
    """The address names a file of claims by its `file_id`."""
    found = handed_queries.file(session(), user, int(str(named["file_id"])))
    g.claim_file = found
    return found is not None


def named_file() -> ClaimFile:
    """The file of claims that this address names."""
    found: ClaimFile = g.claim_file
    return found
