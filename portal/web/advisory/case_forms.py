"""The forms of a case: each with its draft, and beside what a colleague changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.accounts.permissions import Permission
from portal.advisory import queries
from portal.advisory.errors import IllegalMoveError, StillOpenError
from portal.advisory.figures import ActionRow, Case
from portal.advisory.loop import may_close
from portal.advisory.states import RequestState
from portal.advisory.vocabulary import ActionState
from portal.db.base import StaleRowError
from portal.language import Text
from portal.web.advisory.action_forms import ActionForm, CheckOffForm
from portal.web.advisory.forms import (
    AssignForm,
    ClosingForm,
    DeclareForm,
    DeclineForm,
    GiveBackForm,
    ReportForm,
)
from portal.web.advisory.site_forms import PlanVisitForm
from portal.web.database import session
from portal.web.drafting import Drafting, OnFile, drafting, overtaken, unsent
from portal.web.forms import PortalForm, VersionedForm
from portal.web.identity import signed_in_user
from portal.web.preferences import t

Shown = dict[str, object]

OVERTAKEN: Final = (StaleRowError, IllegalMoveError, StillOpenError)
"""What says that a case is not any more what a person saw who sent a form of it."""
WORDED: Final = frozenset({"StringField", "TextAreaField"})
STATE: Final = Text("案件狀態", "State of the case")
SENT_IN: Final[Mapping[str, tuple[RequestState, ...]]] = {
    "decline": (RequestState.NEW, RequestState.TRIAGED),
    "assign": (RequestState.TRIAGED, RequestState.ASSIGNED),
    "propose": (RequestState.ASSIGNED,),
    "closing": (RequestState.ASSIGNED, RequestState.CLOSING),
    "reopen": (RequestState.CLOSING, RequestState.CLOSED),
}
"""In which states of a case a form can be sent, by the name of its drafts."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A form that was typed while a colleague changed the case.

    Attributes:
        name: of the form, as the page calls it.
        on_file: what is on file where the form says something else.
        typed: the words of a form that can no longer be sent, so that they are not lost.
    """

    name: str
    on_file: list[OnFile]
    typed: str

    @classmethod
    def of(cls, case: Case, name: str, form: VersionedForm) -> "Overtaken":
        """A form beside the case as it is now; the form follows the present version."""
        state = OnFile(STATE, t(case.request.state.label))
        lost = "" if _is_open(case, name) else _words(form)
        return cls(name, [state, *overtaken(form, _shown(case)[name])], lost)


def closing_kind() -> str:
    """How this person ends a case: a coordinator closes it, its team proposes that."""
    return "closing" if signed_in_user().may(Permission.RUN_ADVISORY) else "propose"


def check_name(action_id: int) -> str:
    """The form by which one action is checked off, as the page calls it."""
    return f"check_{action_id}"


def check_form() -> CheckOffForm:
    """The form by which an action is checked off, as it was sent."""
    form = CheckOffForm.sent()
    form.offer()
    return form


def case_forms(case: Case) -> dict[str, PortalForm]:
    """A form for every step of a case; the page shows those that may be taken."""
    key, shown = case.request.id, _shown(case)
    forms: dict[str, PortalForm] = {
        "assign": unsent(AssignForm, f"assign-{key}", shown["assign"]),
        "declare": unsent(DeclareForm, f"declare-{key}", {}),
        "plan": PlanVisitForm(None),
        "action": unsent(ActionForm, f"action-{key}", {}),
        "decline": unsent(DeclineForm, f"decline-{key}", shown["decline"]),
        "report": ReportForm(None),
        "closing": unsent(ClosingForm, f"{closing_kind()}-{key}", shown["closing"]),
        "giving_back": unsent(GiveBackForm, f"reopen-{key}", shown["giving_back"]),
    }
    for row in case.actions:
        name = check_name(row.id)
        forms[name] = unsent(CheckOffForm, f"check-{key}-{row.id}", shown[name])
    for form in forms.values():
        _offer(form)
    return forms


def _offer(form: PortalForm) -> None:
    if isinstance(form, AssignForm):
        form.offer(queries.advisors(session()))
    elif isinstance(form, DeclareForm | PlanVisitForm | ActionForm | CheckOffForm):
        form.offer()


def case_drafts(case: Case) -> dict[str, Drafting]:
    """What the page knows of the drafts of its forms, by their names on the page."""
    key, version = case.request.id, case.request.row_version
    found = {
        "assign": drafting(f"assign-{key}", version),
        "declare": drafting(f"declare-{key}"),
        "action": drafting(f"action-{key}"),
        "decline": drafting(f"decline-{key}", version),
        "closing": drafting(f"{closing_kind()}-{key}", version),
        "giving_back": drafting(f"reopen-{key}", version),
    }
    for row in case.actions:
        found[check_name(row.id)] = drafting(f"check-{key}-{row.id}", row.row_version)
    return found


def _shown(case: Case) -> dict[str, Shown]:
    """What is on file for each form that changes it, as the form shows it."""
    one, team = case.request, case.team
    said = {state: one.reason if one.state is state else "" for state in RequestState}
    versioned: Shown = {"row_version": one.row_version}
    return {
        "assign": {
            "team": team.team if team else "",
            "lead": str(case.facts.lead_id or ""),
            "members": [str(one.user_id) for one in team.people] if team else [],
            "due": team.due if team else None,
            **versioned,
        },
        "decline": {"decline_reason": said[RequestState.DECLINED], **versioned},
        # What the team wrote when it proposed to close the case, or how it was closed.
        "closing": {
            "closing_remark": said[RequestState.CLOSING] or said[RequestState.CLOSED],
            **versioned,
        },
        "giving_back": {"back_remark": said[RequestState.ASSIGNED], **versioned},
        **{check_name(row.id): _checked(row) for row in case.actions},
    }


def _checked(row: ActionRow) -> Shown:
    is_open = row.state is ActionState.OPEN
    return {
        "state": "" if is_open else row.state.value,
        "remark": row.remark,
        "row_version": row.row_version,
    }


def _is_open(case: Case, name: str) -> bool:
    """Whether a form can be sent in the present state of the case."""
    for row in case.actions:
        if name == check_name(row.id):
            return row.state is ActionState.OPEN
    if name == "closing" and not may_close(case.facts):
        return False
    draft = {"closing": closing_kind(), "giving_back": "reopen"}.get(name, name)
    return case.request.state in SENT_IN[draft]


def _words(form: VersionedForm) -> str:
    """What was typed in full, of a form that is not shown again."""
    fields: list[Any] = list(form)
    typed = (str(field.data or "").strip() for field in fields if field.type in WORDED)
    return "\n".join(one for one in typed if one)
