"""Drafts of forms on site: saved as one types, by the page's script or by a button."""

from datetime import datetime
from typing import Final

from flask import Blueprint, Response, flash, make_response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from portal.field.drafts import NewerDraftError, Said, discard_draft, save_draft
from portal.language import Text
from portal.reports.formats import TAIPEI
from portal.web.clock import now
from portal.web.database import session
from portal.web.field.drafted import address
from portal.web.identity import signed_in_user
from portal.web.preferences import t

blueprint = Blueprint("drafts", __name__, url_prefix="/field/drafts")

LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=TAIPEI)
NOT_TYPED: Final = frozenset({"csrf_token", "opened_at"})
SAVED: Final = Text("草稿已存 {time}", "Draft saved {time}")
DISCARDED: Final = Text("草稿已捨棄。", "The draft was discarded.")
NEWER: Final = Text(
    "另一個視窗有較新的內容，這裡的草稿沒有存。請改用較新的視窗，或重新開啟這一頁。",
    "Another window has newer text; the draft of this one was not saved. Go on in the newer "
    "window, or open this page again.",
)


@blueprint.post("/<form>")
def save(form: str) -> AnyResponse:
    """Keep what was typed so far."""
    moment, typed = now(), _typed()
    try:
        save_draft(
            session(),
            signed_in_user(),
            form,
            typed,
            opened_at=_opened_at(moment),
            at=moment,
        )
    except NewerDraftError:
        return _answer(form, NEWER, 409)
    session().commit()
    time = moment.astimezone(TAIPEI).strftime("%H:%M")
    return _answer(form, SAVED.format(time=time), 200)


def _typed() -> dict[str, Said]:
    """Fields by name; of a list of ticks all of them."""
    sent = ((name, said) for name, said in request.form.lists() if name not in NOT_TYPED)
    return {name: said[0] if len(said) == 1 else said for name, said in sent}


def _opened_at(moment: datetime) -> datetime:
    """When the page was opened; a page that does not say is as old as can be."""
    try:
        opened = datetime.fromisoformat(request.form.get("opened_at", ""))
    except ValueError:
        return LONG_AGO
    return min(opened, moment) if opened.tzinfo else opened.replace(tzinfo=TAIPEI)


def _answer(form: str, said: Text, status: int) -> AnyResponse:
    if request.accept_mimetypes.best == "application/json":
        response: Response = make_response({"said": t(said)}, status)
        return response
    flash(t(said), "good" if status == 200 else "error")
    return redirect(address(form, draft=form if status == 200 else None), 303)


@blueprint.post("/<form>/discard")
def discard(form: str) -> AnyResponse:
    """Throw a draft away."""
    discard_draft(session(), signed_in_user(), form, at=now())
    session().commit()
    flash(t(DISCARDED), "good")
    return redirect(address(form), 303)
