"""The web application put together from its parts."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings, signing_key
from portal.db.engine import Database, open_database
from portal.files.store import FileStore
from portal.web import (
    assets,
    clock,
    cookies,
    database,
    failures,
    files,
    frame,
    headers,
    identity,
    kept,
    policy,
    protection,
    wording,
)
from portal.web.account.views import blueprint as account
from portal.web.advisory.advice import blueprint as advice
from portal.web.advisory.calculations import blueprint as calculations
from portal.web.advisory.closing import blueprint as closing
from portal.web.advisory.documents import blueprint as diagnoses
from portal.web.advisory.equipment import blueprint as equipment
from portal.web.advisory.measuring import blueprint as measuring
from portal.web.advisory.views import blueprint as advisory
from portal.web.advisory.visits import blueprint as visits
from portal.web.budget.uploads import blueprint as budget_uploads
from portal.web.budget.views import blueprint as budget
from portal.web.calculators.views import blueprint as calculators
from portal.web.catalogue.views import blueprint as catalogue
from portal.web.corrections.views import blueprint as corrections
from portal.web.documents.views import blueprint as documents
from portal.web.esco.documents import blueprint as esco_documents
from portal.web.esco.evidence import blueprint as esco_evidence
from portal.web.esco.views import blueprint as esco
from portal.web.exchange.evidence import blueprint as exchange_evidence
from portal.web.exchange.views import blueprint as exchange
from portal.web.field import room
from portal.web.field.drafts import blueprint as drafts
from portal.web.field.photos import blueprint as photos
from portal.web.field.views import blueprint as field
from portal.web.field.workbooks import blueprint as fieldbooks
from portal.web.handin.views import blueprint as handin
from portal.web.home.views import blueprint as home
from portal.web.members.views import blueprint as members
from portal.web.opendata.views import blueprint as opendata
from portal.web.operations.views import blueprint as operations
from portal.web.people.views import blueprint as people
from portal.web.publications.views import blueprint as publications
from portal.web.receipts.views import blueprint as receipts
from portal.web.review.comparing import blueprint as comparing
from portal.web.review.views import blueprint as review
from portal.web.savings.claims import blueprint as saving_claims
from portal.web.savings.deciding import blueprint as saving_streams
from portal.web.savings.tracing import blueprint as savings_trace
from portal.web.savings.views import blueprint as savings
from portal.web.settings import largest_kept
from portal.web.summaries.measures.views import blueprint as measures
from portal.web.summaries.views import blueprint as summaries
from portal.web.verification.evidence import blueprint as mv_evidence
from portal.web.verification.views import blueprint as verification

BLUEPRINTS = (
    home,
    handin,
    corrections,
    receipts,
    review,
    comparing,
    summaries,
    budget,
    budget_uploads,
    measures,
    exchange,
    exchange_evidence,
    advisory,
    closing,
    visits,
    advice,
    equipment,
    diagnoses,
    publications,
    field,
    fieldbooks,
    photos,
    drafts,
    opendata,
    documents,
    members,
    people,
    operations,
    calculations,
    calculators,
    measuring,
    catalogue,
    account,
    verification,
    mv_evidence,
    esco,
    esco_documents,
    esco_evidence,
    savings,
    saving_streams,
    savings_trace,
    saving_claims,
)
# Room for the other fields of a form beside the file.
_FORM_ROOM = 200_000


def create_app(
    settings: Settings,
    *,
    opened: Database | None = None,
    now: Callable[[], datetime] = clock.system_clock,
) -> Flask:
    """The portal's pages on one database.

    Args:
        settings: of this installation.
        opened: the database, when the caller has it open already.
        now: the clock; tests give their own.

    Raises:
        PolicyError: a route has no entry in the policy, or the reverse.
    """
    app = Flask(
        "portal",
        template_folder=str(assets.folder("templates")),
        static_folder=str(assets.folder("static")),
        static_url_path="/static",
    )
    app.session_interface = cookies.RememberedCookies()
    _configure(app, settings)
    database.attach(app, opened or open_database(settings.database_url))
    files.attach(app, FileStore(settings.instance / "files"))
    clock.attach(app, now)
    kept.attach(app)
    headers.protect(app, https=bool(settings.https))
    room.attach(app)
    protection.protect(app)
    identity.attach(app)
    assets.serve(app)
    wording.install(app)
    frame.install(app)
    failures.answer(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    policy.enforce(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    https = bool(settings.https)
    config = cast(dict[str, Any], app.config)
    config.update(
        SECRET_KEY=signing_key(settings),
        SESSION_COOKIE_NAME="__Host-portal" if https else "portal",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        MAX_CONTENT_LENGTH=largest_kept(settings) + _FORM_ROOM,
        MAX_FORM_MEMORY_SIZE=_FORM_ROOM,
    )
    app.extensions["portal.settings"] = settings
    if settings.proxy_count:
        hops = settings.proxy_count
        # mypy takes the wrapped application for a method that may not be replaced.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
