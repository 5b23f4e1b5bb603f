"""Every route of advice, field work, contracts, savings and verification, by everybody, on their
own objects and on others': an advisor has its sites, a member its own, an ESCO its contracts."""

import io
from collections.abc import Iterator, Mapping
from typing import Final

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.advisory.content import Team, ToPutRight, Wanted
from portal.advisory.models import Finding
from portal.advisory.operations import actions, requests
from portal.advisory.vocabulary import ActionKind, System, Topic
from portal.db.engine import Database
from portal.esco.models import EscoAttachment
from portal.field.models import FieldUpload, Photo
from portal.savings import queries as savings
from portal.verification.models import EvidenceFile
from tests.browser.diagnosis import a_diagnosis
from tests.web import scenes
from tests.web.test_claims import uploaded
from tests.web.test_esco import CONTRACT, MEASURE
from tests.web.test_field import a_photo
from tests.web.world import NOW, PASSWORD, PEOPLE, Browser

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

Named = dict[str, object]


class World:
    """Two members, each with a case, an inventory case, a plan, a contract and a stream."""

    def __init__(self, app: Flask, opened: Database) -> None:
        self.app, self.opened = app, opened
        self.named: dict[str, Named] = {}
        self._people()
        for place, (code, member, advisor, organisation) in {
            "first": ("M001", "preparer", "advisor", "HD"),
            "second": ("M002", "other_preparer", "second", "QY"),
        }.items():
            self.named[place] = self._of_member(code, member, advisor)
            self._contract(code, organisation, str(self.named[place]["site"]))
        for who, number in (("hd", 1), ("qy", 2)):
            said = {"quantity-1-electricity": "850,000", "evidence": "M&V 報告"}
            said |= {"quantity-2-electricity": "850,000"}
            path = f"/esco/ESCO-000{number}/years/1"
            assert self.signed_in(who).post(path, said, via=path).status_code == 303
        self._attached()
        self._claimed()
        self._streams()

    def _people(self) -> None:
        with self.opened.transaction() as session:
            person = Person("second@city.example", "第二委員", Role.ADVISOR)
            add_user(session, None, person, at=NOW, password=PASSWORD)
            for code in ("HD", "QY"):
                person = Person(f"{code.lower()}@esco.example", code, Role.ESCO, organisation=code)
                add_user(session, None, person, at=NOW, password=PASSWORD)
        coordinator = self.signed_in("coordinator")
        for code in ("HD", "QY"):
            sent = {"code": code, "name_zh": code, "name_en": code}
            path = "/esco/organisations"
            assert coordinator.post(path, sent, via=path).status_code == 303

    def signed_in(self, who: str) -> Browser:
        browser = Browser(self.app.test_client())
        email = PEOPLE[who].email if who in PEOPLE else self._email(who)
        assert browser.post("/sign-in", {"email": email, "password": PASSWORD}).status_code == 303
        return browser

    @staticmethod
    def _email(who: str) -> str:
        return "second@city.example" if who == "second" else f"{who}@esco.example"

    def _of_member(self, code: str, member: str, advisor: str) -> Named:
        number = f"E560000{code[-1]}"
        email = PEOPLE[advisor].email if advisor in PEOPLE else self._email(advisor)
        with self.opened.transaction() as session:
            company = scenes.member(session, code)
            people = (
                scenes.person(session, PEOPLE[member].email),
                scenes.person(session, PEOPLE["coordinator"].email),
                scenes.person(session, email),
            )
            case = a_diagnosis(session, company, people, at=NOW, number=number)
            site_id = case.site_id
            inventory = requests.ask(
                session,
                people[0],
                company,
                site_id,
                Wanted(Topic.CARBON_INVENTORY, (), "盤查", "環安課"),
                at=NOW,
            )
            requests.triage(session, people[1], inventory, at=NOW, row_version=None)
            key = people[2].user_id
            team = Team("團隊", key, frozenset({key}), NOW.date())
            requests.assign(session, people[1], inventory, team, at=NOW, row_version=None)
            requests.declare(
                session, people[2], inventory, has_conflict=False, statement="", at=NOW
            )
            wanted = ToPutRight(ActionKind.EVIDENCE, "補單據", 2025, NOW.date())
            action = actions.add_action(session, people[2], inventory, wanted, at=NOW)
            visit_id = session.get_one(Finding, 1 if code == "M001" else 2).visit_id
            found: Named = {"request_id": case.id, "visit_id": visit_id, "action_id": action.id}
        sent = {"photos": [(io.BytesIO(a_photo()), "IMG_1.jpg")]}
        path = f"/field/visits/{visit_id}/photos"
        assert self.signed_in(advisor).post(path, sent, via="/account").status_code == 303
        return found | self._parts(code, found, number)

    def _parts(self, code: str, found: Named, number: str) -> Named:
        place = 1 if code == "M001" else 2
        with self.opened.transaction() as session:
            photo = session.get_one(Photo, place)
            upload = FieldUpload(
                visit_id=int(str(found["visit_id"])),
                system=System.AIR,
                sha256=photo.sha256 or "",
                original_name="x.xlsx",
                rows={},
                digest="",
                uploaded_by=1,
                uploaded_at=NOW,
            )
            session.add(upload)
            session.flush()
            return {
                "upload_id": upload.id,
                "photo_id": photo.id,
                "attachment_id": photo.attachment_id,
                "equipment_id": place,
                "finding_id": place,
                "calculation_id": place,
                "recommendation_id": 2 * place - 1,
                "measure_id": place,
                "statement_id": place,
                "contract_year": 1,
                "adjustment_id": 1,
                "report_id": 1,
                "site": number,
                "member": code,
                "plan": f"MV-000{place}",
                "contract": f"ESCO-000{place}",
                "form": f"notes-{found['visit_id']}",
            }

    def _contract(self, code: str, organisation: str, site: str) -> None:
        coordinator, new = self.signed_in("coordinator"), f"/esco/new/{code}"
        sent = {**CONTRACT, "organisation": organisation, "site": site}
        where = coordinator.post(new, sent, via=new)
        assert where.status_code == 303
        measure = f"{where.headers['Location']}/measures/new"
        assert coordinator.post(measure, MEASURE, via=measure).status_code == 303

    def _attached(self) -> None:
        """A document with each plan and with each statement."""
        for who, path in (
            ("advisor", "/verification/MV-0001/files"),
            ("second", "/verification/MV-0002/files"),
            ("hd", "/esco/ESCO-0001/statements/1/files"),
            ("qy", "/esco/ESCO-0002/statements/2/files"),
        ):
            sent = {"file": (io.BytesIO(who.encode()), "meter.txt")}
            assert self.signed_in(who).post(path, sent, via="/account").status_code == 303
        with self.opened.reading() as session:
            assert session.get_one(EvidenceFile, 2).name == "meter.txt"
            assert session.get_one(EscoAttachment, 2).name == "meter.txt"

    def _claimed(self) -> None:
        """A claim of each member, handed in and confirmed by it."""
        for place, who in (("first", "preparer"), ("second", "other_preparer")):
            named, browser = self.named[place], self.signed_in(who)
            row = {"member_code": named["member"], "site": named["site"]}
            answer = uploaded(browser, row)
            assert answer.status_code == 303
            page = answer.headers["Location"]
            assert browser.post(f"{page}/confirm", {}, via=page).status_code == 303
            key = int(page.rpartition("/")[2])
            named |= {"file_id": key, "claim_id": key, "version_id": key}

    def _streams(self) -> None:
        with self.opened.transaction() as session:
            known = savings.streams(session)
            for place, code in (("first", "M001"), ("second", "M002")):
                self.named[place]["key"] = next(
                    one.key for one in known if one.claims[0].place.company_code == code
                )


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
