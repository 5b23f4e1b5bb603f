"""Invented energy service contracts at 16 sites of 2023, made through the operations."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.accounts.queries import actor, user_by_email
from portal.claims.rules import judge
from portal.claims.sheets import TEMPLATE
from portal.demo.accounts import ACCOUNTS
from portal.demo.claim_samples import SOUND, YEAR, written
from portal.demo.tables import Cells, table
from portal.esco.figures import ContractContent, MeasureContent, Stated
from portal.esco.models import EscoContract, EscoMeasure, EscoOrganisation
from portal.esco.operations import (
    add_organisation,
    decide_statement,
    keep_measure,
    state_savings,
    write_contract,
)
from portal.esco.schedule import anniversary
from portal.esco.vocabulary import ContractKind, StatementOutcome
from portal.files.store import FileStore
from portal.members.models import Company, Site, SiteOwnership
from portal.reference.city import published_figures
from portal.reference.site_systems import Carrier, System
from portal.savings.handed import confirm, receive
from portal.savings.handed_queries import register
from portal.savings.operations import quote
from portal.workbook.taking import take

SIGNED: Final = datetime(2022, 10, 20, 2, tzinfo=UTC)
STATED: Final = datetime(2024, 8, 12, 2, tzinfo=UTC)
DECIDED: Final = datetime(2024, 9, 5, 2, tzinfo=UTC)
_LIMIT: Final = 5_000_000
LIFE: Final = Decimal(12)
ORGANISATIONS: Final = (
    ("HD", "禾點能源技術股份有限公司", "Hedian Energy Services"),
    ("QY", "清陽節能工程股份有限公司", "Qingyang Efficiency Engineering"),
    ("LC", "嵐城能源管理股份有限公司", "Lancheng Energy Management"),
)


def add_contracts(session: Session, coordinator: Actor, *, at: datetime) -> int:
    """Add the companies, their contracts and statements; returns how many contracts there are."""
    companies = {
        code: add_organisation(session, coordinator, code, zh, en, at=SIGNED)
        for code, zh, en in ORGANISATIONS
    }
    people = {code: _person(session, code, at) for code in companies}
    rows = table("esco")
    for row in rows:
        _add(session, coordinator, people[row["esco"]], companies[row["esco"]], row)
    _published(session, coordinator, at)
    return len(rows)


def _person(session: Session, code: str, at: datetime) -> Actor:
    """Somebody of a company: the account to sign in with, or one without a password."""
    open_account = next((one for one in ACCOUNTS if one.organisation == code), None)
    known = open_account and user_by_email(session, open_account.email)
    if known:
        return actor(session, known)
    one = Person(f"people@{code.lower()}.example", "專案經理", Role.ESCO, organisation=code)
    return actor(session, add_user(session, None, one, at=at))


def _add(
    session: Session, coordinator: Actor, person: Actor, one: EscoOrganisation, row: Cells
) -> None:
    begun = date.fromisoformat(row["commissioned"])
    contract = write_contract(
        session, coordinator, one, _site(session, row["code"]), _content(row, begun), at=SIGNED
    )
    measure = keep_measure(
        session,
        coordinator,
        contract,
        MeasureContent(
            row["title_zh"],
            System(row["system"]),
            ((Carrier.ELECTRICITY, Decimal(row["kwh"])),),
            commissioned_on=begun,
            life_years=LIFE,
            evidence="竣工驗收紀錄",
        ),
        at=SIGNED,
    )
    if row["verified"] or row["status"] == "waiting":
        _state(session, coordinator, person, (contract, measure), row)


def _site(session: Session, code: str) -> tuple[Company, Site]:
    """The first site of a member."""
    found = session.execute(
        select(Company, Site)
        .join(SiteOwnership, SiteOwnership.company_id == Company.id)
        .join(Site, Site.id == SiteOwnership.site_id)
        .where(Company.code == code, SiteOwnership.to_date.is_(None))
        .order_by(Site.control_number)
    ).first()
    if found is None:
        raise LookupError(code)
    return found[0], found[1]


def _content(row: Cells, begun: date) -> ContractContent:
    kilowatt_hours = Decimal(row["kwh"])
    guarantee = Decimal(row["guarantee"]) * kilowatt_hours if row["guarantee"] else None
    years = int(row["years"])
    return ContractContent(
        row["title_zh"],
        ContractKind(row["kind"]),
        SIGNED.date(),
        begun,
        date.fromordinal(anniversary(begun, years).toordinal() - 1),
        Decimal(row["investment"]),
        guaranteed=guarantee,
        shares=tuple(Decimal(one) for one in row["share"].split("|") if one),
        price=Decimal(row["price"]),
        no_other_subsidy=True,
        verifier="第三方量測驗證機構（示範）",
    )


def _state(
    session: Session,
    coordinator: Actor,
    person: Actor,
    about: tuple[EscoContract, EscoMeasure],
    row: Cells,
) -> None:
    contract, measure = about
    saved = Decimal(row["kwh"]) * Decimal(row["verified"] or "1")
    made = state_savings(
        session,
        person,
        contract,
        1,
        [Stated(measure.id, Carrier.ELECTRICITY, saved)],
        evidence="第一年量測驗證報告（示範）",
        at=STATED,
    )
    if row["status"] == "accepted":
        decide_statement(
            session,
            coordinator,
            made,
            StatementOutcome.ACCEPTED,
            note="與電表紀錄相符。",
            at=DECIDED,
        )


def hand_in_claims(session: Session, store: FileStore, *, at: datetime) -> None:
    """Hand in the sound workbook of claims, as somebody of the first company does it."""
    person = _person(session, ORGANISATIONS[0][0], at)
    stored = store.put(BytesIO(written(list(SOUND))), _LIMIT)
    known = register(session, person, YEAR, STATED.date())
    taken = take(store.path(stored.sha256), TEMPLATE, partial(judge, register=known))
    name = "claims-2023.xlsx"
    one = receive(session, person, stored, taken.rows, name=name, at=STATED)
    confirm(session, person, one, at=STATED)


def _published(session: Session, coordinator: Actor, at: datetime) -> None:
    """What the city published about the same year, quoted beside."""
    known = published_figures()
    sites, electricity, tonnes = (
        known[key].value for key in ("esco_sites", "esco_electricity", "esco_reduction")
    )
    quote(
        session,
        coordinator,
        "2023 年 ESCO 輔導（公布數值）",
        known["esco_sites"].document.zh,
        2023,
        at=at,
        sites=None if sites is None else int(sites),
        electricity=electricity,
        tonnes=tonnes,
    )
