"""Who may open which route, in one table; the application refuses to start without a full one.

A route that nobody listed cannot be reached, and one that is listed but gone is found at start.
What a route's address names (a member, a submission) must lie in the user's scope; otherwise the
answer is the one for something that does not exist.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NoReturn

from flask import Flask, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.figures import SignedIn
from portal.accounts.permissions import Permission
from portal.audit.events import Event
from portal.web import identity, journal, scopes
from portal.web.advisory import scopes as advisory
from portal.web.budget.scopes import uploaded_budget
from portal.web.esco import scopes as esco
from portal.web.field import scopes as field
from portal.web.savings import scopes as savings
from portal.web.verification import scopes as verification


class Open(Enum):
    """Routes that ask for no permission."""

    EVERYBODY = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one route asks for: a permission, and that the object it names is there for the user."""

    needs: Permission | Open
    scope: Callable[[SignedIn, Mapping[str, object]], bool] = scopes.nothing


class PolicyError(Exception):
    """The table and the routes do not fit together."""


def _entries(
    needs: Permission | Open,
    *endpoints: str,
    scope: Callable[[SignedIn, Mapping[str, object]], bool] = scopes.nothing,
) -> dict[str, Entry]:
    return {endpoint: Entry(needs, scope) for endpoint in endpoints}


ADVISORY: Final[Mapping[str, Entry]] = {
    **_entries(Permission.SEE_ADVISORY, "advisory.index", "advisory.export"),
    **_entries(Permission.REQUEST_ADVISORY, "advisory.ask"),
    **_entries(
        Permission.SEE_ADVISORY, "advisory.show", "advisory.export_advice", scope=advisory.request
    ),
    **_entries(Permission.SEE_ADVISORY, "diagnoses.report", scope=advisory.request),
    **_entries(
        Permission.RUN_ADVISORY,
        "advisory.triage",
        "advisory.decline",
        "advisory.assign",
        "closing.close",
        "closing.give_back",
        scope=advisory.request,
    ),
    **_entries(
        Permission.ADVISE,
        "advisory.declare",
        "advisory.plan_visit",
        "advisory.report",
        "advisory.add_action",
        "closing.propose",
        scope=advisory.request,
    ),
    **_entries(Permission.CHECK_OFF, "advisory.check_off", scope=advisory.action),
    **_entries(Permission.SEE_ADVISORY, "visits.show", "visits.export", scope=advisory.visit),
    **_entries(
        Permission.ADVISE,
        "visits.record",
        "visits.measure",
        "visits.add_finding",
        "visits.attach",
        scope=advisory.visit,
    ),
    **_entries(Permission.SEE_ADVISORY, "visits.file", "visits.picture", scope=advisory.attachment),
    **_entries(
        Permission.ADVISE,
        "advice.write",
        "calculations.choose",
        "calculations.run",
        scope=advisory.finding,
    ),
    **_entries(Permission.SEE_ADVISORY, "calculations.show", scope=advisory.calculation),
    **_entries(Permission.MEASURE_SAVINGS, "measuring.plan", scope=advisory.recommendation),
    **_entries(Permission.REPORT_PROGRESS, "advice.attach", scope=advisory.recommendation),
    **_entries(Permission.ADVISE, "advice.take_over", scope=advisory.recommendation),
    **_entries(
        Permission.ADVISE,
        "advice.edit",
        "advice.put_forward",
        "advice.withdraw",
        "advice.follow_up",
        scope=advisory.recommendation,
    ),
    **_entries(Permission.SEE_ADVISORY, "advice.show", scope=advisory.recommendation),
    **_entries(Permission.ANSWER_ADVICE, "advice.decide", scope=advisory.recommendation),
    **_entries(Permission.REPORT_PROGRESS, "advice.report_progress", scope=advisory.recommendation),
    **_entries(Permission.SEE_ADVISORY, "equipment.index", "equipment.export", scope=advisory.site),
    **_entries(Permission.KEEP_EQUIPMENT, "equipment.add", "equipment.change", scope=advisory.site),
}

FIELD: Final[Mapping[str, Entry]] = {
    **_entries(
        Permission.ADVISE,
        "field.show",
        "field.measure",
        "field.notes",
        "field.find",
        "field.word",
        "fieldbooks.take_out",
        "fieldbooks.bring_back",
        "photos.show",
        "photos.add",
        scope=advisory.visit,
    ),
    **_entries(Permission.ADVISE, "fieldbooks.blank"),
    **_entries(Permission.ADVISE, "fieldbooks.show", "fieldbooks.confirm", scope=field.upload),
    **_entries(Permission.ADVISE, "photos.describe", scope=field.photo),
    **_entries(Permission.SEE_ADVISORY, "photos.picture", "photos.thumbnail", scope=field.photo),
    **_entries(Permission.SEE_ADVISORY, "drafts.save", "drafts.discard", scope=field.draft),
}

ESCO: Final[Mapping[str, Entry]] = {
    **_entries(Permission.SEE_ESCO, "esco.index", "esco.export"),
    **_entries(Permission.RUN_ESCO, "esco.organisations", "esco.export_organisations"),
    **_entries(Permission.RUN_ESCO, "esco.add", scope=scopes.member),
    **_entries(Permission.SEE_ESCO, "esco.show", "esco.schedule", scope=esco.contract),
    **_entries(Permission.RUN_ESCO, "esco.edit", "esco.add_measure", scope=esco.contract),
    **_entries(Permission.RUN_ESCO, "esco.change_measure", scope=esco.measure),
    **_entries(Permission.SEE_ESCO, "esco_documents.statement", scope=esco.year),
    **_entries(Permission.STATE_ESCO, "esco.state", scope=esco.year),
    **_entries(Permission.STATE_ESCO, "esco_evidence.attach", scope=esco.statement),
    **_entries(Permission.SEE_ESCO, "esco_evidence.file", scope=esco.attachment),
    **_entries(Permission.ACCEPT_ESCO, "esco.decide", scope=esco.statement),
}

SAVINGS: Final[Mapping[str, Entry]] = {
    **_entries(Permission.SEE_SAVINGS, "savings.index", "savings.show", "savings.export"),
    **_entries(Permission.SEE_SAVINGS, "savings.streams", "savings.export_streams"),
    **_entries(Permission.SEE_SAVINGS, "savings.stream", scope=savings.stream),
    **_entries(Permission.SEE_SAVINGS, "savings_trace.show", scope=savings.trace),
    **_entries(Permission.SEE_SAVINGS, "savings_trace.sources", scope=savings.stream),
    **_entries(
        Permission.SEE_SAVINGS,
        "savings.member",
        "savings.export_member",
        scope=verification.member,
    ),
    **_entries(Permission.SETTLE_SAVINGS, "savings.export_duplicates"),
    **_entries(Permission.SETTLE_SAVINGS, "savings.end", scope=savings.stream),
    **_entries(Permission.LINK_SAVINGS, "savings.satisfy", scope=savings.stream),
    **_entries(Permission.HAND_IN_CLAIMS, "claims.index", "claims.export"),
    **_entries(Permission.HAND_IN_CLAIMS, "claims.template", "claims.template_text"),
    **_entries(Permission.HAND_IN_CLAIMS, "claims.upload"),
    **_entries(
        Permission.HAND_IN_CLAIMS,
        "claims.show",
        "claims.workbook",
        "claims.confirm",
        scope=savings.file,
    ),
    **_entries(Permission.SETTLE_SAVINGS, "claims.decide", scope=savings.version),
    **_entries(Permission.SEE_SAVINGS, "claims.stream", scope=savings.claim),
    **_entries(Permission.SETTLE_SAVINGS, "streams.join", "streams.take_out", scope=savings.stream),
    **_entries(Permission.LINK_SAVINGS, "streams.power", "streams.factor", scope=savings.stream),
    **_entries(Permission.SETTLE_SAVINGS, "savings.duplicates"),
    **_entries(
        Permission.SETTLE_SAVINGS,
        "savings.quote",
        "savings.close",
        "savings.correct",
        scope=savings.whole,
    ),
}

POLICY: Final[Mapping[str, Entry]] = {
    **_entries(Open.EVERYBODY, "static", "bootstrap.static"),
    **_entries(Open.EVERYBODY, "account.sign_in_page", "account.ask_reset", "account.keep"),
    **_entries(Open.EVERYBODY, "account.open_link", "account.choose_password"),
    **_entries(Open.EVERYBODY, "opendata.index", "opendata.dictionary", "opendata.figures"),
    **_entries(Permission.OWN_ACCOUNT, "account.show", "account.sign_out"),
    **_entries(Permission.OWN_ACCOUNT, "account.change_password", "account.end_session"),
    **_entries(Permission.OWN_ACCOUNT, "home.index"),
    **_entries(Permission.UPLOAD, "handin.show", "handin.upload", scope=scopes.member),
    **_entries(Permission.TAKE_TEMPLATE, "handin.template", scope=scopes.member),
    **_entries(Permission.TAKE_TEMPLATE, "handin.supplement", scope=scopes.member),
    **_entries(Permission.SEE_SUBMISSIONS, "handin.report", "handin.state", scope=scopes.upload),
    **_entries(Permission.TAKE_FILE, "handin.file", "handin.marked", scope=scopes.upload),
    **_entries(Permission.TAKE_FILE, "handin.current_template", scope=scopes.upload),
    **_entries(Permission.SEE_SUBMISSIONS, "handin.findings_csv", scope=scopes.upload),
    **_entries(Permission.UPLOAD, "handin.abandon", "handin.explain", scope=scopes.upload),
    **_entries(Permission.UPLOAD, "corrections.form", "corrections.save", scope=scopes.upload),
    **_entries(Permission.SUBMIT, "handin.submit", scope=scopes.upload),
    **_entries(Permission.SEE_SUBMISSIONS, "receipts.show", scope=scopes.receipt),
    **_entries(Permission.TAKE_REPORT, "receipts.pdf", scope=scopes.receipt),
    **_entries(Permission.SEE_SUBMISSIONS, "review.present", "review.index"),
    **_entries(Permission.SEE_SUBMISSIONS, "review.export"),
    **_entries(Permission.SEE_SUBMISSIONS, "review.show", scope=scopes.submission),
    **_entries(
        Permission.REVIEW,
        "review.start",
        "review.accept",
        "review.return_for_correction",
        scope=scopes.submission,
    ),
    **_entries(Permission.SEE_SUBMISSIONS, "comparing.show", scope=scopes.submission),
    **_entries(Permission.TAKE_REPORT, "comparing.export", scope=scopes.submission),
    **_entries(Permission.REVIEW, "comparing.decide", scope=scopes.submission),
    **_entries(
        Permission.RECORD_IDENTITY,
        "comparing.identity",
        "comparing.withdraw",
        scope=scopes.submission,
    ),
    **_entries(Permission.SET_CYCLES, "review.deadline"),
    **_entries(Permission.RECALL, "review.recall", scope=scopes.submission),
    **_entries(Permission.MANAGE_ACCOUNTS, "people.index", "people.invite", "people.show"),
    **_entries(Permission.MANAGE_ACCOUNTS, "people.change_role", "people.invite_again"),
    **_entries(Permission.MANAGE_ACCOUNTS, "people.disable", "people.enable"),
    **_entries(Permission.SEE_MEMBERS, "members.index"),
    **_entries(Permission.SEE_MEMBERS, "members.show", scope=scopes.member),
    **_entries(Permission.MANAGE_MEMBERS, "members.add"),
    **_entries(
        Permission.MANAGE_MEMBERS,
        "members.change",
        "members.add_site",
        "members.transfer_site",
        "members.renumber_site",
        scope=scopes.member,
    ),
    **_entries(Permission.SEE_AUDIT, "operations.log"),
    **_entries(Permission.SEE_OPERATIONS, "operations.index", "operations.mail"),
    **_entries(Permission.SEE_SUMMARY, "summaries.present", "summaries.alliance"),
    **_entries(Permission.SEE_SUMMARY, "summaries.group", "summaries.definitions"),
    **_entries(Permission.SEE_SUMMARY, "summaries.trace_figure"),
    **_entries(Permission.TAKE_REPORT, "summaries.document", "summaries.group_document"),
    **_entries(Permission.TAKE_REPORT, "summaries.member_document", scope=scopes.member),
    **_entries(Permission.TAKE_ALL_REPORTS, "documents.index", "documents.state"),
    **_entries(Permission.TAKE_ALL_REPORTS, "documents.archive"),
    **_entries(Permission.SEE_SUMMARY, "summaries.members_csv", "summaries.members_json"),
    **_entries(Permission.SEE_SUMMARY, "summaries.member", scope=scopes.member),
    **_entries(Permission.SEE_SUMMARY, "summaries.trace_member", scope=scopes.member),
    **_entries(Permission.SEE_EXCHANGE, "exchange.present", "exchange.index", "exchange.network"),
    **_entries(Permission.TAKE_REPORT, "exchange.workbook"),
    **_entries(Permission.SEE_EXCHANGE, "exchange.case", scope=scopes.exchange),
    **_entries(Permission.ANSWER_EXCHANGE, "exchange.answer", scope=scopes.exchange),
    **_entries(
        Permission.SETTLE_EXCHANGE,
        "exchange.settle",
        "exchange_evidence.attach",
        scope=scopes.exchange,
    ),
    **_entries(
        Permission.TAKE_EXCHANGE_EVIDENCE, "exchange_evidence.file", scope=scopes.exchange_file
    ),
    **_entries(Permission.SEE_SUMMARY, "budget.present", "budget.show", "budget.workbook"),
    **_entries(Permission.EDIT_BUDGET, "budget.add_version", "budget.template"),
    **_entries(Permission.EDIT_BUDGET, "budget_uploads.upload"),
    **_entries(
        Permission.EDIT_BUDGET,
        "budget_uploads.show",
        "budget_uploads.confirm",
        scope=uploaded_budget,
    ),
    **_entries(Permission.EDIT_BUDGET, "budget.template_text"),
    **_entries(Permission.EDIT_BUDGET, "budget.add_record", "budget.correct"),
    **_entries(Permission.SEE_SUMMARY, "measures.alliance", "measures.group"),
    **_entries(Permission.SEE_SUMMARY, "measures.member", "measures.measure", scope=scopes.member),
    **_entries(Permission.TAKE_REPORT, "measures.document"),
    **_entries(Permission.TAKE_REPORT, "measures.member_document", scope=scopes.member),
    **_entries(Permission.SEE_SUMMARY, "publications.index", "publications.show"),
    **_entries(Permission.SEE_SUMMARY, "publications.figure", "publications.compare"),
    **_entries(Permission.TAKE_REPORT, "publications.evidence", "publications.figures_json"),
    **_entries(Permission.PUBLISH, "publications.draft"),
    **_entries(Permission.SEE_SAVINGS, "verification.index", "verification.export"),
    **_entries(
        Permission.SEE_SAVINGS,
        "verification.show",
        "verification.workbook",
        "verification.results",
        "mv_evidence.file",
        scope=verification.plan,
    ),
    **_entries(Permission.MEASURE_SAVINGS, "verification.add", scope=verification.member),
    **_entries(
        Permission.MEASURE_SAVINGS,
        "verification.edit",
        "verification.receive",
        "verification.propose",
        "verification.submit",
        "mv_evidence.attach",
        "mv_evidence.attach_to_adjustment",
        scope=verification.plan,
    ),
    **_entries(
        Permission.VERIFY_SAVINGS,
        "verification.approve",
        "verification.decide",
        "verification.decide_adjustment",
        scope=verification.plan,
    ),
    **_entries(Permission.SUSPEND_RULES, "reference.suspension"),
    **_entries(Permission.CHANGE_THRESHOLDS, "reference.thresholds", "reference.threshold"),
    **_entries(Permission.TAKE_TEMPLATE, "reference.dictionary", "reference.rules"),
    **ADVISORY,
    **FIELD,
    **ESCO,
    **SAVINGS,
    **_entries(Permission.CALCULATE, "calculators.index", "calculators.show"),
}


def enforce(app: Flask) -> None:
    """Check the table against the routes, then ask it before every request.

    Raises:
        PolicyError: a route is not in the table, or an entry has no route.
    """
    routes = {rule.endpoint for rule in app.url_map.iter_rules()}
    missing, stale = sorted(routes - POLICY.keys()), sorted(POLICY.keys() - routes)
    if missing or stale:
        raise PolicyError(f"routes without an entry: {missing}; entries without a route: {stale}")
    app.before_request(_guard)


def allows(user: SignedIn | None, endpoint: str) -> bool:
    """Whether a user may open a route at all; the object it names is another question."""
    needs = POLICY[endpoint].needs
    return isinstance(needs, Open) or (user is not None and user.may(needs))


def _guard() -> Response | None:
    if request.endpoint is None:
        return None
    entry = POLICY[request.endpoint]
    if isinstance(entry.needs, Open):
        return None
    user = identity.person()
    if user is None:
        return _to_sign_in()
    if not user.may(entry.needs):
        _refuse(403)
    if not entry.scope(user, request.view_args or {}):
        _refuse(404)
    return None


def _refuse(status: int) -> NoReturn:
    """Log that somebody stood before a shut door, and say no more than its status."""
    named = {name: str(value)[:40] for name, value in (request.view_args or {}).items()}
    journal.note(Event.ACCESS_DENIED, "route", None, endpoint=request.endpoint, **named)
    abort(status)


def _to_sign_in() -> Response:
    """Ask a guest to sign in, and remember the page that was wanted."""
    if request.method != "GET" or request.accept_mimetypes.best == "application/json":
        abort(401)
    return redirect(url_for("account.sign_in_page", next=request.full_path.rstrip("?")), 303)
