"""Whoever may not see the members reads everything, and works none of their amounts out.

The world: one member dominates steel, electronics has two, one correction came between two
publications, and one inventory was accepted after the last one. Every number of every page and file
that a reader can reach is collected; neither one of them nor a difference of two is the amount of a
member whom the reader may not see.
"""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.aggregation.keeping import keep_year
from portal.aggregation.queries import member_years
from portal.db.counters import data_changed
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.language import Text
from portal.members.models import Company
from portal.publication.operations import draft, publish
from portal.reference.groups import Group
from portal.reports.formats import Unit
from portal.submissions.models import MemberYearSummary, Submission
from portal.web.preferences import UNIT_COOKIE
from tests.builders_alliance import YEARS, an_alliance
from tests.web.summaries.adversary import (
    GIVEN,
    READERS,
    SEES,
    STARTS,
    World,
    crawl,
    differences,
    forbidden,
    numbers,
    seen_by,
    taken,
    total,
    written,
)
from tests.web.summaries.conftest import portal_on
from tests.web.world import NOW, PASSWORD, Browser, fill


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("adversary")
    url = f"sqlite:///{folder / 'portal.sqlite3'}"
    upgrade(url)
    opened = open_database(url)
    fill(opened)
    with opened.transaction() as session:
        an_alliance(session)
        two = _two_of_electronics(session)
        _accounts(session, two[0])
    with opened.transaction() as session:
        late, corrected = _petrochemicals(session)
        held = late.scope1, late.scope2
        late.scope1 = late.scope2 = None
        _publish(session, 2023)
        _publish(session, 2024)
        corrected.scope1 = (corrected.scope1 or Decimal(0)) + Decimal("654321.987")
        _publish(session, 2024)
        late.scope1, late.scope2 = held
        # The summaries were written past the operations that keep the sums in step.
        for year in YEARS:
            keep_year(session, year)
        data_changed(session)
        changed = [session.get_one(Company, one.company_id).code for one in (late, corrected)]
    with opened.reading() as session:
        members = {year: list(member_years(session, year)) for year in YEARS}
        owners = dict(
            session.execute(
                select(Submission.id, Company.code)
                .join(Company, Company.id == Submission.company_id)
                .where(Submission.year == YEARS[-1])
            ).all()
        )
    giant = max(members[2024], key=lambda one: (one.group is Group.STEEL, total(one)))
    targets = frozenset({giant.code, two[0].code, two[1].code, *changed})
    opened.dispose()
    for app in portal_on(folder):
        submissions = {one: code for one, code in owners.items() if code in targets}
        yield World(app, members, targets, (two[0].code, two[1].code), submissions)


def _two_of_electronics(session: Session) -> list[Company]:
    found = session.scalars(
        select(Company)
        .where(Company.group == Group.ELECTRONICS)
        .join(MemberYearSummary, MemberYearSummary.company_id == Company.id)
        .where(MemberYearSummary.year == 2024, MemberYearSummary.scope1.is_not(None))
        .order_by(MemberYearSummary.scope1.desc())
    ).all()
    for one in session.scalars(select(Company).where(Company.group == Group.ELECTRONICS)):
        if one not in found[:2]:
            one.group = Group.PETROCHEMICALS
            session.execute(
                update(MemberYearSummary)
                .where(MemberYearSummary.company_id == one.id)
                .values(group=Group.PETROCHEMICALS)
            )
    data_changed(session)
    return list(found[:2])


def _accounts(session: Session, one: Company) -> None:
    petrochemicals = frozenset({Group.PETROCHEMICALS})
    for person in (
        Person("one@electronics.example", "甲", Role.PREPARER, one.id),
        Person("advisor@petro.example", "乙", Role.ADVISOR, groups=petrochemicals),
        Person("esco@service.example", "丙", Role.ESCO, organisation="E01"),
    ):
        add_user(session, None, person, at=NOW, password=PASSWORD)


def _publish(session: Session, year: int) -> None:
    city = Actor(1, Role.COORDINATOR)
    note = Text("公布", "Published")
    publish(session, city, year, note=note, seen=draft(session, year).digest, at=NOW)


def _petrochemicals(session: Session) -> tuple[MemberYearSummary, MemberYearSummary]:
    """Two members: the inventory of one comes late, that of the other is corrected."""
    first, second = session.scalars(
        select(MemberYearSummary)
        .where(MemberYearSummary.group == Group.PETROCHEMICALS, MemberYearSummary.year == 2024)
        .where(MemberYearSummary.scope1.is_not(None))
        .order_by(MemberYearSummary.scope1.desc())
        .offset(3)
        .limit(2)
    )
    return first, second


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_no_amount_of_a_member_is_shown_or_follows(world: World, reader: str) -> None:
    browser = Browser(world.app.test_client())
    email = READERS[reader]
    if email is not None:
        assert browser.post("/sign-in", {"email": email, "password": PASSWORD}).status_code == 303
    wanted = forbidden(world, reader)
    pages = {unit: crawl(browser, unit) for unit in (Unit.WAN, Unit.TONNES)}
    files = taken(browser, world.files(wanted))
    pages[Unit.TONNES] |= files
    shown = {unit: numbers(found) for unit, found in pages.items()}

    assert wanted
    given = {one.format(own=world.two[0]) for one in GIVEN.get(reader, ())}
    assert given <= pages[Unit.TONNES].keys()
    told = [
        (name, one, shown[unit][one])
        for unit in pages
        for amount, name in wanted.items()
        for one in written(amount) & shown[unit].keys()
    ]
    assert len(pages[Unit.WAN]) > 5
    assert told == []
    # What a reader may see of single members is met by chance; totals are not.
    apart = (*SEES.get(reader, ()), "/trace/", "/members", "/submissions/", "/measures.")
    others = [path for path in (*STARTS, *files) if not any(one in path for one in apart)]
    totals = numbers({path: text for path, text in pages[Unit.TONNES].items() if path in others})
    own = {way for amount in seen_by(world, reader) for way in written(amount)}
    totals = {one: path for one, path in totals.items() if one not in own}
    assert list(differences(totals, wanted)) == []


def test_the_world_has_what_is_to_be_protected(world: World) -> None:
    of_2024 = world.members[2024]
    steel = sorted(total(one) for one in of_2024 if one.group is Group.STEEL)
    electronics = [one for one in of_2024 if one.group is Group.ELECTRONICS and total(one)]

    assert steel[-1] > Decimal("0.8") * sum(steel)
    assert len(electronics) == 2
    assert len(world.targets) == 5


@pytest.mark.parametrize("path", ["/groups/steel/2024.pdf", "/groups/steel/2024.xlsx"])
def test_what_a_reader_may_see_is_found_in_files(world: World, path: str) -> None:
    browser = Browser(world.app.test_client())
    browser.post("/sign-in", {"email": READERS["the coordinator of steel"], "password": PASSWORD})
    browser.client.set_cookie(UNIT_COOKIE, Unit.TONNES.value)
    giant = max(total(one) for one in world.members[2024] if one.group is Group.STEEL)

    shown = numbers(taken(browser, [path]))

    assert written(giant) & shown.keys()
