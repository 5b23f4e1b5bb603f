"""The life cycles of a request and of a recommendation: which state may follow which."""

from collections.abc import Mapping
from enum import StrEnum

from portal.advisory.vocabulary import Outcome, Status
from portal.language import Text


class RequestState(StrEnum):
    """Where a request stands."""

    NEW = "new"
    TRIAGED = "triaged"
    ASSIGNED = "assigned"
    CLOSING = "closing"
    DECLINED = "declined"
    CLOSED = "closed"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return REQUEST_STATE_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self not in (RequestState.DECLINED, RequestState.CLOSED)


REQUEST_STATE_LABELS = {
    RequestState.NEW: Text("待受理", "New"),
    RequestState.TRIAGED: Text("已受理", "Taken up"),
    RequestState.ASSIGNED: Text("輔導中", "Assigned"),
    RequestState.CLOSING: Text("提請結案", "Closing proposed"),
    RequestState.DECLINED: Text("不受理", "Declined"),
    RequestState.CLOSED: Text("已結案", "Closed"),
}


REQUEST_MOVES: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.NEW: frozenset({RequestState.TRIAGED, RequestState.DECLINED}),
    RequestState.TRIAGED: frozenset({RequestState.ASSIGNED, RequestState.DECLINED}),
    # Another team may take over.
    RequestState.ASSIGNED: frozenset(
        {RequestState.ASSIGNED, RequestState.CLOSING, RequestState.CLOSED}
    ),
    RequestState.CLOSING: frozenset({RequestState.ASSIGNED, RequestState.CLOSED}),
    RequestState.DECLINED: frozenset({RequestState.TRIAGED}),
    RequestState.CLOSED: frozenset({RequestState.ASSIGNED}),
}


class AdviceState(StrEnum):
    """Where a recommendation stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    NEED_INFO = "need_info"
    IMPLEMENTED = "implemented"
    WILL_NOT = "will_not"
    UNABLE = "unable"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return ADVICE_STATE_LABELS[self]


ADVICE_STATE_LABELS = {
    AdviceState.DRAFT: Text("撰寫中", "Draft"),
    AdviceState.PROPOSED: Text("待回覆", "Waiting for an answer"),
    AdviceState.ACCEPTED: Text("已採納", "Accepted"),
    AdviceState.DEFERRED: Text("暫緩", "Deferred"),
    AdviceState.REJECTED: Text("不採納", "Rejected"),
    AdviceState.NEED_INFO: Text("待補充資料", "More information needed"),
    AdviceState.IMPLEMENTED: Text("已執行", "Implemented"),
    AdviceState.WILL_NOT: Text("採納後未執行", "Accepted, not done"),
    AdviceState.UNABLE: Text("執行情形不明", "Outcome unknown"),
    AdviceState.VERIFIED: Text("已查證", "Verified"),
    AdviceState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}


_DECIDED = frozenset(
    {AdviceState.ACCEPTED, AdviceState.DEFERRED, AdviceState.REJECTED, AdviceState.NEED_INFO}
)
_LEARNT = frozenset({AdviceState.IMPLEMENTED, AdviceState.WILL_NOT, AdviceState.UNABLE})

ADVICE_MOVES: Mapping[AdviceState, frozenset[AdviceState]] = {
    AdviceState.DRAFT: frozenset({AdviceState.PROPOSED, AdviceState.WITHDRAWN}),
    AdviceState.PROPOSED: _DECIDED | {AdviceState.WITHDRAWN},
    AdviceState.NEED_INFO: _DECIDED | {AdviceState.PROPOSED, AdviceState.WITHDRAWN},
    AdviceState.DEFERRED: _DECIDED,
    AdviceState.REJECTED: _DECIDED,
    AdviceState.ACCEPTED: _DECIDED | _LEARNT,
    AdviceState.WILL_NOT: _LEARNT | {AdviceState.ACCEPTED},
    AdviceState.UNABLE: _LEARNT | {AdviceState.ACCEPTED},
    AdviceState.IMPLEMENTED: frozenset({AdviceState.VERIFIED, AdviceState.ACCEPTED}),
    AdviceState.VERIFIED: frozenset({AdviceState.IMPLEMENTED}),
    AdviceState.WITHDRAWN: frozenset(),
}

DECIDED: Mapping[Outcome, AdviceState] = {
    Outcome.ACCEPTED: AdviceState.ACCEPTED,
    Outcome.DEFERRED: AdviceState.DEFERRED,
    Outcome.REJECTED: AdviceState.REJECTED,
    Outcome.NEED_INFO: AdviceState.NEED_INFO,
}
"""The state that a decision puts a recommendation into."""

LEARNT: Mapping[Status, AdviceState] = {
    Status.PENDING: AdviceState.ACCEPTED,
    Status.IMPLEMENTED: AdviceState.IMPLEMENTED,
    Status.WILL_NOT: AdviceState.WILL_NOT,
    Status.UNABLE: AdviceState.UNABLE,
}
"""The state that an outcome puts an accepted recommendation into."""

GONE = frozenset({AdviceState.WITHDRAWN, AdviceState.REJECTED, AdviceState.WILL_NOT})
"""States in which a recommendation saves nothing."""

WRITABLE = frozenset({AdviceState.DRAFT, AdviceState.PROPOSED, AdviceState.NEED_INFO})
"""States in which the team may still change what it recommends."""

ANSWERABLE = frozenset(
    {
        AdviceState.PROPOSED,
        AdviceState.NEED_INFO,
        AdviceState.DEFERRED,
        AdviceState.REJECTED,
        AdviceState.ACCEPTED,
    }
)
"""States in which a member may decide, or decide anew."""

TAKEN_UP = frozenset({AdviceState.ACCEPTED, *_LEARNT})
"""States in which a member reports how far an accepted recommendation is."""
