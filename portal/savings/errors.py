"""What a caller cannot do to savings."""

from portal.submissions.errors import SubmissionsError


class SavingsError(SubmissionsError):
    """The base of this package's errors; each is answered with a conflict."""


class NoReasonError(SavingsError):
    """A decision says why."""


class SettledError(SavingsError):
    """The pair has been decided about, or is one stream already."""


class OtherSiteError(SavingsError):
    """Two streams of different sites are not one change."""


class OnlyClaimError(SavingsError):
    """A stream keeps one claim at least, and has only its own to give away."""


class ConfirmedError(SavingsError):
    """The file was taken over before; nothing is written again."""


class OwnClaimError(SavingsError):
    """Nobody accepts what they handed in themselves."""


class ShareError(SavingsError):
    """Shares of a stream lie between 0 and 1 and make at most 1 together."""


class ClosedError(SavingsError):
    """The year is closed already."""


class OpenError(SavingsError):
    """The year is open: correct the source instead, or the year is not over."""
