"""Reading versions of the budget and programmes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.budget.adopted import adopted
from portal.budget.figures import BudgetLine, BudgetVersion
from portal.budget.models import CarbonBudgetVersion, CityProgrammeRecord
from portal.budget.programmes import Basis, Programme, ProgrammeRecord, Span, Within
from portal.language import Text
from portal.reference.city import Sector
from portal.reference.city_measures import PublishedProgramme, published_programmes


def versions(session: Session) -> list[BudgetVersion]:
    """Every version, newest first; the adopted one that comes with the portal is the last."""
    rows = session.execute(
        select(CarbonBudgetVersion, User.name)
        .join(User, User.id == CarbonBudgetVersion.entered_by)
        .order_by(CarbonBudgetVersion.id.desc())
    )
    return [*(_version(one, name) for one, name in rows), adopted()]


def _version(one: CarbonBudgetVersion, name: str) -> BudgetVersion:
    return BudgetVersion(
        id=one.id,
        title=one.title,
        first_year=one.first_year,
        last_year=one.last_year,
        year=one.year,
        document=Text(one.document, one.document),
        adopted_on=one.adopted_on,
        lines=tuple(_line(kept) for kept in one.lines),
        enterprise=one.enterprise,
        base_2005=adopted().base_2005,
        start=adopted().start,
        reason=one.reason,
        entered_by=name,
        entered_at=one.entered_at,
        sha256=one.sha256 or "",
    )


def _line(kept: Mapping[str, Any]) -> BudgetLine:
    measures = kept["measures"]
    return BudgetLine(
        Sector(kept["sector"]),
        Decimal(kept["baseline"]),
        None if measures is None else Decimal(measures),
        Decimal(kept["budget"]),
    )


def programme_records(session: Session) -> list[ProgrammeRecord]:
    """Every record: published ones first, then those that coordinators entered."""
    rows = session.execute(
        select(CityProgrammeRecord, User.name)
        .join(User, User.id == CityProgrammeRecord.entered_by)
        .order_by(CityProgrammeRecord.id)
    )
    return [
        *(_published(one) for one in published_programmes()),
        *(_record(one, name) for one, name in rows),
    ]


def _published(one: PublishedProgramme) -> ProgrammeRecord:
    return ProgrammeRecord(
        one.key,
        Programme(one.programme),
        one.year,
        Basis(one.basis),
        Span(one.span),
        Within(one.within),
        one.tonnes,
        one.label,
        one.provenance.source.title,
        one.remark,
    )


def _record(one: CityProgrammeRecord, name: str) -> ProgrammeRecord:
    return ProgrammeRecord(
        f"P{one.id}",
        one.programme,
        one.year,
        one.basis,
        one.span,
        one.within,
        one.tonnes,
        Text(one.label, one.label),
        Text(one.source, one.source),
        Text(one.remark, one.remark) if one.remark else None,
        one.corrects or "",
        name,
        one.entered_at,
    )
