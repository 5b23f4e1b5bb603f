"""What a caller cannot do to accounts."""


class AccountsError(Exception):
    """The base of this package's errors."""


class AddressTakenError(AccountsError):
    """Another account has this e-mail address."""


class RoleNeedsCompanyError(AccountsError):
    """Preparers and signatories belong to a company, nobody else does."""


class RoleNeedsOrganisationError(AccountsError):
    """An ESCO's user belongs to an energy service company, nobody else does."""


class LastAdministratorError(AccountsError):
    """Without this account nobody could manage accounts."""


class AlreadyInvitedError(AccountsError):
    """The invitation was accepted; what the user needs is a reset."""
