"""Where a case stands in the loop as a whole, and whether it may be closed."""

from portal.advisory.states import RequestState
from portal.advisory.steps import OF_INVENTORY, CaseFacts, Phase, Step, next_steps, work
from portal.advisory.vocabulary import Topic

WITH_A_TEAM = (RequestState.ASSIGNED, RequestState.CLOSING)


def phases(case: CaseFacts) -> tuple[tuple[Phase, str], ...]:
    """The loop of a case in order, each phase `done`, `now`, `later`, or `left` when closing."""
    every = tuple(Phase) if case.topic is Topic.ENERGY else OF_INVENTORY
    without = [step.phase for step in left(case)]
    if case.state is RequestState.CLOSED:
        return tuple((phase, "left" if phase in without else "done") for phase in every)
    present = {step.phase for step in next_steps(case)}
    first = min((every.index(phase) for phase in present if phase in every), default=0)
    found = {phase: "done" if place < first else "later" for place, phase in enumerate(every)}
    if case.state is RequestState.CLOSING:
        found |= dict.fromkeys(without, "left")
    found |= {phase: "now" for phase in every if phase in present}
    return tuple(found.items())


def left(case: CaseFacts) -> tuple[Step, ...]:
    """What would be left undone if the case were closed, each with the consent of its reason."""
    return tuple(step for step in work(case) if step.may_be_left)


def may_close(case: CaseFacts) -> bool:
    """Whether nothing of a case waits but what may be left, and its closing."""
    return case.state in WITH_A_TEAM and all(step.may_be_left for step in work(case))
