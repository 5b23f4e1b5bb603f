"""Assessment Recommendation Codes that fit the systems of a diagnosis.

Source: ARC Manual 9.1, DOE Industrial Assessment Centers (Rutgers University). The manual itself
was not at hand; each code was compared with what public users of the list print beside it, which
`Compared` tells. The words are ours.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from portal.advisory.vocabulary import System
from portal.language import Text


class Compared(StrEnum):
    """Where a code was found with its meaning."""

    DATABASE = "database"
    GUIDE = "guide"
    TOOL = "tool"
    NOT_FOUND = "not_found"

    @property
    def label(self) -> Text:
        """The source in words."""
        return _SOURCES[self]


_SOURCES: Final = {
    Compared.DATABASE: Text(
        "美國能源部 ITAC 資料庫之案例（DL0238）",
        "A case of the DOE's ITAC database (DL0238)",
    ),
    Compared.GUIDE: Text(
        "ITAC 訓練與評估指引（itac-docs.pages.dev）",
        "ITAC assessment guide (itac-docs.pages.dev)",
    ),
    Compared.TOOL: Text("IAC 中心之公開評估工具", "A public assessment tool of an IAC centre"),
    Compared.NOT_FOUND: Text(
        "公開資料中未找到，代碼未經核對",
        "Not found in public material; the code is not confirmed",
    ),
}


@dataclass(frozen=True, slots=True)
class Arc:
    """One code: its strategy in our words, the systems that it fits, where it was confirmed."""

    code: str
    label: Text
    systems: frozenset[System]
    compared: Compared

    @property
    def verified(self) -> bool:
        """Whether a public source prints the code with this meaning."""
        return self.compared is not Compared.NOT_FOUND


def _arc(code: str, zh: str, en: str, compared: Compared, *systems: System) -> Arc:
    return Arc(code, Text(zh, en), frozenset({*systems, System.OTHER}), compared)


_BOILER, _AIR, _COOLING, _POWER = System.BOILER, System.AIR, System.COOLING, System.POWER
_DATABASE, _GUIDE, _TOOL = Compared.DATABASE, Compared.GUIDE, Compared.TOOL
_ALONE: Final = Compared.NOT_FOUND

ARCS: Final[tuple[Arc, ...]] = (
    _arc(
        "2.1233",
        "依煙氣分析調整空燃比",
        "Set the air/fuel ratio by flue gas analysis",
        _ALONE,
        _BOILER,
    ),
    _arc("2.1241", "減少鍋爐過量沖放", "Reduce excessive blowdown", _ALONE, _BOILER),
    _arc("2.2113", "修理或更換蒸汽祛水器", "Repair or replace steam traps", _DATABASE, _BOILER),
    _arc("2.2135", "修復蒸汽洩漏", "Repair steam leaks", _DATABASE, _BOILER),
    _arc("2.2511", "裸露設備保溫", "Insulate bare equipment", _TOOL, _BOILER, _COOLING),
    _arc("2.2434", "回收空壓機熱能", "Recover heat from an air compressor", _ALONE, _AIR),
    _arc(
        "2.2437",
        "回收設備廢熱",
        "Recover waste heat from equipment",
        _DATABASE,
        _BOILER,
        _AIR,
        _COOLING,
    ),
    _arc(
        "2.4221",
        "空壓機由低溫處進氣",
        "Take compressor air from the coolest place",
        _GUIDE,
        _AIR,
    ),
    _arc("2.4224", "改善空壓機控制", "Better controls on compressors", _DATABASE, _AIR),
    _arc("2.4226", "採用適當大小之空壓機", "Use a compressor of the right size", _DATABASE, _AIR),
    _arc(
        "2.4231",
        "壓縮空氣降至所需最低壓力",
        "Lower air pressure to what is needed",
        _ALONE,
        _AIR,
    ),
    _arc("2.4236", "消除壓縮空氣洩漏", "Remove compressed air leaks", _GUIDE, _AIR),
    _arc("2.4239", "減少壓縮空氣用量", "Use less compressed air", _DATABASE, _AIR),
    _arc("2.4111", "採用高效率皮帶", "Use efficient belts", _GUIDE, _AIR, _COOLING, _POWER),
    _arc("2.4133", "採用高效率馬達", "Use efficient motors", _GUIDE, _AIR, _COOLING, _POWER),
    _arc(
        "2.4146",
        "採用變頻驅動",
        "Use adjustable speed drives",
        _TOOL,
        _BOILER,
        _AIR,
        _COOLING,
        _POWER,
    ),
    _arc(
        "2.7232",
        "汰換為高效率空調設備",
        "Replace air conditioning by efficient units",
        _GUIDE,
        _COOLING,
    ),
    _arc("2.7261", "加裝定時器或溫控", "Fit timers or thermostats", _TOOL, _COOLING),
    _arc("2.3212", "改善功率因數", "Improve the power factor", _GUIDE, _POWER),
    _arc("2.7134", "加裝光感應控制", "Fit photocell controls", _TOOL, _POWER),
    _arc("2.7135", "加裝人員感應", "Fit occupancy sensors", _GUIDE, _POWER),
    _arc("2.7142", "採用高效率燈具", "Use efficient lamps", _GUIDE, _POWER),
)


def known_arc(code: str) -> Arc | None:
    """The entry of a code; None for one that is not in our list."""
    return next((one for one in ARCS if one.code == code), None)
