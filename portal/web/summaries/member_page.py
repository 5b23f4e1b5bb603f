"""What the page of one member is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.aggregation.comparison import comparison, lines_of
from portal.aggregation.member_year import MemberYear, PledgeState, uncovered
from portal.aggregation.progress import TRACK_LABELS, Track, share_achieved, track
from portal.aggregation.queries import MemberFigures
from portal.aggregation.tally import added_up
from portal.language import Language, Text
from portal.members.models import Company
from portal.plans.amounts import Amount, Missing, Split
from portal.plans.arithmetic import PER_CENT, Step
from portal.plans.contributions import (
    ASSUMPTIONS,
    REASONS,
    Contribution,
    NotQuantified,
    Quantified,
    contribution,
)
from portal.reference.codes import code_lists
from portal.reports import summary_charts
from portal.reports.edition import ABSENT, ROUNDING
from portal.reports.formats import UNIT_FORMS, Unit, number
from portal.reports.queries import edition
from portal.reports.rows import MemberRow, YearRow
from portal.reports.values import Form, written
from portal.submissions.figures import SubmissionRow
from portal.submissions.queries import cycle_times, measure_rows, submission_row
from portal.submissions.queries.accepted import AcceptedVersion, accepted_version
from portal.submissions.states import Kind, State
from portal.web.summaries import charts, comparing

NEAR: Final = 2030
_EVERYBODY: Final = Actor(0, Role.AUDITOR)
_TRACK_TONES: Final = {
    Track.AHEAD: "good",
    Track.ON_TRACK: "good",
    Track.BEHIND: "error",
    Track.NO_DATA: "none",
}


@dataclass(frozen=True, slots=True)
class Workbook:
    """Where one workbook of the member stands."""

    kind: Kind
    row: SubmissionRow
    version: AcceptedVersion | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Pledged:
    """One target as the page shows it.

    Attributes:
        counts: whether it is the one that counts for its year.
        steps: label, arithmetic and result, line by line.
        remarks: what was assumed, or why there is no amount.
    """

    id: str
    kind: Text
    year: int
    base_year: str
    base: str
    cut: str
    share: str
    gross: str
    counts: bool
    steps: tuple[tuple[Text, str, str], ...]
    remarks: tuple[Text, ...]


def context(
    session: Session,
    found: MemberFigures,
    company: Company,
    at: datetime,
    unit: Unit,
    language: Language,
) -> dict[str, Any]:
    """Everything that the template shows."""
    member = found.member
    row = MemberRow(Text(company.name_zh, company.name_en), member, Text("", ""))
    history = _history(found.history)

    def said(value: Amount, form: Form = Form.TONNES) -> str:
        return written(value, form, unit, language)

    return {
        "year": member.year,
        "one": company,
        "row": row,
        "found": found,
        "workbooks": [_workbook(session, company, kind, member.year, at) for kind in Kind],
        "said": said,
        "unit_heading": UNIT_FORMS[unit].heading,
        "progress": share_achieved(member, NEAR),
        "track": (TRACK_LABELS[track(member, NEAR)], _TRACK_TONES[track(member, NEAR)]),
        "scopes": charts.scopes_chart(history, company.group, unit, language) if history else None,
        "pathway": summary_charts.pathway_chart(
            found.figures.pathway, company.group, unit, language
        ),
        "targets": _targets(found, unit, language),
        "measures": _measures(session, found, language),
        "comparison": comparing.shown(
            comparison(added_up(lines_of(member, _totals(found)))), unit, language
        ),
        "uncovered": _uncovered(member),
        "flows": member.flows,
        "notes": (ROUNDING, ABSENT),
        "facts": [one[language] for one in edition(at).facts()],
        "form": Form,
        "pledge_state": PledgeState,
    }


def _totals(found: MemberFigures) -> Mapping[int, Decimal]:
    return {year: emissions.total for year, emissions in found.history.items()}


def _history(known: Mapping[int, Split]) -> tuple[YearRow, ...]:
    if not known:
        return ()
    return tuple(
        YearRow(year, known.get(year, Missing.NO_DATA), int(year in known))
        for year in range(min(known), max(known) + 1)
    )


def _workbook(session: Session, company: Company, kind: Kind, year: int, at: datetime) -> Workbook:
    row = submission_row(session, _EVERYBODY, company.id, kind, year)
    if row is None:
        raise LookupError(company.code)
    late = cycle_times(session, kind, year).is_late(at)
    return Workbook(
        kind,
        row,
        accepted_version(session, company.code, kind, year),
        late and row.state in (State.NONE, State.CHECKED),
    )


def _uncovered(member: MemberYear) -> Amount:
    pledge = member.pledge(NEAR)
    return uncovered(pledge, member.latest) if pledge.is_quantified else Missing.NO_DATA


def _targets(found: MemberFigures, unit: Unit, language: Language) -> list[Pledged]:
    if found.plan is None:
        return []
    counting = {one.target.at: one for one in found.contributions.values()}
    shown = [_pledged(one, unit, language) for one in counting.values()]
    others = [
        replace(
            _pledged(contribution(target, found.history), unit, language),
            counts=False,
            remarks=(Text("同一年度以較新、涵蓋較廣者計入", "Another target of that year counts"),),
        )
        for target in found.plan.targets
        if target.at not in counting
    ]
    return sorted([*shown, *others], key=lambda one: (one.year, not one.counts, one.id))


def _pledged(one: Contribution, unit: Unit, language: Language) -> Pledged:
    target = one.target

    def tonnes(amount: Amount) -> str:
        return written(amount, Form.TONNES, unit, language)

    steps = tuple((step.label, step.expression, _result(step)) for step in one.steps)
    remarks = [ASSUMPTIONS[assumption] for assumption in one.assumptions]
    if isinstance(one, NotQuantified):
        remarks.insert(0, REASONS[one.reason])
        cut = written(Missing.NOT_QUANTIFIED, Form.TONNES, unit, language)
        base, share, gross = "—", "—", "—"
    else:
        base, cut = tonnes(one.base.total), tonnes(one.result)
        share, gross = _share(one, unit, language), tonnes(one.gross)
    return Pledged(
        target.id,
        _kind(target.kind),
        target.year,
        "—" if target.base.year is None else str(target.base.year),
        base,
        cut,
        share,
        gross,
        True,
        steps,
        tuple(remarks),
    )


def _result(step: Step) -> str:
    """A share with its decimals, tonnes as whole ones unless they are small."""
    if step.unit == PER_CENT:
        return f"{number(step.result, 2)} %"
    places = 0 if abs(step.result) >= 1 or not step.result else 2
    return f"{number(step.result, places)} {step.unit}"


def _share(one: Quantified, unit: Unit, language: Language) -> str:
    if not one.base.total:
        return "—"
    return written(-one.result / one.base.total, Form.SHARE_1, unit, language)


def _kind(code: str) -> Text:
    return code_lists()["target_kind"][code].label


def _measures(session: Session, found: MemberFigures, language: Language) -> list[tuple[str, ...]]:
    """Measures with the largest effect first: id, name, category, status, start, tonnes a year."""
    if found.plan is None:
        return []
    lists = code_lists()
    names = {one.measure_id: one.name for one in measure_rows(session, found.plan.version_id)}
    return [
        (
            one.id,
            names.get(one.id, ""),
            lists["measure_category"][one.category].label[language] if one.category else "—",
            lists["measure_status"][one.status].label[language],
            "—" if one.start is None else str(one.start.year),
            f"{one.expected.quantize(Decimal(1)):,}",
        )
        for one in sorted(found.plan.measures, key=lambda one: one.expected, reverse=True)
    ]
