"""What an inventory visit asks to put right, and its being checked off."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.accounts.figures import Actor
from portal.accounts.permissions import Permission
from portal.advisory.content import ToPutRight, values
from portal.advisory.errors import ForeignObjectError, IllegalMoveError, MissingReasonError
from portal.advisory.models import DataAction, Request
from portal.advisory.operations.allowed import check_version, need_for_member, need_team, today
from portal.advisory.vocabulary import ActionState, Topic
from portal.audit.events import Event
from portal.audit.operations import record
from portal.submissions.queries import accepted_version_id
from portal.submissions.states import Kind


def add_action(
    session: Session, actor: Actor, request: Request, content: ToPutRight, *, at: datetime
) -> DataAction:
    """Ask the member to put something of its inventory right.

    Raises:
        IllegalMoveError: when the request is not about an inventory.
    """
    need_team(session, actor, request)
    if request.topic is not Topic.CARBON_INVENTORY:
        raise IllegalMoveError("only inventory advice ends in such actions")
    action = DataAction(request_id=request.id, state=ActionState.OPEN, remark="", **values(content))
    session.add(action)
    session.flush()
    _log(session, actor, Event.DATA_ACTION_KEPT, action, at, kind=content.kind)
    return action


def check_off(
    session: Session,
    actor: Actor,
    action: DataAction,
    state: ActionState,
    remark: str,
    *,
    at: datetime,
    row_version: int | None,
) -> None:
    """Check an action off against the member's next accepted inventory, or drop it with a reason.

    Raises:
        ForeignObjectError: when no inventory from its year on is accepted yet.
        MissingReasonError: when it is dropped without a reason.
    """
    request = session.get_one(Request, action.request_id)
    actor.need(Permission.CHECK_OFF)
    if actor.may(Permission.RUN_ADVISORY):
        need_for_member(session, actor, Permission.RUN_ADVISORY, request)
    else:
        need_team(session, actor, request)
    check_version(action.row_version, row_version)
    version_id = None
    if state is ActionState.DONE:
        version_id = _inventory(session, request, action.inventory_year, at)
        if version_id is None:
            raise ForeignObjectError("no inventory from that year on is accepted yet")
    elif not remark.strip():
        raise MissingReasonError("remark")
    action.state, action.remark, action.inventory_version_id = state, remark.strip(), version_id
    action.checked_by, action.checked_at = actor.user_id, at
    session.flush()
    _log(session, actor, Event.DATA_ACTION_CHECKED, action, at, state=state)


def _inventory(session: Session, request: Request, first: int, at: datetime) -> int | None:
    """The accepted version of the member's first inventory from a year on."""
    years = range(first, today(at).year + 1)
    found = (accepted_version_id(session, request.company_id, Kind.INVENTORY, one) for one in years)
    return next((one for one in found if one is not None), None)


def _log(
    session: Session, actor: Actor, event: Event, action: DataAction, at: datetime, **detail: object
) -> None:
    record(session, actor.user_id, event, "advisory_data_action", action.id, at, **detail)
