"""The closed sets of savings, each word in both languages."""

from enum import StrEnum

from portal.language import Text


class Level(StrEnum):
    """How certain a saving is; figures of two levels are never added together."""

    IDENTIFIED = "identified"
    ACCEPTED = "accepted"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"

    @property
    def label(self) -> Text:
        """The level in both languages."""
        return _LEVELS[self]


_LEVELS = {
    Level.IDENTIFIED: Text("節能潛力（建議）", "Identified"),
    Level.ACCEPTED: Text("已採納", "Accepted"),
    Level.IMPLEMENTED: Text("已執行（推估）", "Implemented (ex-ante)"),
    Level.VERIFIED: Text("已驗證", "Verified"),
}


class Origin(StrEnum):
    """Where a claim is computed from."""

    ADVICE = "advice"
    CONTRACT = "contract"
    STATEMENT = "statement"
    PLAN = "plan"
    UPLOAD = "upload"
    REPORT = "report"

    @property
    def label(self) -> Text:
        """The origin in both languages."""
        return _ORIGINS[self]


_ORIGINS = {
    Origin.ADVICE: Text("診斷建議", "Diagnosis"),
    Origin.CONTRACT: Text("ESCO 契約措施", "ESCO contract"),
    Origin.STATEMENT: Text("ESCO 年度報告", "ESCO yearly statement"),
    Origin.PLAN: Text("減量計畫措施", "Plan measure"),
    Origin.UPLOAD: Text("上傳之節能主張", "Uploaded claim"),
    Origin.REPORT: Text("量測驗證報告", "M&V report"),
}


class Power(StrEnum):
    """Where saved electricity would have come from, and so which factor its tonnes take."""

    GRID = "grid"
    GREEN = "green"

    @property
    def label(self) -> Text:
        """The source in both languages."""
        return _POWERS[self]


_POWERS = {
    Power.GRID: Text("電網電力（所在地基準，電力排碳係數）", "Grid (location-based, grid factor)"),
    Power.GREEN: Text(
        "綠電：憑證、轉供或自發自用（市場基準，係數 0）",
        "Green power by contract, certificate or own plant (market-based, factor 0)",
    ),
}


class ClaimOutcome(StrEnum):
    """What a coordinator decided about an uploaded claim."""

    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Text:
        """The decision in both languages."""
        if self is ClaimOutcome.ACCEPTED:
            return Text("認可", "Accepted")
        return Text("撤除，不計", "Taken out, not counted")


class SameOrDifferent(StrEnum):
    """What two streams that look alike are."""

    SAME = "same"
    DIFFERENT = "different"

    @property
    def label(self) -> Text:
        """The decision in both languages."""
        if self is SameOrDifferent.SAME:
            return Text("同一項改善，合併", "One change: put together")
        return Text("不同改善，分別計算", "Two changes: count both")


class EndKind(StrEnum):
    """Why a stream stops saving."""

    LIFE = "life"
    REMOVED = "removed"
    BASELINE = "baseline"
    CONTINUES = "continues"

    @property
    def label(self) -> Text:
        """The reason in both languages."""
        return _ENDS[self]


_ENDS = {
    EndKind.LIFE: Text("屆滿使用年限", "End of life"),
    EndKind.REMOVED: Text("設備停用或拆除", "Removed or out of use"),
    EndKind.BASELINE: Text("基線重新訂定", "Baseline set anew"),
    EndKind.CONTINUES: Text("仍持續節能（撤回前項）", "Still saving (takes the former back)"),
}


class Figure(StrEnum):
    """The figures of a year that a correction may add to."""

    YEAR = "year"
    ADVISORY = "advisory"
    ESCO = "esco"

    @property
    def label(self) -> Text:
        """The figure in both languages."""
        return _FIGURES[self]


_FIGURES = {
    Figure.YEAR: Text("當年度節能量", "Saved within the year"),
    Figure.ADVISORY: Text("當年度診斷之成果", "Outcome of the year's diagnoses"),
    Figure.ESCO: Text("當年度完工之 ESCO 專案", "ESCO projects completed in the year"),
}
