"""Diagnoses of the demonstration: each goes through the operations, step by step as people do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.operations import Person, add_user
from portal.accounts.permissions import Role
from portal.accounts.queries import actor, user_by_email
from portal.advisory.content import Reading, Wanted
from portal.advisory.derivations import kept
from portal.advisory.models import Recommendation, Request, Visit
from portal.advisory.operations import findings, requests, visits
from portal.advisory.operations.register import keep_equipment
from portal.advisory.vocabulary import Method, System, Topic, VisitKind
from portal.demo import found_air_cooling as air
from portal.demo import found_boiler as boiler
from portal.demo import found_power as power
from portal.demo.accounts import ACCOUNTS
from portal.demo.accounts import Team as People
from portal.demo.answers import follow
from portal.demo.cases import Case, assigned, opened, visited
from portal.demo.found import Found, Plant
from portal.demo.tables import Cells, table

RECIPES: Final[Mapping[str, Callable[[Plant], Found]]] = {
    "leaks": air.leaks,
    "pressure": air.pressure,
    "new_compressor": air.new_compressor,
    "staging": air.staging,
    "new_chiller": air.new_chiller,
    "cooling_pump": air.cooling_pump,
    "tuning": boiler.tuning,
    "economiser": boiler.economiser,
    "traps": boiler.traps,
    "insulation": boiler.insulation,
    "lamps": power.lamps,
    "lights_off": power.lights_off,
    "motor": power.motor,
    "fan": power.fan,
}
_ADVISORS: Final = ("葉承恩", "方怡君", "石家豪", "江靜宜", "范文彬")
# What nobody holds an instrument to.
_UNMEASURED: Final = {"count": Method.REPORTED, "steam_pressure": Method.REPORTED}
_SUBJECTS: Final = {
    System.AIR: "空壓系統耗電偏高",
    System.COOLING: "冰水系統夏季電費偏高",
    System.BOILER: "鍋爐燃料費用上升",
    System.POWER: "動力與照明設備老舊",
}
_KICKOFF: Final = timedelta(days=-24)
REPORTED: Final = timedelta(days=41)
_BRIEFED: Final = timedelta(days=52)


def add_advisors(session: Session, *, at: datetime) -> list[Actor]:
    """Add the invented advisors; the last one is the account that can sign in."""
    people = [
        Person(f"advisor{number}@team.example", name, Role.ADVISOR, None)
        for number, name in enumerate(_ADVISORS, 1)
    ]
    added = [actor(session, add_user(session, None, one, at=at)) for one in people]
    open_account = next(one.email for one in ACCOUNTS if one.role is Role.ADVISOR)
    known = user_by_email(session, open_account)
    return added if known is None else [*added, actor(session, known)]


def add_diagnoses(
    session: Session, coordinator: Actor, teams: Mapping[str, People], advisors: list[Actor]
) -> None:
    """Bring every diagnosis of `diagnoses.csv` to where it stands when the demonstration begins."""
    number = 0
    for row in table("diagnoses"):
        case = opened(session, coordinator, teams, advisors, row)
        found = [RECIPES[name](plant(row)) for name in row["found"].split("|")]
        request = _asked(case, found)
        for one in _advised(case, request, found):
            number += 1
            follow(case, one, number)


def plant(row: Cells) -> Plant:
    """The plant that a row of the table is about."""
    return Plant(
        row["member"], f"{row['member']}/{row['survey']}", date.fromisoformat(row["survey"])
    )


def _asked(case: Case, found: list[Found]) -> Request:
    systems = tuple(dict.fromkeys(one.seen.system for one in found))
    subject = "、".join(_SUBJECTS[one] for one in systems) + "，請協助診斷。"
    return assigned(case, Wanted(Topic.ENERGY, systems, subject, "設備課"))


def _advised(case: Case, request: Request, found: list[Found]) -> Iterator[Recommendation]:
    """The visits and what the team recommends; the member has it all at the briefing."""
    visited(case, request, VisitKind.KICKOFF, _KICKOFF, "確認診斷範圍、停機時段與資料需求。")
    survey = visited(case, request, VisitKind.SURVEY, timedelta(), "依計畫完成現場量測。")
    written = [_recommended(case, survey, one) for one in found]
    reported_on = case.surveyed_on + REPORTED
    requests.hand_over_report(
        case.session,
        case.lead,
        request,
        reported_on,
        at=case.at(REPORTED, 9),
        row_version=None,
    )
    visited(
        case, request, VisitKind.RESULTS_BRIEFING, _BRIEFED, "逐項說明建議、經濟效益與執行順序。"
    )
    yield from written


def _recommended(case: Case, survey: Visit, found: Found) -> Recommendation:
    session, at = case.session, case.at(timedelta(), 5)
    machine = keep_equipment(session, case.lead, case.company, case.site, found.machine, at=at)
    calibrated = survey.planned_on - timedelta(days=90 + machine.id % 200)
    for quantity, value, instrument in found.readings:
        method = Method.MEASURED if instrument else _UNMEASURED.get(quantity, Method.NAMEPLATE)
        reading = Reading(
            quantity, value, at, method, instrument, calibrated if instrument else None
        )
        visits.measure(session, case.lead, survey, machine, reading, at=at)
    later = case.at(timedelta(days=12))
    seen = replace(found.seen, equipment_id=machine.id)
    finding = findings.keep_finding(session, case.lead, survey, seen, at=later)
    for run in found.runs:
        findings.keep_calculation(session, case.lead, finding, **kept(run), at=later)
    written = findings.recommend(session, case.lead, finding, found.advice, found.savings, at=later)
    put = case.at(timedelta(days=40))
    findings.put_forward(session, case.lead, written, at=put, row_version=None)
    return written
