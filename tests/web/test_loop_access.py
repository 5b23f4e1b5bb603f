"""Every route of advice, field work, contracts, savings and verification, by everybody, on their
own objects and on others': an advisor has its sites, a member its own, an ESCO its contracts."""

from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from portal.db.engine import Database
from tests.web.loop_world import Named, World

pytestmark = pytest.mark.slow
BLUEPRINTS: Final = frozenset(
    (
        "advisory",
        "closing",
        "visits",
        "advice",
        "calculations",
        "measuring",
        "diagnoses",
        "equipment",
        "field",
        "fieldbooks",
        "photos",
        "drafts",
        "esco",
        "esco_documents",
        "esco_evidence",
        "savings",
        "savings_trace",
        "streams",
        "claims",
        "verification",
        "mv_evidence",
    )
)
PERSONS: Final = {
    "preparer": "P",
    "other_preparer": "P",
    "coordinator": "C",
    "steel_coordinator": "C",
    "advisor": "V",
    "second": "V",
    "auditor": "A",
    "administrator": "M",
    "hd": "E",
    "qy": "E",
}
# Who has the objects of the first member (steel, with HD) and of the second one (with QY).
CITY: Final = frozenset({"coordinator", "auditor", "administrator"})
FIRST: Final = CITY | {"preparer", "steel_coordinator", "advisor"}
SECOND: Final = CITY | {"other_preparer", "second"}
ALL: Final = "PCVAM"
HANDING: Final = "PCVE"
# By hand, not made from the policy that it checks: who may, and whether an object is named.
MAY: Final[Mapping[str, tuple[str, bool]]] = {
    **dict.fromkeys(("advisory.index", "advisory.export"), (ALL, False)),
    "advisory.ask": ("PC", False),
    **dict.fromkeys(("advisory.show", "advisory.export_advice", "diagnoses.report"), (ALL, True)),
    **dict.fromkeys(("advisory.triage", "advisory.decline", "advisory.assign"), ("C", True)),
    **dict.fromkeys(("closing.close", "closing.give_back"), ("C", True)),
    **dict.fromkeys(("advisory.declare", "advisory.plan_visit", "advisory.report"), ("V", True)),
    **dict.fromkeys(("advisory.add_action", "closing.propose"), ("V", True)),
    "advisory.check_off": ("CV", True),
    **dict.fromkeys(("visits.show", "visits.export"), (ALL, True)),
    **dict.fromkeys(("visits.file", "visits.picture"), (ALL, True)),
    **dict.fromkeys(("visits.record", "visits.measure", "visits.add_finding"), ("V", True)),
    "visits.attach": ("V", True),
    **dict.fromkeys(("advice.write", "calculations.choose", "calculations.run"), ("V", True)),
    **dict.fromkeys(("calculations.show", "advice.show"), (ALL, True)),
    **dict.fromkeys(("advice.attach", "advice.report_progress"), ("PV", True)),
    **dict.fromkeys(("advice.take_over", "advice.edit", "advice.put_forward"), ("V", True)),
    **dict.fromkeys(("advice.withdraw", "advice.follow_up"), ("V", True)),
    "advice.decide": ("P", True),
    "measuring.plan": ("PCV", True),
    **dict.fromkeys(("equipment.index", "equipment.export"), (ALL, True)),
    **dict.fromkeys(("equipment.add", "equipment.change"), ("PV", True)),
    **dict.fromkeys(("field.show", "field.measure", "field.notes", "field.find"), ("V", True)),
    **dict.fromkeys(("field.word", "photos.show", "photos.add", "photos.describe"), ("V", True)),
    **dict.fromkeys(("fieldbooks.take_out", "fieldbooks.bring_back"), ("V", True)),
    **dict.fromkeys(("fieldbooks.show", "fieldbooks.confirm"), ("V", True)),
    "fieldbooks.blank": ("V", False),
    **dict.fromkeys(("photos.picture", "photos.thumbnail"), (ALL, True)),
    **dict.fromkeys(("drafts.save", "drafts.discard"), (ALL, True)),
    **dict.fromkeys(("esco.index", "esco.export"), (ALL + "E", False)),
    **dict.fromkeys(("esco.organisations", "esco.export_organisations"), ("C", False)),
    **dict.fromkeys(("esco.add", "esco.edit", "esco.add_measure"), ("C", True)),
    **dict.fromkeys(("esco.change_measure", "esco.decide"), ("C", True)),
    **dict.fromkeys(("esco.show", "esco.schedule"), (ALL + "E", True)),
    "esco_documents.statement": (ALL + "E", True),
    **dict.fromkeys(("esco.state", "esco_evidence.attach"), ("PE", True)),
    "esco_evidence.file": (ALL + "E", True),
    **dict.fromkeys(("savings.index", "savings.show", "savings.export"), (ALL, False)),
    **dict.fromkeys(("savings.streams", "savings.export_streams"), (ALL, False)),
    **dict.fromkeys(("savings.stream", "savings.member"), (ALL, True)),
    "savings.export_member": (ALL, True),
    **dict.fromkeys(("savings_trace.show", "savings_trace.sources"), (ALL, True)),
    **dict.fromkeys(("savings.end", "streams.join", "streams.take_out"), ("C", True)),
    **dict.fromkeys(("savings.satisfy", "streams.power", "streams.factor"), ("PC", True)),
    **dict.fromkeys(("savings.duplicates", "savings.export_duplicates"), ("C", False)),
    **dict.fromkeys(("savings.quote", "savings.close", "savings.correct"), ("C", False)),
    **dict.fromkeys(("claims.index", "claims.export", "claims.upload"), (HANDING, False)),
    **dict.fromkeys(("claims.template", "claims.template_text"), (HANDING, False)),
    **dict.fromkeys(("claims.show", "claims.workbook", "claims.confirm"), (HANDING, True)),
    "claims.stream": (ALL, True),
    "claims.decide": ("C", True),
    **dict.fromkeys(("verification.index", "verification.export"), (ALL, False)),
    **dict.fromkeys(("verification.results", "mv_evidence.file"), (ALL, True)),
    **dict.fromkeys(("mv_evidence.attach", "mv_evidence.attach_to_adjustment"), ("PCV", True)),
    **dict.fromkeys(("verification.show", "verification.workbook"), (ALL, True)),
    **dict.fromkeys(
        ("verification.add", "verification.edit", "verification.receive"), ("PCV", True)
    ),
    **dict.fromkeys(("verification.propose", "verification.submit"), ("PCV", True)),
    **dict.fromkeys(("verification.approve", "verification.decide"), ("C", True)),
    "verification.decide_adjustment": ("C", True),
}
# The report and the adjustment that these name are not there: even whose plan it is finds none.
NOTHING_NAMED: Final = frozenset(
    {
        "verification.decide",
        "verification.decide_adjustment",
        "mv_evidence.attach_to_adjustment",
    }
)
# A year is of the whole Alliance, so not for who has one group of it.
WHOLE: Final = frozenset({"savings.close", "savings.correct", "savings.quote"})
# A file of claims is there for who handed it in and for the city, which has no part in confirming.
HANDED: Final = {
    "first": frozenset({"preparer", "coordinator", "steel_coordinator"}),
    "second": frozenset({"other_preparer", "coordinator"}),
}
# Drafts are of those who may send the form: the team of the visit.
TEAMS: Final = {"first": frozenset({"advisor"}), "second": frozenset({"second"})}


@pytest.fixture
def world(app: Flask, opened: Database) -> World:
    return World(app, opened)


def rules(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every route of the loop with each of its methods."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in BLUEPRINTS:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, rule.endpoint, rule


def values(rule: Rule, named: Named) -> Named:
    """What the address of a route names, of one of the two members."""
    area = rule.endpoint.partition(".")[0]
    numbers = {"verification": "plan", "mv_evidence": "plan", "equipment": "site"}
    number = numbers.get(area, "contract")
    code = "air_leak_energy" if rule.endpoint == "calculations.run" else named["member"]
    kind = "compressor" if area == "equipment" else "xlsx"
    other: Named = {"number": named[number], "code": code, "kind": kind}
    other |= {"tongue": "zh", "year": 2024, "system": "air"}
    other["figure"] = f"2023/member:{named['member']}/in_year/implemented/kwh"
    if area.endswith("_evidence"):
        other["attachment_id"] = named["statement_id"]
    return {name: {**named, **other}[name] for name in rule.arguments}


def is_right(status: int, who: str, endpoint: str, place: str) -> bool:
    """Whether an answer is the one that somebody is to get."""
    roles, names_object = MAY[endpoint]
    if PERSONS[who] not in roles:
        return status == 403
    if names_object and who not in seen(endpoint, place):
        return status == 404
    if endpoint in NOTHING_NAMED or (endpoint in WHOLE and who == "steel_coordinator"):
        return status == 404
    return status not in (403, 404) and status < 500


def seen(endpoint: str, place: str) -> frozenset[str]:
    """Who has the objects of a member."""
    if endpoint.startswith("drafts."):
        return TEAMS[place]
    if endpoint == "claims.confirm":
        return frozenset({"preparer" if place == "first" else "other_preparer"})
    if MAY[endpoint] == (HANDING, True):
        return HANDED[place]
    found = FIRST if place == "first" else SECOND
    organisation = {"hd"} if place == "first" else {"qy"}
    return found | organisation if endpoint.startswith("esco") else found


def test_every_route_of_the_loop_is_in_the_table(app: Flask) -> None:
    assert {endpoint for _, endpoint, _ in rules(app)} == set(MAY)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_reaches_their_own_and_nobody_reaches_anothers(world: World, method: str) -> None:
    wrong: list[tuple[str, str, str, int]] = []
    routes = [(endpoint, rule) for one, endpoint, rule in rules(world.app) if one == method]
    with world.app.test_request_context():
        paths = [
            (endpoint, place, url_for(endpoint, **values(rule, named)))  # type: ignore[arg-type]
            for endpoint, rule in routes
            for place, named in world.named.items()
        ]
    for who in PERSONS:
        browser = world.signed_in(who)
        page = browser.get("/account").get_data(as_text=True)
        # A version that no row has: whoever may change something does not change it here.
        sent = {"csrf_token": page.split('csrf_token" value="')[1].split('"')[0]}
        sent |= {"row_version": "99"}
        for endpoint, place, path in paths:
            client = browser.client
            answer = client.get(path) if method == "GET" else client.post(path, data=sent)
            if not is_right(answer.status_code, who, endpoint, place):
                wrong.append((who, endpoint, path, answer.status_code))

    assert wrong == []
