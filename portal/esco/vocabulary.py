"""The closed sets of energy service contracts, each word in both languages."""

from enum import StrEnum

from portal.language import Text


class ContractKind(StrEnum):
    """How an energy service company is paid."""

    GUARANTEED = "guaranteed"
    SHARED = "shared"
    CHAUFFAGE = "chauffage"

    @property
    def label(self) -> Text:
        """The kind in both languages."""
        return _KINDS[self]


_KINDS = {
    ContractKind.GUARANTEED: Text("節能績效保證型", "Guaranteed savings"),
    ContractKind.SHARED: Text("節能績效分享型", "Shared savings"),
    ContractKind.CHAUFFAGE: Text("能源供應服務型", "Chauffage (energy supply)"),
}


class StatementOutcome(StrEnum):
    """What a coordinator decided about a yearly statement."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def label(self) -> Text:
        """The outcome in both languages."""
        return _OUTCOMES[self]


_OUTCOMES = {
    StatementOutcome.ACCEPTED: Text("已認可", "Accepted"),
    StatementOutcome.REJECTED: Text("退回", "Sent back"),
}
WAITING = Text("待認可", "Waiting for acceptance")
