"""Moving a submission from state to state, by the one table of moves."""

from datetime import datetime

from portal.submissions.errors import IllegalTransitionError
from portal.submissions.models import Submission
from portal.submissions.states import NEXT, State


def move(submission: Submission, to: State, at: datetime) -> None:
    """Put a submission into its next state.

    Raises:
        IllegalTransitionError: when that state may not follow the present one.
    """
    if to not in NEXT[submission.state]:
        raise IllegalTransitionError(f"{submission.state} to {to}")
    submission.state, submission.state_since = to, at
