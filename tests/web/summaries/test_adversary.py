"""Whoever may not see the members reads everything, and works none of their amounts out.

The world: one member dominates steel, electronics has two, one correction came between two
publications, and one inventory was accepted after the last one. Every number of every page and file
that a reader can reach is collected; neither one of them nor a difference of two is the amount of a
member whom the reader may not see.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.aggregation.amounts import AMOUNTS
from portal.aggregation.keeping import keep_year
from portal.aggregation.member_year import MemberYear
from portal.aggregation.queries import member_years
from portal.db.counters import data_changed
from portal.db.engine import open_database
from portal.db.migrate import upgrade
from portal.language import Text
from portal.members.models import Company
from portal.publication.figure_id import KEYS
from portal.publication.operations import draft, publish
from portal.reference.groups import Group
from portal.reports.formats import Unit
from portal.submissions.models import MemberYearSummary
from portal.web.preferences import UNIT_COOKIE
from tests.builders_alliance import YEARS, an_alliance
from tests.web.summaries.conftest import portal_on
from tests.web.world import NOW, PASSWORD, Browser, fill

LINK = re.compile(r'href="(/[^"#]*)')
TAG, TITLE = re.compile(r"<[^>]*>"), re.compile(r"\btitle=\"([^\"]*)\"")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Pages of figures; who gets a document or a workbook is tried elsewhere.
FIGURES = re.compile(
    r"/($|summary|groups|members|trace/\w+/\d+(\?|$)|budget|publications|open-data|exchange|savings"
    r"|verification|esco|advisory|documents)(?!.*\.(pdf|xlsx|zip)\b)"
)
EDITIONS = ("2023.r1", "2024.r1", "2024.r2")
STARTS = (
    "/",
    "/open-data",
    "/publications",
    "/exchange",
    "/savings/2024",
    *(f"/summary/{year}" for year in YEARS),
    *(f"/summary/{year}/measures" for year in YEARS),
    *(f"/groups/{group.value}/{year}" for group in Group for year in YEARS),
    *(f"/groups/{group.value}/{year}/measures" for group in Group for year in YEARS),
    *(f"/budget/2024?until={until}" for until in (2026, 2030, 2050)),
    *(f"/trace/{key}/2024" for key in KEYS),
    *(f"/open-data/{edition}.{kind}" for edition in EDITIONS for kind in ("csv", "json")),
    *(f"/publications/{edition}/figures.json" for edition in EDITIONS),
)
READERS = {
    "guest": None,
    "one of the two of electronics": "one@electronics.example",
    "a member of another group": "preparer@b.example",
    "the coordinator of steel": "steel@city.example",
    "an advisor of petrochemicals": "advisor@petro.example",
    "a service company": "esco@service.example",
}
SEES = {
    "the coordinator of steel": frozenset({Group.STEEL}),
    "an advisor of petrochemicals": frozenset({Group.PETROCHEMICALS}),
}
# Smaller numbers are met by chance.
LEAST = 10**5


@dataclass
class World:
    """A portal with its members, and whose amounts are looked for."""

    app: Flask
    members: Mapping[int, list[MemberYear]]
    targets: frozenset[str]
    two: tuple[str, ...]


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
    giant = max(members[2024], key=lambda one: (one.group is Group.STEEL, _total(one)))
    targets = frozenset({giant.code, two[0].code, two[1].code, *changed})
    opened.dispose()
    for app in portal_on(folder):
        yield World(app, members, targets, (two[0].code, two[1].code))


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


def _total(one: MemberYear) -> Decimal:
    found = AMOUNTS["emissions"](one, one.year)
    return Decimal(0) if isinstance(found, str) else found


def forbidden(world: World, reader: str) -> dict[Decimal, str]:
    """Every large amount of the members whom a reader may not see."""
    seen = SEES.get(reader, frozenset())
    own = {"one of the two of electronics": world.two[0]}.get(reader)
    return {
        abs(amount): f"{one.code} {one.year} {key} {horizon}"
        for members in world.members.values()
        for one in members
        if one.code in world.targets and one.group not in seen and one.code != own
        for key, horizons in KEYS.items()
        for horizon in horizons or (one.year,)
        for amount in (AMOUNTS[key](one, horizon),)
        if isinstance(amount, Decimal) and abs(amount) > LEAST
    }


def seen_by(world: World, reader: str) -> Iterator[Decimal]:
    """The amounts of the members whom a reader may see one by one."""
    for one in (one for members in world.members.values() for one in members):
        if one.group in SEES.get(reader, ()):
            for key, horizons in KEYS.items():
                found = (AMOUNTS[key](one, horizon) for horizon in horizons or (one.year,))
                yield from (abs(amount) for amount in found if isinstance(amount, Decimal))


def crawl(browser: Browser, unit: Unit, *, most: int = 100) -> dict[str, str]:
    """The text of everything that a reader reaches."""
    browser.client.set_cookie(UNIT_COOKIE, unit.value)
    seen: dict[str, str] = {}
    waiting = list(reversed(STARTS))
    while waiting and len(seen) < most:
        path = waiting.pop()
        if path in seen or not FIGURES.match(path):
            continue
        response = browser.get(path, follow_redirects=True)
        assert response.status_code < 500, path
        if response.status_code != 200:
            # A page that is refused has the number of the request, which is met by chance.
            continue
        text = response.get_data().decode("utf-8", "replace")
        is_page = response.mimetype == "text/html"
        seen[path] = " ".join((TAG.sub(" ", text), *TITLE.findall(text))) if is_page else text
        if is_page:
            waiting[:0] = [unescape(link) for link in LINK.findall(text)]
    return seen


def numbers(pages: Mapping[str, str]) -> dict[Decimal, str]:
    """Every number that is shown, with a page that shows it."""
    return {
        Decimal(found.replace(",", "")): path
        for path, text in pages.items()
        for found in NUMBER.findall(text)
    }


def written(amount: Decimal) -> set[Decimal]:
    """An amount as pages and files write it: in tonnes, whole or exact, and in 10,000 tonnes."""
    ways = {
        amount,
        amount.quantize(Decimal("0.001"), ROUND_HALF_UP),
        amount.quantize(Decimal(1), ROUND_HALF_UP),
    }
    # Four digits are met by chance.
    wan = (amount / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return ways | ({wan} if wan >= 100 else set())


def differences(shown: Mapping[Decimal, str], wanted: Mapping[Decimal, str]) -> Iterator[str]:
    """The wanted amounts that two large numbers differ by, in tonnes at the precision shown."""
    known = {one: path for one, path in shown.items() if one > LEAST}
    for amount, name in wanted.items():
        for one in known:
            whole = one == one.to_integral_value()
            rest = (one - amount).to_integral_value() if whole else one - amount
            for other in (rest - 1, rest, rest + 1) if whole else (rest,):
                if other in known:
                    yield f"{name}: {one} ({known[one]}) less {other} ({known[other]})"


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_no_amount_of_a_member_is_shown_or_follows(world: World, reader: str) -> None:
    browser = Browser(world.app.test_client())
    email = READERS[reader]
    if email is not None:
        assert browser.post("/sign-in", {"email": email, "password": PASSWORD}).status_code == 303
    wanted = forbidden(world, reader)
    pages = {unit: crawl(browser, unit) for unit in (Unit.WAN, Unit.TONNES)}
    shown = {unit: numbers(found) for unit, found in pages.items()}

    assert wanted
    told = [
        (name, one, shown[unit][one])
        for unit in pages
        for amount, name in wanted.items()
        for one in written(amount) & shown[unit].keys()
    ]
    assert len(pages[Unit.WAN]) > 5
    assert told == []
    # What a reader may see of single members is met by chance; totals are not.
    apart = (*SEES.get(reader, ()), "/trace/")
    others = [path for path in STARTS if not any(one in path for one in apart)]
    totals = numbers({path: text for path, text in pages[Unit.TONNES].items() if path in others})
    own = {way for amount in seen_by(world, reader) for way in written(amount)}
    totals = {one: path for one, path in totals.items() if one not in own}
    assert list(differences(totals, wanted)) == []


def test_the_world_has_what_is_to_be_protected(world: World) -> None:
    of_2024 = world.members[2024]
    steel = sorted(_total(one) for one in of_2024 if one.group is Group.STEEL)
    electronics = [one for one in of_2024 if one.group is Group.ELECTRONICS and _total(one)]

    assert steel[-1] > Decimal("0.8") * sum(steel)
    assert len(electronics) == 2
    assert len(world.targets) == 5
