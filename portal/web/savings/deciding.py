"""Deciding about streams by hand: together, apart, green power, and the steam of a site."""

from typing import Final

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.language import Text
from portal.members.models import Company, Site
from portal.reference.site_systems import Carrier
from portal.savings import joining, queries
from portal.savings.vocabulary import Power
from portal.web.clock import now
from portal.web.database import session
from portal.web.identity import signed_in_user
from portal.web.preferences import t
from portal.web.savings.scopes import named_stream
from portal.web.savings.site_forms import FactorForm, JoinForm, PowerForm, TakeOutForm
from portal.web.savings.stream_page import claims, others, stream_page

blueprint = Blueprint("streams", __name__, url_prefix="/savings/streams")

Page = AnyResponse | str | tuple[str, int]
TOGETHER: Final = Text(
    "已合併為一項，只計一次。", "Put together: the two are one change and count once."
)
APART: Final = Text("已移出，另計為一項。", "Taken out: it is a change of its own now.")
STATED: Final = Text("已登錄，公噸數隨之更新。", "Recorded; the tonnes follow it.")


@blueprint.post("/<key>/join")
def join(key: str) -> Page:
    """Put another stream of the site together with this one."""
    form, one = JoinForm.sent(), named_stream()
    own = queries.streams(session(), signed_in_user())
    form.offer(others(one, [each for each in own if each.best.place == one.best.place]))
    if not form.validate():
        return stream_page(joining=form), 422
    other = next((each for each in own if each.key == form.other.data), None) or abort(404)
    made = joining.put_together(
        session(), signed_in_user(), one, other, reason=form.join_reason.data, at=now()
    )
    return _kept(made.number, TOGETHER)


@blueprint.post("/<key>/take-out")
def take_out(key: str) -> Page:
    """Take one claim out again."""
    form, one = TakeOutForm.sent(), named_stream()
    form.offer(claims(one))
    if not form.validate():
        return stream_page(taking=form), 422
    made = joining.take_out(
        session(), signed_in_user(), one, form.claim.data, reason=form.take_reason.data, at=now()
    )
    return _kept(made.number, APART)


@blueprint.post("/<key>/power")
def power(key: str) -> Page:
    """State where the saved electricity would have come from."""
    form = PowerForm.sent()
    form.offer()
    if not form.validate():
        return stream_page(power=form), 422
    kind, source = Power(form.power_kind.data), form.power_source.data
    made = joining.state_power(
        session(), signed_in_user(), named_stream(), kind, source=source, at=now()
    )
    return _kept(made.number, STATED)


@blueprint.post("/<key>/factor")
def factor(key: str) -> Page:
    """State what a tonne of steam stands for at the site of a stream."""
    form, place = FactorForm.sent(), named_stream().best.place
    if not form.validate():
        return stream_page(factor=form), 422
    site = session().get_one(Company, place.company_id), session().get_one(Site, place.site_id)
    about = Carrier.STEAM, int(form.from_year.data)
    joining.state_factor(
        session(),
        signed_in_user(),
        site,
        about,
        form.stated,
        source=form.factor_source.data,
        at=now(),
    )
    return _kept(key, STATED)


def _kept(number: str, said: Text) -> AnyResponse:
    session().commit()
    flash(t(said), "good")
    return redirect(url_for("savings.stream", key=number), 303)
