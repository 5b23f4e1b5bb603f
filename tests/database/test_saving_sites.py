"""What sites say of their energy, read from accepted inventories and from what was stated."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import NotAllowedError, Role
from portal.esco.operations import add_organisation, keep_measure, write_contract
from portal.members.models import Company, Site
from portal.reference.site_systems import Carrier, System
from portal.savings import joining
from portal.savings.errors import NoReasonError, OnlyClaimError, OtherSiteError
from portal.savings.local import Local
from portal.savings.queries import stream, streams
from portal.savings.site_queries import locals_of
from portal.savings.use_checks import over_use
from portal.savings.vocabulary import Power
from portal.submissions import operations
from tests.builders import (
    CERTIFICATION,
    NOW,
    YEAR,
    a_checked_upload,
    a_company,
    a_row,
    a_site,
    an_actor,
    handed_in,
    the_submission,
)
from tests.database.test_savings import CONTRACT, MEASURE


def accept_inventory(session: Session, company: Company, site: Site) -> None:
    """An accepted inventory of a site that buys power and steam."""
    power = replace(
        a_row(row=5, scope=2),
        site=site.control_number,
        emission_type="purchased_electricity",
        material="grid_electricity",
        activity=Decimal(900),
        unit="MWh",
    )
    steam = replace(
        a_row(row=6, scope=2),
        site=site.control_number,
        emission_type="purchased_steam",
        material="steam",
        activity=Decimal(1000),
        unit="t",
        emissions=Decimal(230),
    )
    rows = replace(handed_in(), inventory=[power, steam])
    signatory = an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company)
    operations.submit(session, signatory, upload, rows, certification=CERTIFICATION, at=NOW)
    submission = the_submission(session, company)
    operations.accept(session, an_actor(session), submission, at=NOW, summarise=lambda *_: None)


@pytest.fixture
def coordinator(session: Session) -> Actor:
    return an_actor(session)


@pytest.fixture
def place(session: Session, coordinator: Actor) -> tuple[Company, Site]:
    """A site with a contract of two measures: of power, and of steam."""
    company = a_company(session)
    site = a_site(session, company)
    one = add_organisation(session, coordinator, "HD", "禾點", "Hedian", at=NOW)
    contract = write_contract(session, coordinator, one, (company, site), CONTRACT, at=NOW)
    keep_measure(session, coordinator, contract, MEASURE, at=NOW)
    steam = replace(
        MEASURE,
        title="祛水器更換",
        system=System.BOILER,
        savings=((Carrier.STEAM, Decimal(100)),),
    )
    keep_measure(session, coordinator, contract, steam, at=NOW)
    return company, site


def local(session: Session, site: Site) -> Local:
    return locals_of(session, [site.id])[site.id]


def test_steam_takes_the_factor_of_the_accepted_inventory(
    session: Session, place: tuple[Company, Site]
) -> None:
    company, site = place
    before = local(session, site).factor(Carrier.STEAM, YEAR)
    accept_inventory(session, company, site)

    found = local(session, site).factor(Carrier.STEAM, YEAR)

    assert before is None
    assert found is not None
    assert found.value == Decimal("0.23")
    assert str(YEAR) in found.source.zh


def test_the_use_of_an_inventory_is_compared_with_what_is_saved(
    session: Session, coordinator: Actor, place: tuple[Company, Site]
) -> None:
    accept_inventory(session, *place)

    (found,) = over_use(streams(session, coordinator))

    assert (found.saved, found.used) == (Decimal(1_000_000), Decimal(900_000))
    assert found.is_impossible


def test_a_stated_factor_counts_from_its_year_on(
    session: Session, coordinator: Actor, place: tuple[Company, Site]
) -> None:
    about = Carrier.STEAM, 2024
    joining.state_factor(
        session, coordinator, place, about, (Decimal("0.2"), None), source="鍋爐效率", at=NOW
    )

    known = local(session, place[1])

    assert known.factor(Carrier.STEAM, 2023) is None
    found = known.factor(Carrier.STEAM, 2024, is_verified=True)
    assert found is not None
    assert found.value == Decimal("0.2")
    with pytest.raises(NoReasonError):
        joining.state_factor(
            session, coordinator, place, about, (Decimal(1), None), source=" ", at=NOW
        )
    with pytest.raises(NoReasonError):
        joining.state_factor(
            session,
            coordinator,
            place,
            (Carrier.DIESEL, 2024),
            (Decimal(1), None),
            source="x",
            at=NOW,
        )
    with pytest.raises(NotAllowedError):
        joining.state_factor(
            session,
            an_actor(session, Role.PREPARER, company=a_company(session)),
            place,
            about,
            (Decimal(1), None),
            source="x",
            at=NOW,
        )


def test_streams_are_put_together_and_apart_and_the_history_stays(
    session: Session, coordinator: Actor, place: tuple[Company, Site]
) -> None:
    first, second = streams(session, coordinator)
    with pytest.raises(NoReasonError):
        joining.put_together(session, coordinator, first, second, reason=" ", at=NOW)
    with pytest.raises(OnlyClaimError):
        joining.take_out(session, coordinator, first, "contract-9", reason="x", at=NOW)

    kept = joining.put_together(session, coordinator, first, second, reason="同一案", at=NOW)
    (whole,) = streams(session, coordinator)
    joining.state_power(session, coordinator, whole, Power.GREEN, source="憑證", at=NOW)
    made = joining.take_out(
        session, coordinator, whole, second.claims[0].key, reason="另一項", at=NOW
    )

    left = stream(session, coordinator, kept.number)
    apart = stream(session, coordinator, made.number)
    assert left is not None
    assert apart is not None
    assert (len(whole.claims), len(left.claims), len(apart.claims)) == (2, 1, 1)
    assert (left.power, apart.power) == (Power.GREEN, Power.GRID)
    again = joining.put_together(session, coordinator, left, apart, reason="仍是一案", at=NOW)
    assert again.number == kept.number


def test_streams_of_two_sites_are_never_one(
    session: Session, coordinator: Actor, place: tuple[Company, Site]
) -> None:
    elsewhere = a_site(session, place[0])
    one = add_organisation(session, coordinator, "QY", "清陽", "Qingyang", at=NOW)
    contract = write_contract(session, coordinator, one, (place[0], elsewhere), CONTRACT, at=NOW)
    other = replace(MEASURE, commissioned_on=date(2023, 5, 1))
    keep_measure(session, coordinator, contract, other, at=NOW)
    found = sorted(streams(session, coordinator), key=lambda one: one.best.place.site_id)

    with pytest.raises(OtherSiteError):
        joining.put_together(session, coordinator, found[0], found[-1], reason="x", at=NOW)
    with pytest.raises(NotAllowedError):
        joining.put_together(
            session,
            an_actor(session, Role.SIGNATORY, company=place[0]),
            found[0],
            found[1],
            reason="x",
            at=NOW,
        )
