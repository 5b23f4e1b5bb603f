"""What a caller cannot do to a contract."""

from portal.submissions.errors import SubmissionsError


class EscoError(SubmissionsError):
    """The base of this package's errors; each is answered with a conflict."""


class ForeignPartError(EscoError):
    """A recommendation, plan or report belongs to another site."""


class WrongYearError(EscoError):
    """The contract has no such year, or its year is not over yet."""


class NoEvidenceError(EscoError):
    """A saving that was not verified by a report names its evidence."""


class NotVerifiedError(EscoError):
    """The report is not verified, or covers days outside the contract year."""


class DecidedError(EscoError):
    """The statement has been decided already."""


class OwnStatementError(EscoError):
    """Nobody accepts what they stated themselves."""


class CodeTakenError(EscoError):
    """Another energy service company has this code."""
