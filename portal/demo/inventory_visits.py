"""Inventory advice of the demonstration: actions that the next inventory is checked for."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.advisory.content import ToPutRight, Wanted
from portal.advisory.models import DataAction
from portal.advisory.operations import actions, requests
from portal.advisory.vocabulary import ActionKind, ActionState, Topic, VisitKind
from portal.demo.accounts import Team as People
from portal.demo.cases import Case, assigned, opened, visited
from portal.demo.tables import Cells, table
from portal.submissions.queries import submission_of
from portal.submissions.states import Kind

_WANTED = Wanted(Topic.CARBON_INVENTORY, (), "盤查資料品質與佐證文件整備，請協助檢視。", "環安課")


def add_inventory_visits(
    session: Session, coordinator: Actor, teams: Mapping[str, People], advisors: list[Actor]
) -> None:
    """Bring every visit of `inventory_visits.csv` to where it stands."""
    for _, together in groupby(
        table("inventory_visits"), key=lambda row: (row["member"], row["visit"])
    ):
        rows = list(together)
        _visit(opened(session, coordinator, teams, advisors, rows[0]), rows)


def _visit(case: Case, rows: list[Cells]) -> None:
    request = assigned(case, _WANTED)
    visited(case, request, VisitKind.KICKOFF, timedelta(days=-24))
    visited(case, request, VisitKind.SURVEY, timedelta(), "逐項檢視清冊、係數與單據。")
    at = case.at(timedelta(days=5))
    asked = [
        (row, actions.add_action(case.session, case.lead, request, _content(row), at=at))
        for row in rows
    ]
    day = case.surveyed_on + timedelta(days=20)
    handed = case.at(timedelta(days=20))
    requests.hand_over_report(case.session, case.lead, request, day, at=handed, row_version=None)
    visited(case, request, VisitKind.RESULTS_BRIEFING, timedelta(days=27))
    for row, action in asked:
        if row["done"] == "yes":
            _check_off(case, action)


def _content(row: Cells) -> ToPutRight:
    year = int(row["year"])
    return ToPutRight(ActionKind(row["kind"]), row["text"], year, date(year + 1, 4, 30))


def _check_off(case: Case, action: DataAction) -> None:
    """Only what was handed in can be checked off against it."""
    year = action.inventory_year
    if submission_of(case.session, case.company.id, Kind.INVENTORY, year) is None:
        return
    actions.check_off(
        case.session,
        case.lead,
        action,
        ActionState.DONE,
        "已於清冊核對。",
        at=datetime(year + 1, 6, 12, 3, tzinfo=UTC),
        row_version=None,
    )
