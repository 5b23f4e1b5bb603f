"""The first page: what do I have to do now."""

from datetime import date

from flask import Blueprint, render_template

from portal.accounts.figures import SignedIn
from portal.accounts.permissions import Permission, Role
from portal.advisory.queries import on_my_list
from portal.exchange.queries import open_cases
from portal.jobs.queries import queue_state
from portal.outbox.queries import unsent
from portal.reports.formats import TAIPEI
from portal.submissions import queries
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
    return _member(user, year, today) if user.role.is_member else _city(user, year, today)


def _member(user: SignedIn, year: int, today: date) -> str:
    """What a member has to hand in, correct or sign."""
    rows = [row for kind in Kind for row in queries.submission_rows(session(), user, kind, year)]
    before = [
        row
        for kind in Kind
        for row in queries.submission_rows(session(), user, kind, year - 1)
        if row.latest_upload_id is not None
    ]
    return render_template(
        "home/member.html",
        todos=todo.for_member([*rows, *before], may_sign=user.may(Permission.SUBMIT)),
        rows=rows,
        errands=todo.of_advisory(on_my_list(session(), user), today),
        savings=savings_waiting(session(), user, today),
        year=year,
        times=queries.cycle_times(session(), Kind.INVENTORY, year),
        now=now(),
        exchange=_exchange(year, works=user.may(Permission.ANSWER_EXCHANGE)),
    )


def _city(user: SignedIn, year: int, today: date) -> str:
    """What waits for the city, and where the year stands."""
    operates, reviews = user.may(Permission.SEE_OPERATIONS), user.may(Permission.REVIEW)
    counts = {
        (kind, one): queries.state_counts(session(), user, kind, one)
        for kind in Kind
        for one in (year, year - 1)
    }
    return render_template(
        "home/city.html",
        todos=_to_review(user, year) if reviews else [],
        waiting=todo.waiting(counts.values()) if reviews else 0,
        errands=todo.of_advisory(on_my_list(session(), user), today),
        savings=savings_waiting(session(), user, today),
        tallies=[(kind, todo.tally(counts[kind, year])) for kind in Kind],
        year=year,
        times=queries.cycle_times(session(), Kind.INVENTORY, year),
        now=now(),
        mails=unsent(session()) if operates else [],
        queue=queue_state(session()) if operates else None,
        reviews=reviews,
        exchange=_exchange(year, works=user.may(Permission.SETTLE_EXCHANGE)),
    )


def _to_review(user: SignedIn, year: int) -> list[todo.Todo]:
    """What has waited longest for a review, of this year and the one before."""
    return todo.for_review(
        row
        for kind in Kind
        for one in (year, year - 1)
        for row in queries.longest_waiting(session(), user, kind, one, todo.SHOWN)
    )


def _exchange(year: int, *, works: bool) -> list[todo.OpenExchange]:
    """Open flows of this year and the one before, for those who work them off."""
    if not works:
        return []
    user = signed_in_user()
    return todo.for_exchange(
        {one: len(open_cases(session(), user, one)) for one in (year, year - 1)}
    )
