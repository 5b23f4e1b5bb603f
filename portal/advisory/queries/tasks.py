"""What is open, and what of it is on somebody's list."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Role
from portal.accounts.queries import user_names
from portal.advisory.figures import Case, RequestRow, Task
from portal.advisory.models import Request
from portal.advisory.queries.facts import facts_of
from portal.advisory.queries.lists import ROWS, as_row
from portal.advisory.queries.scope import requests_of
from portal.advisory.states import RequestState
from portal.advisory.steps import Owner, Step, next_steps

OPEN = [state for state in RequestState if state.is_open]


def open_tasks(session: Session, actor: Actor) -> list[Task]:
    """Every open step of every case that is there for the actor, the most urgent first."""
    names = user_names(session)
    found = session.execute(ROWS.where(requests_of(actor), Request.state.in_(OPEN))).all()
    facts = facts_of(session, [row[0] for row in found])
    tasks = [
        Task(as_row(row), step, names.get(step.person_id or 0, ""))
        for row in found
        for step in next_steps(facts[row[0].id])
    ]
    return sorted(tasks, key=lambda task: (task.step.due, task.request.number, task.step.about))


def on_my_list(session: Session, actor: Actor) -> list[Task]:
    """What of it waits for the actor."""
    return of_actor(actor, open_tasks(session, actor))


def of_actor(actor: Actor, tasks: Iterable[Task]) -> list[Task]:
    """Those of some tasks that wait for the actor."""
    return [task for task in tasks if is_for(actor, task.request, task.step)]


def own_step(actor: Actor, case: Case) -> Step | None:
    """The most urgent step of a case that waits for the actor."""
    return next((step for step in case.steps if is_for(actor, case.request, step)), None)


def is_for(actor: Actor, request: RequestRow, step: Step) -> bool:
    """Whether a step of a case that is there for the actor is theirs to do."""
    match step.owner:
        case Owner.COORDINATOR:
            return actor.role is Role.COORDINATOR
        case Owner.MEMBER:
            return actor.role.is_member
        case Owner.TEAM:
            is_theirs = step.person_id is None or step.person_id == actor.user_id
            return actor.role is Role.ADVISOR and is_theirs
