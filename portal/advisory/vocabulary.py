"""The closed sets of a diagnosis, each word in both languages."""

from enum import StrEnum

from portal.language import Text

NO_LABEL = Text("", "")


class Word(StrEnum):
    """A value of a closed set that knows its label."""

    label: Text

    # Looking a value up takes the value alone; every member is declared with its label.
    def __new__(cls, value: str, label: Text = NO_LABEL) -> "Word":
        """A value that is its code and carries its label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word


class Topic(Word):
    """What is advised on."""

    ENERGY = "energy", Text("節能診斷", "Energy diagnosis")
    CARBON_INVENTORY = "carbon_inventory", Text("碳盤查輔導", "Carbon inventory advice")


class System(Word):
    """The plant systems that a diagnosis looks at."""

    BOILER = "boiler", Text("鍋爐系統", "Boiler system")
    AIR = "air", Text("空壓系統", "Compressed air system")
    COOLING = "cooling", Text("空調系統", "Air conditioning system")
    POWER = "power", Text("電力照明系統", "Power and lighting system")
    OTHER = "other", Text("其他", "Other")


class VisitKind(Word):
    """Why a team comes."""

    KICKOFF = "kickoff", Text("啟始會議", "Kick-off")
    SURVEY = "survey", Text("現場診斷", "Survey")
    RESULTS_BRIEFING = "results_briefing", Text("結果說明會", "Results briefing")
    FOLLOW_UP = "follow_up", Text("追蹤訪視", "Follow-up visit")


class MeasureClass(Word):
    """The two classes of findings that the draft duty to diagnose asks for.

    Source: Energy Administration, draft on diagnoses by energy users, announced early 2026.
    """

    OPERATIONAL = "operational", Text("操作改善（免投資）", "Operational (no cost)")
    REPLACEMENT = "replacement", Text("設備汰換（需投資）", "Replacement (with cost)")


class Level(Word):
    """High, medium or low: a finding's weight, a recommendation's priority or confidence."""

    HIGH = "high", Text("高", "High")
    MEDIUM = "medium", Text("中", "Medium")
    LOW = "low", Text("低", "Low")


class Method(Word):
    """Where a value comes from."""

    MEASURED = "measured", Text("現場量測", "Measured")
    NAMEPLATE = "nameplate", Text("銘牌", "Nameplate")
    ESTIMATED = "estimated", Text("推估", "Estimated")
    REPORTED = "reported", Text("廠方提供", "Reported by the site")


class Carrier(Word):
    """What is saved; each has one unit, so that sums never mix units."""

    ELECTRICITY = "electricity", Text("電力", "Electricity")
    NATURAL_GAS = "natural_gas", Text("天然氣", "Natural gas")
    FUEL_OIL = "fuel_oil", Text("燃料油", "Fuel oil")
    DIESEL = "diesel", Text("柴油", "Diesel")
    LPG = "lpg", Text("液化石油氣", "LPG")
    COAL = "coal", Text("煤", "Coal")
    STEAM = "steam", Text("蒸汽", "Steam")
    WATER = "water", Text("水", "Water")

    @property
    def unit(self) -> str:
        """The unit in which quantities of a year are entered."""
        return CARRIER_UNITS[self]


CARRIER_UNITS = {
    Carrier.ELECTRICITY: "kWh",
    Carrier.NATURAL_GAS: "m³",
    Carrier.FUEL_OIL: "L",
    Carrier.DIESEL: "L",
    Carrier.LPG: "kg",
    Carrier.COAL: "t",
    Carrier.STEAM: "t",
    Carrier.WATER: "m³",
}


class Outcome(Word):
    """What a member decides on a recommendation."""

    ACCEPTED = "accepted", Text("採納", "Accepted")
    DEFERRED = "deferred", Text("暫緩", "Deferred")
    REJECTED = "rejected", Text("不採納", "Rejected")
    NEED_INFO = "need_info", Text("需補充資料", "More information needed")


class Reason(Word):
    """Why a recommendation is not taken up now."""

    PAYBACK = "payback", Text("回收年限過長", "Payback too long")
    CAPITAL = "capital", Text("資金不足", "No capital")
    PRODUCTION_RISK = "production_risk", Text("影響生產", "Risk to production")
    SHUTDOWN = "shutdown", Text("空間或停機限制", "Space or shutdown")
    PLANNED = "planned", Text("已另有規劃", "Already planned")
    TECHNOLOGY = "technology", Text("技術未成熟", "Technology")
    OWNERSHIP = "ownership", Text("產權或 ESCO 條件", "Ownership or ESCO terms")
    PRODUCT_CHANGE = "product_change", Text("產品或製程變更", "Product change")
    FIGURES = "figures", Text("對數據有疑義", "Disagrees with the figures")
    OTHER = "other", Text("其他", "Other")


class Status(Word):
    """What became of an accepted recommendation, as the American programme records it.

    Source: DOE Industrial Assessment Centers, glossary (codes I, P, N, K).
    """

    IMPLEMENTED = "implemented", Text("已執行", "Implemented")
    PENDING = "pending", Text("執行中或待執行", "Pending")
    WILL_NOT = "will_not", Text("不執行", "Will not be done")
    UNABLE = "unable", Text("無法得知", "Unable to learn")

    @property
    def is_known(self) -> bool:
        """Whether nobody has to ask again."""
        return self is not Status.PENDING


class ActionKind(Word):
    """What a carbon-inventory visit asks to put right."""

    SOURCE_MISSING = "source_missing", Text("漏列排放源", "Source missing")
    FACTOR_YEAR = "factor_year", Text("係數年度或來源", "Year or source of a factor")
    BOUNDARY = "boundary", Text("組織或報告邊界", "Boundary")
    ACTIVITY_DATA = "activity_data", Text("活動數據", "Activity data")
    EVIDENCE = "evidence", Text("佐證資料", "Evidence")
    OTHER = "other", Text("其他", "Other")


class ActionState(Word):
    """Whether something to put right was found put right."""

    OPEN = "open", Text("待改善", "Open")
    DONE = "done", Text("已改善", "Put right")
    DROPPED = "dropped", Text("不再需要", "No longer needed")


class AttachmentKind(Word):
    """What an attached file is."""

    MINUTES = "minutes", Text("會議紀錄", "Minutes")
    DATA = "data", Text("量測資料", "Data")
    CALIBRATION = "calibration", Text("校正證明", "Calibration certificate")
    EVIDENCE = "evidence", Text("佐證文件", "Evidence")
    REPORT = "report", Text("診斷報告", "Report")
    PHOTO = "photo", Text("照片", "Photo")
    OTHER = "other", Text("其他", "Other")


class Subject(Word):
    """What a file is attached to."""

    REQUEST = "request", Text("案件", "Request")
    VISIT = "visit", Text("訪視", "Visit")
    EQUIPMENT = "equipment", Text("設備", "Equipment")
    FINDING = "finding", Text("診斷發現", "Finding")
    RECOMMENDATION = "recommendation", Text("改善建議", "Recommendation")
