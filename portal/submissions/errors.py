"""What a caller cannot do to a submission."""


class SubmissionsError(Exception):
    """The base of this package's errors; each is answered with a conflict."""


class IllegalTransitionError(SubmissionsError):
    """The submission is not in a state that allows this."""


class NotCheckedError(SubmissionsError):
    """The upload has not been checked, or could not be read."""


class HasErrorsError(SubmissionsError):
    """The check found errors, which block handing in."""


class MissingExplanationError(SubmissionsError):
    """A warning has no explanation; the argument names the rules."""


class MissingCommentError(SubmissionsError):
    """A return says what to correct."""


class BackdatedError(SubmissionsError):
    """A limit of a rule changes today or later, never for days that are over."""


class OwnWorkError(SubmissionsError):
    """Nobody decides on figures that they uploaded or signed."""


class RepeatedKeyError(SubmissionsError):
    """The same idempotency key came with another file or for another company."""


class IllegalIdentityError(SubmissionsError):
    """A change of identity whose names are missing, too many, the same or not well written."""
