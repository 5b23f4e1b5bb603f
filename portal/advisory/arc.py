"""Assessment Recommendation Codes that fit the systems of a diagnosis.

Source: ARC Manual 9.1, DOE Industrial Assessment Centers (Rutgers University). The words are ours;
codes whose heading we are not certain of are left out, and none was compared with the manual page
by page, which is why `VERIFIED` is false and pages say so.
"""

from dataclasses import dataclass
from typing import Final

from portal.advisory.vocabulary import System
from portal.language import Text

SOURCE: Final = Text(
    "美國能源部 Industrial Assessment Centers，ARC Manual 9.1（代碼待逐項核對）",
    "DOE Industrial Assessment Centers, ARC Manual 9.1 (codes not compared one by one)",
)
VERIFIED: Final = False


@dataclass(frozen=True, slots=True)
class Arc:
    """One code: its strategy in our words and the systems that it fits."""

    code: str
    label: Text
    systems: frozenset[System]


def _arc(code: str, zh: str, en: str, *systems: System) -> Arc:
    return Arc(code, Text(zh, en), frozenset({*systems, System.OTHER}))


_BOILER, _AIR, _COOLING, _POWER = System.BOILER, System.AIR, System.COOLING, System.POWER

ARCS: Final[tuple[Arc, ...]] = (
    _arc("2.1233", "依煙氣分析調整空燃比", "Set the air/fuel ratio by flue gas analysis", _BOILER),
    _arc("2.1241", "減少鍋爐過量沖放", "Reduce excessive blowdown", _BOILER),
    _arc("2.2113", "修理或更換蒸汽祛水器", "Repair or replace steam traps", _BOILER),
    _arc("2.2135", "修復蒸汽洩漏", "Repair steam leaks", _BOILER),
    _arc("2.2511", "裸露設備保溫", "Insulate bare equipment", _BOILER, _COOLING),
    _arc("2.2434", "回收空壓機熱能", "Recover heat from an air compressor", _AIR),
    _arc("2.2437", "回收設備廢熱", "Recover waste heat from equipment", _BOILER, _AIR, _COOLING),
    _arc("2.4221", "空壓機由低溫處進氣", "Take compressor air from the coolest place", _AIR),
    _arc("2.4231", "壓縮空氣降至所需最低壓力", "Lower air pressure to what is needed", _AIR),
    _arc("2.4236", "消除壓縮空氣洩漏", "Remove compressed air leaks", _AIR),
    _arc("2.4133", "採用高效率馬達", "Use efficient motors", _AIR, _COOLING, _POWER),
    _arc("2.4146", "採用變頻驅動", "Use adjustable speed drives", _BOILER, _AIR, _COOLING, _POWER),
    _arc("2.7232", "汰換為高效率空調設備", "Replace air conditioning by efficient units", _COOLING),
    _arc("2.7261", "加裝定時器或溫控", "Fit timers or thermostats", _COOLING),
    _arc("2.3212", "改善功率因數", "Improve the power factor", _POWER),
    _arc("2.7135", "加裝人員感應", "Fit occupancy sensors", _POWER),
    _arc("2.7142", "採用高效率燈具", "Use efficient lamps", _POWER),
)


def known_arc(code: str) -> Arc | None:
    """The entry of a code; None for one that is not in our list."""
    return next((one for one in ARCS if one.code == code), None)
