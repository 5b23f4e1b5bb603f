"""The closed sets of a diagnosis, each word in both languages."""

from enum import StrEnum

from portal.language import Text
from portal.reference.site_systems import Carrier, System

__all__ = [
    "ActionKind",
    "ActionState",
    "AttachmentKind",
    "Carrier",
    "Level",
    "MeasureClass",
    "Method",
    "Outcome",
    "Reason",
    "Status",
    "Subject",
    "System",
    "Topic",
    "VisitKind",
]


class Topic(StrEnum):
    """What is advised on."""

    ENERGY = "energy"
    CARBON_INVENTORY = "carbon_inventory"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return TOPIC_LABELS[self]


TOPIC_LABELS = {
    Topic.ENERGY: Text("節能診斷", "Energy diagnosis"),
    Topic.CARBON_INVENTORY: Text("碳盤查輔導", "Carbon inventory advice"),
}


class VisitKind(StrEnum):
    """Why a team comes."""

    KICKOFF = "kickoff"
    SURVEY = "survey"
    RESULTS_BRIEFING = "results_briefing"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return VISIT_KIND_LABELS[self]


VISIT_KIND_LABELS = {
    VisitKind.KICKOFF: Text("啟始會議", "Kick-off"),
    VisitKind.SURVEY: Text("現場診斷", "Survey"),
    VisitKind.RESULTS_BRIEFING: Text("結果說明會", "Results briefing"),
    VisitKind.FOLLOW_UP: Text("追蹤訪視", "Follow-up visit"),
}


class MeasureClass(StrEnum):
    """The two classes of findings that the draft duty to diagnose asks for.

    Source: Energy Administration, draft on diagnoses by energy users, announced early 2026.
    """

    OPERATIONAL = "operational"
    REPLACEMENT = "replacement"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return MEASURE_CLASS_LABELS[self]


MEASURE_CLASS_LABELS = {
    MeasureClass.OPERATIONAL: Text("操作改善（免投資）", "Operational (no cost)"),
    MeasureClass.REPLACEMENT: Text("設備汰換（需投資）", "Replacement (with cost)"),
}


class Level(StrEnum):
    """High, medium or low: a finding's weight, a recommendation's priority or confidence."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return LEVEL_LABELS[self]


LEVEL_LABELS = {
    Level.HIGH: Text("高", "High"),
    Level.MEDIUM: Text("中", "Medium"),
    Level.LOW: Text("低", "Low"),
}


class Method(StrEnum):
    """Where a value comes from."""

    MEASURED = "measured"
    NAMEPLATE = "nameplate"
    ESTIMATED = "estimated"
    REPORTED = "reported"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return METHOD_LABELS[self]


METHOD_LABELS = {
    Method.MEASURED: Text("現場量測", "Measured"),
    Method.NAMEPLATE: Text("銘牌", "Nameplate"),
    Method.ESTIMATED: Text("推估", "Estimated"),
    Method.REPORTED: Text("廠方提供", "Reported by the site"),
}


class Outcome(StrEnum):
    """What a member decides on a recommendation."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    NEED_INFO = "need_info"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    Outcome.ACCEPTED: Text("採納", "Accepted"),
    Outcome.DEFERRED: Text("暫緩", "Deferred"),
    Outcome.REJECTED: Text("不採納", "Rejected"),
    Outcome.NEED_INFO: Text("需補充資料", "More information needed"),
}


class Reason(StrEnum):
    """Why a recommendation is not taken up now."""

    PAYBACK = "payback"
    CAPITAL = "capital"
    PRODUCTION_RISK = "production_risk"
    SHUTDOWN = "shutdown"
    PLANNED = "planned"
    TECHNOLOGY = "technology"
    OWNERSHIP = "ownership"
    PRODUCT_CHANGE = "product_change"
    FIGURES = "figures"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return REASON_LABELS[self]


REASON_LABELS = {
    Reason.PAYBACK: Text("回收年限過長", "Payback too long"),
    Reason.CAPITAL: Text("資金不足", "No capital"),
    Reason.PRODUCTION_RISK: Text("影響生產", "Risk to production"),
    Reason.SHUTDOWN: Text("空間或停機限制", "Space or shutdown"),
    Reason.PLANNED: Text("已另有規劃", "Already planned"),
    Reason.TECHNOLOGY: Text("技術未成熟", "Technology"),
    Reason.OWNERSHIP: Text("產權或 ESCO 條件", "Ownership or ESCO terms"),
    Reason.PRODUCT_CHANGE: Text("產品或製程變更", "Product change"),
    Reason.FIGURES: Text("對數據有疑義", "Disagrees with the figures"),
    Reason.OTHER: Text("其他", "Other"),
}


class Status(StrEnum):
    """What became of an accepted recommendation, as the American programme records it.

    Source: DOE Industrial Assessment Centers, glossary (codes I, P, N, K).
    """

    IMPLEMENTED = "implemented"
    PENDING = "pending"
    WILL_NOT = "will_not"
    UNABLE = "unable"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return STATUS_LABELS[self]

    @property
    def is_known(self) -> bool:
        """Whether nobody has to ask again."""
        return self is not Status.PENDING


STATUS_LABELS = {
    Status.IMPLEMENTED: Text("已執行", "Implemented"),
    Status.PENDING: Text("執行中或待執行", "Pending"),
    Status.WILL_NOT: Text("不執行", "Will not be done"),
    Status.UNABLE: Text("無法得知", "Unable to learn"),
}


class ActionKind(StrEnum):
    """What a carbon-inventory visit asks to put right."""

    SOURCE_MISSING = "source_missing"
    FACTOR_YEAR = "factor_year"
    BOUNDARY = "boundary"
    ACTIVITY_DATA = "activity_data"
    EVIDENCE = "evidence"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return ACTION_KIND_LABELS[self]


ACTION_KIND_LABELS = {
    ActionKind.SOURCE_MISSING: Text("漏列排放源", "Source missing"),
    ActionKind.FACTOR_YEAR: Text("係數年度或來源", "Year or source of a factor"),
    ActionKind.BOUNDARY: Text("組織或報告邊界", "Boundary"),
    ActionKind.ACTIVITY_DATA: Text("活動數據", "Activity data"),
    ActionKind.EVIDENCE: Text("佐證資料", "Evidence"),
    ActionKind.OTHER: Text("其他", "Other"),
}


class ActionState(StrEnum):
    """Whether something to put right was found put right."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return ACTION_STATE_LABELS[self]


ACTION_STATE_LABELS = {
    ActionState.OPEN: Text("待改善", "Open"),
    ActionState.DONE: Text("已改善", "Put right"),
    ActionState.DROPPED: Text("不再需要", "No longer needed"),
}


class AttachmentKind(StrEnum):
    """What an attached file is."""

    MINUTES = "minutes"
    DATA = "data"
    CALIBRATION = "calibration"
    EVIDENCE = "evidence"
    REPORT = "report"
    PHOTO = "photo"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return ATTACHMENT_KIND_LABELS[self]


ATTACHMENT_KIND_LABELS = {
    AttachmentKind.MINUTES: Text("會議紀錄", "Minutes"),
    AttachmentKind.DATA: Text("量測資料", "Data"),
    AttachmentKind.CALIBRATION: Text("校正證明", "Calibration certificate"),
    AttachmentKind.EVIDENCE: Text("佐證文件", "Evidence"),
    AttachmentKind.REPORT: Text("診斷報告", "Report"),
    AttachmentKind.PHOTO: Text("照片", "Photo"),
    AttachmentKind.OTHER: Text("其他", "Other"),
}


class Subject(StrEnum):
    """What a file is attached to."""

    REQUEST = "request"
    VISIT = "visit"
    EQUIPMENT = "equipment"
    FINDING = "finding"
    RECOMMENDATION = "recommendation"

    @property
    def label(self) -> Text:
        """The word in both languages."""
        return SUBJECT_LABELS[self]


SUBJECT_LABELS = {
    Subject.REQUEST: Text("案件", "Request"),
    Subject.VISIT: Text("訪視", "Visit"),
    Subject.EQUIPMENT: Text("設備", "Equipment"),
    Subject.FINDING: Text("診斷發現", "Finding"),
    Subject.RECOMMENDATION: Text("改善建議", "Recommendation"),
}
