"""The documents behind claims of any source, read together for all that are asked for."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.queries import user_names
from portal.savings.tracing import by_hand, from_files
from portal.savings.tracing.papers import Paper, Papers

_NOTHING: Final[Mapping[int, Sequence[Paper]]] = {}


def papers_of(session: Session, claims: Collection[str], companies: Collection[int]) -> Papers:
    """The documents of each claim, by its key.

    Args:
        session: to read with.
        claims: keys, such as `advice-12`.
        companies: the members whose claims they are.
    """
    names, ids = user_names(session), _ids(claims)
    found: dict[str, Sequence[Paper]] = {}
    if wanted := ids.get("advice"):
        read = by_hand.recommendations(session, wanted, names)
        found.update({f"advice-{key}": (one,) for key, one in read.items()})
    if wanted := ids.get("contract"):
        read = by_hand.measures(session, wanted, names)
        found.update({f"contract-{key}": (one,) for key, one in read.items()})
    if wanted := ids.get("statement"):
        found.update(_stated(session, wanted, names))
    if wanted := ids.get("report"):
        reports = from_files.reports(session, wanted, names)
        found.update({f"report-{key}": each for key, each in reports.items()})
    if wanted := ids.get("upload"):
        read = from_files.handed_claims(session, wanted, names)
        found.update({f"upload-{key}": (one,) for key, one in read.items()})
    planned = {one for one in claims if one.startswith("plan-")}
    if planned:
        rows = from_files.planned_measures(session, planned, companies, names)
        found.update({key: (one,) for key, one in rows.items()})
    return found


def _ids(claims: Collection[str]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = {}
    for one in claims:
        kind, _, number = one.partition("-")
        if number.isdecimal():
            found.setdefault(kind, set()).add(int(number))
    return found


def _stated(session: Session, ids: Collection[int], names: Mapping[int, str]) -> Papers:
    """Yearly statements, each followed by the M&V report whose saving it takes over."""
    stated = by_hand.statements(session, ids, names)
    wanted = {year.report_id for years in stated.values() for year in years if year.report_id}
    reports = from_files.reports_by_id(session, wanted, names) if wanted else _NOTHING
    return {
        f"statement-{key}": [
            paper for year in years for paper in (year.paper, *reports.get(year.report_id or 0, ()))
        ]
        for key, years in stated.items()
    }
