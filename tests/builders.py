"""Objects for tests, sound in everything that a test does not mention."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.models import User
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.accounts.queries import actor as actor_of
from portal.aggregation.keeping import rewrite_sums
from portal.files.store import Stored
from portal.members.figures import SiteRecord
from portal.members.models import Company, Site
from portal.members.operations import add_company, add_site
from portal.reference.groups import Group
from portal.submissions import operations
from portal.submissions.figures import CheckOutcome, HandedIn, InventoryRow, Scopes
from portal.submissions.models import Submission, SubmissionVersion, Upload
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind
from portal.workbook.recurrence import Pattern, Warned

NOW = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
YEAR = 2025
CERTIFICATION = "本人確認本申報內容屬實。"
_numbers = count(1)


def a_company(session: Session, *, code: str | None = None, group: Group = Group.STEEL) -> Company:
    number = next(_numbers)
    return add_company(
        session,
        None,
        code=code or f"T{number:04}",
        name_zh=f"測試鋼鐵{number}",
        name_en=f"Test Works {number}",
        group=group,
        joined_on=date(2022, 6, 20),
        at=NOW,
        resum=rewrite_sums,
    )


def a_site(session: Session, company: Company, *, control_number: str | None = None) -> Site:
    number = next(_numbers)
    record = SiteRecord(
        control_number or f"E56{number:05}",
        f"第{number}廠",
        f"Plant {number}",
        "高雄市小港區",
        True,
    )
    return add_site(session, None, company, record, from_date=date(2022, 6, 20), at=NOW)


def a_user(
    session: Session,
    role: Role = Role.COORDINATOR,
    *,
    company: Company | None = None,
    groups: frozenset[Group] = frozenset(),
    password: str | None = None,
    email: str | None = None,
) -> User:
    number = next(_numbers)
    person = Person(
        email or f"user{number}@example.tw",
        f"使用者{number}",
        role,
        None if company is None else company.id,
        groups,
    )
    return add_user(session, None, person, at=NOW, password=password)


def an_actor(
    session: Session,
    role: Role = Role.COORDINATOR,
    *,
    company: Company | None = None,
    groups: frozenset[Group] = frozenset(),
) -> Actor:
    return actor_of(session, a_user(session, role, company=company, groups=groups))


def a_stored_file(content: bytes | None = None) -> Stored:
    content = f"workbook {next(_numbers)}".encode() if content is None else content
    return Stored(hashlib.sha256(content).hexdigest(), len(content))


def an_outcome(
    *,
    kind: Kind | None = Kind.INVENTORY,
    year: int | None = YEAR,
    errors: int = 0,
    warnings: int = 0,
    is_readable: bool = True,
) -> CheckOutcome:
    return CheckOutcome(
        kind=kind,
        year=year,
        is_readable=is_readable,
        errors=errors,
        warnings=warnings,
        infos=0,
        report=b'{"findings":[]}',
        figures=b"{}",
        template_version="2026.1",
        totals={"stated": {"scope1": "100"}},
    )


def a_row(*, row: int = 5, emissions: str = "60.000001", scope: int | None = 1) -> InventoryRow:
    return InventoryRow(
        sheet="Sources",
        row=row,
        site="E5600001",
        scope=scope,
        emission_type="stationary",
        category="fuel",
        source="鍋爐 B1",
        material="natural_gas",
        activity=Decimal("12.50"),
        unit="1000 m3",
        emissions=Decimal(emissions),
        biogenic=None,
        stated=Decimal(emissions),
        values={"CO2": Decimal("59.1")},
    )


def handed_in(*, warned: frozenset[str] = frozenset(), rows: int = 2) -> HandedIn:
    return HandedIn(
        rules_version="1",
        template_version="2026.1",
        reference_versions={"gwp": "AR5"},
        stated=Scopes(Decimal(100), Decimal(40), None),
        recomputed=Scopes(Decimal("100.000002"), Decimal(40), None),
        warned=[Warned(code, "", Pattern()) for code in sorted(warned)],
        inventory=[a_row(row=number + 5) for number in range(rows)],
    )


def an_upload(
    session: Session,
    actor: Actor,
    company: Company,
    *,
    stored: Stored | None = None,
    key: str | None = None,
    at: datetime = NOW,
) -> Upload:
    return operations.receive_upload(
        session,
        actor,
        company,
        stored or a_stored_file(),
        original_name="盤查清冊.xlsx",
        idempotency_key=key or f"key-{next(_numbers)}",
        at=at,
    ).upload


def a_checked_upload(
    session: Session,
    actor: Actor,
    company: Company,
    *,
    outcome: CheckOutcome | None = None,
    at: datetime = NOW,
) -> Upload:
    upload = an_upload(session, actor, company, at=at)
    operations.record_check(session, upload, outcome or an_outcome(), at=at)
    return upload


def a_version(
    session: Session,
    company: Company,
    *,
    signatory: Actor | None = None,
    at: datetime = NOW,
    explanations: Mapping[str, str] | None = None,
) -> SubmissionVersion:
    signatory = signatory or an_actor(session, Role.SIGNATORY, company=company)
    upload = a_checked_upload(session, signatory, company, at=at)
    return operations.submit(
        session,
        signatory,
        upload,
        handed_in(),
        certification=CERTIFICATION,
        at=at,
        explanations=explanations,
    )


def the_submission(session: Session, company: Company) -> Submission:
    found = submission_of(session, company.id, Kind.INVENTORY, YEAR)
    assert found is not None
    return found


def an_accepted_submission(session: Session, company: Company) -> Submission:
    a_version(session, company)
    submission = the_submission(session, company)
    operations.accept(session, an_actor(session), submission, at=NOW, summarise=lambda *_: None)
    return submission
