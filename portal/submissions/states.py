"""The closed sets of a submission and which state may follow which."""

from collections.abc import Mapping
from enum import StrEnum

from portal.language import Text


class Kind(StrEnum):
    """The two yearly workbooks."""

    INVENTORY = "inventory"
    PLAN = "plan"

    @property
    def label(self) -> Text:
        """The workbook's name in both languages."""
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.INVENTORY: Text("溫室氣體盤查清冊", "Greenhouse gas inventory"),
    Kind.PLAN: Text("自主減量計畫", "Reduction plan"),
}


class UploadState(StrEnum):
    """How far the check of an uploaded file is."""

    RECEIVED = "received"
    CHECKING = "checking"
    CHECKED = "checked"
    UNREADABLE = "unreadable"
    ABANDONED = "abandoned"


class State(StrEnum):
    """Where a yearly submission stands."""

    NONE = "none"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> Text:
        """The state's name in both languages."""
        return STATE_LABELS[self]


STATE_LABELS = {
    State.NONE: Text("未申報", "Nothing yet"),
    State.CHECKED: Text("已檢核，未送出", "Checked, not handed in"),
    State.SUBMITTED: Text("已送出", "Handed in"),
    State.UNDER_REVIEW: Text("審查中", "Under review"),
    State.RETURNED: Text("退回補正", "Returned"),
    State.ACCEPTED: Text("審查通過", "Accepted"),
}

# A check never takes back what was decided: it moves only a submission that has nothing yet.
# A recalled version puts a submission back where it was before that version.
NEXT: Mapping[State, frozenset[State]] = {
    State.NONE: frozenset({State.CHECKED, State.SUBMITTED}),
    State.CHECKED: frozenset({State.SUBMITTED}),
    State.SUBMITTED: frozenset({State.UNDER_REVIEW, State.ACCEPTED, State.RETURNED, State.CHECKED}),
    State.UNDER_REVIEW: frozenset({State.ACCEPTED, State.RETURNED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
    State.ACCEPTED: frozenset({State.SUBMITTED, State.RETURNED}),
}


class Decision(StrEnum):
    """What became of a version."""

    REVIEW_STARTED = "review_started"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    RECALLED = "recalled"


class TargetState(StrEnum):
    """How much of what a member promises for 2030 and 2050 can be added up."""

    NONE = "none"
    NOT_QUANTIFIED = "not_quantified"
    QUANTIFIED = "quantified"


class IdentityKind(StrEnum):
    """How a source, a site or a measure came to another name or number."""

    SOURCE_RENAMED = "source_renamed"
    SITE_RENUMBERED = "site_renumbered"
    SITE_SPLIT = "site_split"
    SITES_MERGED = "sites_merged"
    MEASURE_RENUMBERED = "measure_renumbered"

    @property
    def label(self) -> Text:
        """What happened, in both languages."""
        return IDENTITY_LABELS[self]


IDENTITY_LABELS = {
    IdentityKind.SOURCE_RENAMED: Text("排放源改編號", "Source renumbered"),
    IdentityKind.SITE_RENUMBERED: Text("管制編號變更", "Control number changed"),
    IdentityKind.SITE_SPLIT: Text("廠區分割", "Site split"),
    IdentityKind.SITES_MERGED: Text("廠區合併", "Sites merged"),
    IdentityKind.MEASURE_RENUMBERED: Text("減量措施改編號", "Measure renumbered"),
}
