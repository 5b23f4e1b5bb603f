"""Two members with everything of the loop, each with an advisor and an ESCO of its own."""

import io

from flask import Flask

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

Named = dict[str, object]


class World:
    """Two members, each with a case, an inventory case, a plan, a contract, a claim, a stream.

    Attributes:
        named: what addresses name of the first member (steel, with HD) and the second (with QY).
    """

    def __init__(self, app: Flask, opened: Database) -> None:
        self.app, self.opened = app, opened
        self.named: dict[str, Named] = {}
        self._people()
        for place, (code, member, advisor, organisation) in {
            "first": ("M001", "preparer", "advisor", "HD"),
            "second": ("M002", "other_preparer", "second", "QY"),
        }.items():
            self.named[place] = self._of_member(code, member, advisor)
            self.contract(code, organisation, str(self.named[place]["site"]))
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

    def contract(self, code: str, organisation: str, site: str) -> None:
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
