"""Savings of the demonstration that were measured: plan, data, report and decision."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import PurePath
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.models import Finding, Implementation, Recommendation, Request, Saving
from portal.advisory.operations.verifying import link_plan, note_verified
from portal.advisory.states import AdviceState
from portal.config import TAIPEI
from portal.demo.accounts import Team
from portal.demo.meters import OUTPUT, Meter, next_month, workbook
from portal.files.store import FileStore
from portal.members.models import Company, Site
from portal.reference.site_systems import Carrier
from portal.verification import operations
from portal.verification.change_points import Shape
from portal.verification.computing import Option, Variable
from portal.verification.figures import PlanFields
from portal.verification.models import VerificationPlan
from portal.verification.rules import judge, periods_of
from portal.verification.sheets import TEMPLATE
from portal.verification.states import ReportOutcome
from portal.workbook.taking import take

# How many of the implemented recommendations have been measured by now, and until when.
MOST: Final = 12
_BEFORE: Final = date(2025, 1, 1)
_LIMIT: Final = 1 << 22
# Measured savings are seldom what was promised: as shares of it, in turn.
_SHARES: Final = tuple(map(Decimal, ("0.94", "0.81", "1.05", "0.88")))
_OUTPUT: Final = 400
# Monthly readings of real plants stray by some per cent from any model.
_SCATTER: Final = Decimal("0.03")
_DAYS: Final = 365


def add_verified(
    session: Session, store: FileStore, coordinator: Actor, teams: Mapping[str, Team]
) -> None:
    """Measure and verify some of the savings of electricity that were implemented."""
    for at, (one, saved, day) in enumerate(_measured(session)):
        request = session.get_one(Request, one.request_id)
        company = session.get_one(Company, request.company_id)
        preparer = teams[company.code].preparer
        meter = _meter(saved, day, at)
        plan = _planned(session, preparer, one, request, meter, day)
        approved = _noon(day - timedelta(days=20))
        operations.approve_plan(
            session, coordinator, plan, row_version=plan.row_version, at=approved
        )
        _reported(session, store, preparer, coordinator, plan, meter)


def _measured(session: Session) -> list[tuple[Recommendation, Decimal, date]]:
    """Implemented recommendations with what they save and since when, the oldest first."""
    found = session.execute(
        select(Recommendation, Saving.quantity, Implementation.commissioned_on)
        .join(Saving, Saving.recommendation_id == Recommendation.id)
        .join(Implementation, Implementation.recommendation_id == Recommendation.id)
        .where(
            Recommendation.state == AdviceState.IMPLEMENTED,
            Saving.carrier == Carrier.ELECTRICITY,
            Implementation.commissioned_on < _BEFORE,
        )
        .order_by(Implementation.commissioned_on, Recommendation.id)
    )
    rows = [(one, saved, day) for one, saved, day in found if day is not None and saved > 0]
    return rows[:MOST]


def _meter(saved: Decimal, day: date, at: int) -> Meter:
    """A meter whose twelve months from the measure on save a share of what was promised."""
    first = next_month(day).replace(year=next_month(day).year - 1)
    per_unit = saved * _SHARES[at % len(_SHARES)] / (_OUTPUT * _DAYS)
    before = per_unit * 4
    return Meter(first, int(saved / _DAYS), before, before - per_unit, _OUTPUT, at + 1, _SCATTER)


def _planned(
    session: Session,
    preparer: Actor,
    one: Recommendation,
    request: Request,
    meter: Meter,
    day: date,
) -> VerificationPlan:
    company = session.get_one(Company, request.company_id)
    written = _noon(day - timedelta(days=30))
    fields = PlanFields(
        one.title,
        session.get_one(Finding, one.finding_id).system,
        Carrier.ELECTRICITY,
        "",
        Option.B,
        "改善設備之電力迴路（分電盤電表）",
        "分電盤電表，準確度 1 級，每月 1 日抄表",
        "班別與產品組合不變",
        meter.first,
        next_month(day) - timedelta(days=1),
        (Variable(OUTPUT, "", is_total=True, is_production=True),),
        Shape.STRAIGHT,
        expected=None,
    )
    site = session.get_one(Site, request.site_id)
    plan = operations.write_plan(session, preparer, company, site, fields, at=written)
    link_plan(session, preparer, one, plan, at=written)
    return plan


def _reported(
    session: Session,
    store: FileStore,
    preparer: Actor,
    coordinator: Actor,
    plan: VerificationPlan,
    meter: Meter,
) -> None:
    company = session.get_one(Company, plan.company_id)
    data = workbook(list(meter.months()), number=plan.number, member=company.code)
    name = PurePath(f"{plan.number}.xlsx").name
    stored = store.put(BytesIO(data), _LIMIT)
    taken = take(store.path(stored.sha256), TEMPLATE, judge)
    rows = periods_of(taken.form("about"), taken.rows["periods"])
    first, last = plan.baseline_to + timedelta(days=1), rows[-1].last
    at = _noon(last + timedelta(days=12))
    operations.receive_data(session, preparer, plan, stored, rows, original_name=name, at=at)
    report = operations.submit_report(session, preparer, plan, first, last, at=at)
    decided = at + timedelta(days=16)
    note = "資料與檢定核對無誤，同意驗證。"
    operations.decide_report(
        session, coordinator, report, ReportOutcome.VERIFIED, note=note, at=decided
    )
    note_verified(session, coordinator, plan, at=decided)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), TAIPEI)
