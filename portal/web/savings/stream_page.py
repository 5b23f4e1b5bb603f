"""The page of one stream: its claims, what counts, what was decided, and the forms for more."""

from flask import render_template

from portal.accounts.permissions import Permission
from portal.language import Text
from portal.reference.site_systems import Carrier
from portal.savings import queries
from portal.savings.local import HEAT
from portal.savings.planned import planned
from portal.savings.streams import Stream
from portal.savings.use_checks import doubts_by_site, green_doubt, over_use
from portal.savings.vocabulary import Level
from portal.web.database import session
from portal.web.forms import Choice
from portal.web.identity import signed_in_user
from portal.web.savings import listing
from portal.web.savings.forms import EndForm, ShareForm
from portal.web.savings.scopes import named_stream
from portal.web.savings.site_forms import FactorForm, JoinForm, PowerForm, TakeOutForm


def stream_page(
    *,
    ending: EndForm | None = None,
    sharing: ShareForm | None = None,
    joining: JoinForm | None = None,
    taking: TakeOutForm | None = None,
    power: PowerForm | None = None,
    factor: FactorForm | None = None,
) -> str:
    """The page, with the forms as they were sent or as they begin."""
    one, user = named_stream(), signed_in_user()
    own = [each for each in queries.streams(session()) if each.best.place == one.best.place]
    end, share = ending or EndForm.sent(), sharing or ShareForm.sent()
    join, take = joining or JoinForm.sent(), taking or TakeOutForm.sent()
    source = power or PowerForm.sent()
    end.offer()
    source.offer()
    share.offer(measures(one.best.place.company_id))
    join.offer(others(one, own))
    take.offer(claims(one))
    return render_template(
        "savings/stream.html",
        one=one,
        counted={level: one.counted(level) for level in Level},
        annual=listing.counted(own).get(one.key),
        doubts=[*listing.doubtful(one), *_of_site(one, own)],
        notes=queries.history(session(), one.key),
        shares=[each for each in queries.shares(session()) if each.stream == one.key],
        may_settle=user.may(Permission.SETTLE_SAVINGS),
        may_link=user.may(Permission.LINK_SAVINGS),
        heat=[carrier for carrier in one.best.savings if carrier in HEAT],
        has_power=Carrier.ELECTRICITY in one.best.savings,
        factor=factor or FactorForm.sent(from_year=str(one.year)),
        ending=end,
        sharing=share,
        joining=join,
        taking=take,
        power=source,
    )


def _of_site(one: Stream, own: list[Stream]) -> list[object]:
    found = doubts_by_site(over_use(own)).get(one.best.place.site_id, ())
    green = green_doubt(one)
    return [*found, *([green] if green else [])]


def measures(company_id: int) -> list[Choice]:
    """The measures of a member's plan, to choose from."""
    rows = [one.row for one in planned(session(), company_id)]
    return [
        (row.measure_id, Text(f"{row.measure_id} {row.title}", f"{row.measure_id} {row.title}"))
        for row in rows
        if row.measure_id
    ]


def others(one: Stream, own: list[Stream]) -> list[Choice]:
    """The other streams of the site, those of the same system first."""
    near = sorted(own, key=lambda each: (each.best.system is not one.best.system, each.key))
    return [(each.key, _words(each)) for each in near if each.key != one.key]


def _words(one: Stream) -> Text:
    best = one.best
    zh, en = best.origin.label.zh, best.origin.label.en
    said = f"{best.title}（{one.key}）"
    return Text(f"{said} {zh} {best.source}", f"{said} {en} {best.source}")


def claims(one: Stream) -> list[Choice]:
    """The claims of a stream that could stand alone."""
    return [
        (
            each.key,
            Text(
                f"{each.origin.label.zh} {each.source} {each.title}",
                f"{each.origin.label.en} {each.source} {each.title}",
            ),
        )
        for each in one.claims
        if len(one.claims) > 1
    ]
