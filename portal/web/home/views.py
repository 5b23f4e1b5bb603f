"""The first page: what do I have to do now."""

from flask import Blueprint, render_template

from portal.accounts.permissions import Permission, Role
from portal.advisory.queries import on_my_list
from portal.exchange.queries import open_cases
from portal.jobs.queries import queue_state
from portal.outbox.queries import unsent
from portal.reports.formats import TAIPEI
from portal.submissions import queries
from portal.submissions.figures import SubmissionRow
from portal.submissions.states import Kind
from portal.web import years
from portal.web.clock import now
from portal.web.database import session
from portal.web.home import todo
from portal.web.identity import signed_in_user
from portal.web.savings.todo import waiting as savings_waiting

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    """What this person has to do now, and where the year stands."""
    user, year = signed_in_user(), years.present()
    today = now().astimezone(TAIPEI).date()
    if user.role is Role.ESCO:
        return render_template("home/esco.html", savings=savings_waiting(session(), user, today))
    rows = {kind: queries.submission_rows(session(), user, kind, year) for kind in Kind}
    before = [
        row
        for kind in Kind
        for row in queries.submission_rows(session(), user, kind, year - 1)
        if row.latest_upload_id is not None
    ]
    times = queries.cycle_times(session(), Kind.INVENTORY, year)
    errands = todo.of_advisory(on_my_list(session(), user), today)
    savings = savings_waiting(session(), user, today)
    if user.role.is_member:
        return render_template(
            "home/member.html",
            todos=todo.for_member([*_all(rows), *before], may_sign=user.may(Permission.SUBMIT)),
            rows=_all(rows),
            errands=errands,
            savings=savings,
            year=year,
            times=times,
            now=now(),
            exchange=_exchange(year, works=user.may(Permission.ANSWER_EXCHANGE)),
        )
    operates = user.may(Permission.SEE_OPERATIONS)
    return render_template(
        "home/city.html",
        todos=todo.for_review([*_all(rows), *before]) if user.may(Permission.REVIEW) else [],
        errands=errands,
        savings=savings,
        tallies=[(kind, todo.tally(rows[kind])) for kind in Kind],
        year=year,
        times=times,
        now=now(),
        mails=unsent(session()) if operates else [],
        queue=queue_state(session()) if operates else None,
        reviews=user.may(Permission.REVIEW),
        exchange=_exchange(year, works=user.may(Permission.SETTLE_EXCHANGE)),
    )


def _all(rows: dict[Kind, list[SubmissionRow]]) -> list[SubmissionRow]:
    return [row for kind in Kind for row in rows[kind]]


def _exchange(year: int, *, works: bool) -> list[todo.OpenExchange]:
    """Open flows of this year and the one before, for those who work them off."""
    if not works:
        return []
    user = signed_in_user()
    return todo.for_exchange(
        {one: len(open_cases(session(), user, one)) for one in (year, year - 1)}
    )
