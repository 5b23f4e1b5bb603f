"""Why a publication is refused."""


class PublicationError(Exception):
    """A year cannot be published as asked."""


class OutdatedDraftError(PublicationError):
    """The data have changed since the person saw what would be frozen."""


class NothingNewError(PublicationError):
    """The year is published already as it stands."""


class NothingToPublishError(PublicationError):
    """The year has no accepted inventory."""


class MissingNoteError(PublicationError):
    """A publication carries a note in both languages."""
