"""Electricity as accepted plans state it: of which members, in which years."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import orjson
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from portal.members.models import Company
from portal.submissions.models import MemberYearSummary, SubmissionVersion, UploadReport

COMMON_YEAR: Final = 2022
# The years up to which a page compares electricity.
UNTIL: Final = (2026, 2030, 2050)

Stated = Mapping[int, Decimal]
"""Electricity by year as a plan's yearly path states it, kWh."""


@dataclass(frozen=True, slots=True)
class Use:
    """Electricity of a member in two years, as its plan states it, kWh."""

    code: str
    base_year: int
    base: Decimal
    year: int
    target: Decimal


def use_of(code: str, stated: Stated, year: int) -> Use | None:
    """What a member states of 2022 (else of its first year) and of the year; None without both."""
    earlier = [one for one in stated if one < year]
    if year not in stated or not earlier:
        return None
    base = COMMON_YEAR if COMMON_YEAR in earlier else min(earlier)
    return Use(code, base, stated[base], year, stated[year])


def _plans(*narrowed: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    newest = (
        select(MemberYearSummary.company_id, func.max(MemberYearSummary.year).label("newest"))
        .where(
            MemberYearSummary.year <= bindparam("year"),
            MemberYearSummary.plan_version_id.is_not(None),
            *narrowed,
        )
        .group_by(MemberYearSummary.company_id)
        .subquery()
    )
    return (
        select(Company.code, UploadReport.figures)
        .join(newest, newest.c.company_id == Company.id)
        .join(
            MemberYearSummary,
            (MemberYearSummary.company_id == Company.id)
            & (MemberYearSummary.year == newest.c.newest),
        )
        .join(SubmissionVersion, SubmissionVersion.id == MemberYearSummary.plan_version_id)
        .join(UploadReport, UploadReport.upload_id == SubmissionVersion.upload_id)
        .order_by(Company.code)
    )


_CHOSEN: BindParameter[Any] = bindparam("companies", expanding=True)
PLANS = _plans()
PLANS_OF = _plans(MemberYearSummary.company_id.in_(_CHOSEN))


def stated_electricity(
    session: Session, year: int, *, companies: Collection[int] | None = None
) -> Mapping[str, Stated]:
    """Electricity by year of every member's newest accepted plan up to a year, kWh, by code."""
    if companies is None:
        rows = session.execute(PLANS, {"year": year})
    else:
        rows = session.execute(PLANS_OF, {"year": year, "companies": sorted(companies)})
    return {code: _stated(kept) for code, kept in rows}


def _stated(kept: bytes) -> dict[int, Decimal]:
    tables: Mapping[str, Sequence[Mapping[str, Any]]] = orjson.loads(kept) if kept else {}
    return {
        int(row["year"]): Decimal(row["electricity"])
        for row in tables.get("path", ())
        if row.get("year") is not None and row.get("electricity") is not None
    }
