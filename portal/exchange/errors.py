"""What can go wrong when a case of the exchange register is worked off."""


class ExchangeError(Exception):
    """A case cannot be worked off like this."""


class ClosedCaseError(ExchangeError):
    """The two reports agree, or the case is settled: there is nothing to answer."""


class MissingReasonError(ExchangeError):
    """What was said needs a reason."""


class MissingValueError(ExchangeError):
    """A third value needs its tonnes and its evidence, a plan those of its base year too."""
