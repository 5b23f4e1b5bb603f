"""An alliance of invented members with three years of accepted workbooks, written row by row."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.aggregation.keeping import keep_years
from portal.aggregation.operations import rewrite_member_year_alone
from portal.db.counters import data_changed
from portal.demo.companies import companies
from portal.members.models import Company
from portal.submissions.models import (
    InventoryLine,
    PlanMeasureLine,
    PlanTargetLine,
    StoredFile,
    Submission,
    SubmissionVersion,
    Upload,
    UploadReport,
)
from portal.submissions.states import Kind, State, UploadState

YEARS = (2022, 2023, 2024)
SUBMITTED = datetime(2025, 5, 12, 2, 0, tzinfo=UTC)
DUE = datetime(2025, 5, 31, 9, 0, tzinfo=UTC)
_PATH = b'{"path":[{"year":2022,"electricity":"1000000"},{"year":2030,"electricity":"800000"}]}'
_KINDS = {2026: "absolute", 2030: "absolute", 2050: "net_zero"}


def an_alliance(session: Session, *, members: int = 105, prefix: str = "") -> None:
    """Members with inventories of 2022 to 2024 and plans, in every state that a list shows."""
    author = add_user(
        session, None, Person("builder@example.tw", "建置", Role.ADMINISTRATOR), at=SUBMITTED
    )
    made = companies()
    for index in range(members):
        one = made[index % len(made)]
        company = Company(
            code=f"{prefix}{one.code}" if index < len(made) else f"{prefix}{one.code}-{index}",
            name_zh=one.name.zh,
            name_en=one.name.en,
            tax_id=None,
            group=one.group,
            joined_on=date(2022, 6, 20),
            left_on=None,
        )
        session.add(company)
        session.flush()
        for year in YEARS:
            _inventory(session, author.id, company, one, index, year)
        if index % 5 < 4:
            _plan(session, author.id, company, one.tonnes, index)
        for year in YEARS:
            rewrite_member_year_alone(session, company.id, year)
    keep_years(session)
    data_changed(session)


def _state(index: int, year: int) -> State:
    if year < YEARS[-1]:
        return State.ACCEPTED
    special = {3: State.NONE, 17: State.NONE, 41: State.RETURNED, 58: State.SUBMITTED}
    return special.get(index % 60, State.UNDER_REVIEW if index % 19 == 7 else State.ACCEPTED)


def _inventory(
    session: Session, author: int, company: Company, one: Any, index: int, year: int
) -> None:
    state = _state(index, year)
    if state is State.NONE:
        return
    version = _version(session, author, company, Kind.INVENTORY, year, state, late=index % 23 == 5)
    whole = one.tonnes * (1 + (year - 2023) * (one.trend + Decimal(index % 7 - 4) / 200))
    shares = ((1, "sources", "0.5"), (1, "sources", "0.24"), (2, "energy", "0.26"))
    session.execute(
        insert(InventoryLine),
        [
            {
                "version_id": version,
                "line_no": number,
                "sheet": sheet,
                "row": number + 5,
                "values": {"in_kaohsiung": True, "source_id": f"S{number}"},
                "site": f"E56{index:05}",
                "scope": scope,
                "emission_type": "stationary" if scope == 1 else "purchased_electricity",
                "category": "",
                "source": ("燃氣鍋爐", "加熱爐", "外購電力")[number],
                "material": "",
                "activity": Decimal("1234.5"),
                "unit": "MWh" if scope == 2 else "1000 m3",
                "emissions": (whole * Decimal(share)).quantize(Decimal("0.001")),
                "biogenic": None,
                "stated": (whole * Decimal(share)).quantize(Decimal("0.001")),
            }
            for number, (scope, sheet, share) in enumerate(shares)
        ],
    )


def _plan(session: Session, author: int, company: Company, tonnes: Decimal, index: int) -> None:
    state = State.RETURNED if index % 37 == 11 else State.ACCEPTED
    version = _version(session, author, company, Kind.PLAN, YEARS[-1], state, late=False)
    years = [
        *((2026,) if index % 4 == 1 else ()),
        *((2030,) if index % 3 else ()),
        *((2050,) if index % 2 else ()),
    ]
    for number, year in enumerate(years):
        base = None if index % 29 == 13 else str((tonnes * Decimal("0.78")).quantize(Decimal(1)))
        values = {
            "at": number + 5,
            "target_id": f"T{year}",
            "kind": _KINDS[year],
            "target_year": year,
            "set_year": 2023,
            "kaohsiung_only": True,
            "base_year": 2018 + index % 4,
            "unit": "tCO2e",
            "base_scope1": base,
            "base_scope2": base and str((tonnes * Decimal("0.27")).quantize(Decimal(1))),
            "cut": "1"
            if year == 2050
            else str(Decimal(index % 6 + (2 if year == 2026 else 8)) / 100),
            "residual": str((tonnes / 10).quantize(Decimal(1))) if index % 3 else None,
            "verified": index % 4 > 0,
        }
        session.add(
            PlanTargetLine(
                version_id=version,
                line_no=number,
                sheet="targets",
                row=number + 5,
                values={key: value for key, value in values.items() if value is not None},
                target_id=f"T{year}",
                horizon=year,
                kind=_KINDS[year],
                scope="",
                status="",
                base_year=2018 + index % 4,
                base_emissions=None if base is None else Decimal(base),
                cut=None,
                residual=None,
                offsets=None,
            )
        )
    for number, (status, share) in enumerate((("approved", "0.06"), ("idea", "0.02"))):
        effect = (tonnes * Decimal(share)).quantize(Decimal(1))
        session.add(
            PlanMeasureLine(
                version_id=version,
                line_no=number,
                sheet="measures",
                row=number + 5,
                values={
                    "at": number + 5,
                    "measure_id": f"M{number + 1}",
                    "title": "汰換空壓機",
                    "category": "energy_efficiency",
                    "status": status,
                    "scope": "2",
                    "start": "2024-03-01",
                    "expected": str(effect),
                    "capex": "12500000",
                },
                measure_id=f"M{number + 1}",
                name="汰換空壓機",
                category="energy_efficiency",
                status=status,
                start_year=2024,
                end_year=None,
                tco2e=effect,
            )
        )


def _version(
    session: Session,
    author: int,
    company: Company,
    kind: Kind,
    year: int,
    state: State,
    *,
    late: bool,
) -> int:
    """A version of a submission in a state; the key of the version."""
    name = f"{company.code}-{kind}-{year}"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    at = SUBMITTED + timedelta(days=30 if late else 0) - timedelta(days=365 * (2024 - year))
    session.add(StoredFile(sha256=sha256, size=len(name), received_at=at))
    session.flush()
    upload = Upload(
        number=f"U{company.id}{kind.value[0]}{year}",
        sha256=sha256,
        size=len(name),
        original_name=f"{name}.xlsx",
        company_id=company.id,
        kind=kind,
        year=year,
        user_id=author,
        received_at=at,
        idempotency_key=sha256,
        state=UploadState.CHECKED,
        job_id=None,
        checked_at=at,
        errors=0,
        warnings=company.id % 4,
        template_version="1",
        totals={},
    )
    session.add(upload)
    session.flush()
    figures = b'{"verification":[{"level":"reasonable"}]}' if company.id % 3 else b"{}"
    if kind is Kind.PLAN:
        figures = _PATH if company.id % 3 else b"{}"
    session.add(UploadReport(upload_id=upload.id, report=b'{"findings":[]}', figures=figures))
    submission = Submission(
        company_id=company.id,
        kind=kind,
        year=year,
        state=state,
        state_since=at,
        latest_upload_id=upload.id,
        current_version=1,
        accepted_version=1 if state is State.ACCEPTED else None,
    )
    session.add(submission)
    session.flush()
    version = SubmissionVersion(
        submission_id=submission.id,
        number=1,
        upload_id=upload.id,
        sha256=sha256,
        template_version="1",
        rules_version="1",
        reference_versions={},
        signed_by=author,
        certification="本人確認本申報內容屬實。",
        submitted_at=at,
        due_at=DUE - timedelta(days=365 * (2024 - year)),
        is_late=late,
        receipt_number=f"R{company.id}{kind.value[0]}{year}",
        receipt={},
        warnings=company.id % 4,
        explanations={},
        stated_scope1=None,
        stated_scope2=None,
        stated_biogenic=None,
        recomputed_scope1=None,
        recomputed_scope2=None,
        recomputed_biogenic=None,
    )
    session.add(version)
    session.flush()
    return version.id
