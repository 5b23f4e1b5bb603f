"""What a caller cannot do to a diagnosis."""

from portal.submissions.errors import SubmissionsError


class AdvisoryError(SubmissionsError):
    """The base of this package's errors; each is answered with a conflict."""


class IllegalMoveError(AdvisoryError):
    """The request or recommendation is not in a state that allows this."""


class NotOnTeamError(AdvisoryError):
    """Only the assigned team does this, after declaring that it has no conflict of interest."""


class MissingReasonError(AdvisoryError):
    """A refusal, a postponement or an unusual date says why."""


class RefusedFiguresError(AdvisoryError):
    """The figures cannot be right; the argument names the rules."""


class StillOpenError(AdvisoryError):
    """A diagnosis closes when nothing of it waits for anybody."""


class TagTakenError(AdvisoryError):
    """Another piece of equipment of the site has this tag."""


class ForeignObjectError(AdvisoryError):
    """The parts do not belong to the same diagnosis or site."""
