"""Field workbooks as samples: a sound one of each system, filled on the blank form."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from portal.advisory.vocabulary import System
from portal.field.sheets import template
from portal.workbook.content import CellInput, Content
from portal.workbook.template import build_bytes

YEAR: Final = 2026
DAY: Final = date(2026, 5, 6)
CALIBRATED: Final = date(2025, 11, 3)
Line = Mapping[str, CellInput]


def _visit(system: System) -> Line:
    return {
        "system": system.value,
        "held_on": DAY,
        "weather": "晴，32 °C",
        "of_site": "王小明、廠務課長；林小華、操作員",
        "of_team": "顧委員、主責；陳工程師",
        "notes": "現場逐台查看銘牌並量測，廠方全程陪同。",
    }


def _machine(kind: str, tag: str, rated: str, use: str, carrier: str = "electricity") -> Line:
    return {
        "kind": kind,
        "tag": tag,
        "maker": "範例牌",
        "model": f"{tag}-M",
        "year": 2015,
        "rated": Decimal(rated),
        "carrier": carrier,
        "hours": 6000,
        "annual_use": Decimal(use),
        "vsd": False,
        "in_use": True,
    }


def _value(tag: str, quantity: str, value: str) -> Line:
    return {
        "tag": tag,
        "quantity": quantity,
        "value": Decimal(value),
        "taken_on": DAY,
        "method": "measured",
        "instrument": "多功能量測儀 SN-0417",
        "calibrated_on": CALIBRATED,
    }


def _values(tag: str, **taken: str) -> list[Line]:
    return [_value(tag, quantity, value) for quantity, value in taken.items()]


def _finding(number: int, tag: str, text: str, **advice: CellInput) -> Line:
    return {"number": number, "tag": tag, "text": text, "severity": "high", **advice}


def _content(
    system: System,
    machines: Sequence[Line],
    values: Sequence[Line],
    findings: Sequence[Line],
    further: Sequence[Line] = (),
) -> Content:
    tag = machines[0]["tag"]
    photo = {"name": "IMG_0001.jpg", "tag": tag, "finding": 1, "caption": f"{tag} 銘牌"}
    return {
        "visit": [_visit(system)],
        "equipment": machines,
        "measurements": values,
        "findings": findings,
        "advice": further,
        "photos": [photo],
    }


_AIR = _content(
    System.AIR,
    [
        _machine("compressor", "AC-1", "75", "420000"),
        {**_machine("compressor", "AC-2", "55", "210000"), "vsd": True},
    ],
    [
        *_values("AC-1", pressure="7.2", power_kw="72", load_time="300", unload_time="120"),
        *_values("AC-2", pressure="6.8", power_kw="31"),
    ],
    [
        _finding(
            1,
            "AC-1",
            "停產時段仍加載 29 %，管線多處洩漏。",
            title="修復壓縮空氣洩漏",
            advice="逐點標示、修復並複測。",
            measure_class="replacement",
            electricity=42000,
            price=Decimal("3.5"),
            capex=80000,
            life_years=5,
        )
    ],
)
_BOILER = _content(
    System.BOILER,
    [_machine("boiler", "B-1", "10", "2400000", "natural_gas")],
    _values(
        "B-1",
        flue_o2="6.5",
        flue_temperature="210",
        air_temperature="30",
        steam_pressure="7",
        feedwater="85",
    ),
    [
        _finding(
            1,
            "B-1",
            "煙氣含氧量 6.5 %，過剩空氣偏高。",
            title="調整空燃比",
            advice="由燃燒廠商調校，含氧量降至 3.5 %。",
            measure_class="replacement",
            other_carrier="natural_gas",
            other_quantity=36000,
            capex=60000,
            life_years=3,
        )
    ],
)
_COOLING = _content(
    System.COOLING,
    [_machine("chiller", "CH-1", "300", "900000")],
    _values(
        "CH-1",
        power_kw="210",
        chilled_flow="160",
        chilled_supply="7",
        chilled_return="12",
        cooling_in="28",
        cooling_out="33",
    ),
    [
        _finding(
            1,
            "CH-1",
            "冰水出水溫度設定偏低。",
            title="冷卻水塔散熱片更新",
            advice="更換散熱片並清洗噴頭。",
            measure_class="replacement",
            electricity=45000,
            price=Decimal("3.5"),
            capex=300000,
            life_years=10,
        )
    ],
)
_POWER = _content(
    System.POWER,
    [
        _machine("pump_fan", "P-1", "30", "150000"),
        _machine("transformer", "TR-1", "1000", "4000000"),
        _machine("lighting", "LT-1", "36", "60000"),
    ],
    [
        *_values("P-1", power_kw="24", current_a="41", voltage_v="380", power_factor="0.88"),
        *_values("TR-1", voltage_v="380", current_a="820", power_factor="0.92"),
        *_values("LT-1", count="280", illuminance="420", area="1800"),
    ],
    [
        _finding(
            1,
            "P-1",
            "以閥門節流，開度約 60 %。",
            title="泵浦加裝變頻器",
            advice="以流量需求控制轉速，閥門全開。",
            measure_class="replacement",
            electricity=40000,
            price=Decimal("3.5"),
            capex=180000,
            life_years=10,
        )
    ],
)
_OTHER = _content(
    System.OTHER,
    [_machine("other", "OV-1", "120", "380000")],
    _values("OV-1", power_kw="96", temperature="185"),
    [
        _finding(
            1,
            "OV-1",
            "烘箱爐門密封條老化，爐壁表面溫度偏高。",
            title="更換爐門密封條並補強保溫",
            advice="更換密封條，爐壁加貼保溫層。",
            measure_class="replacement",
            electricity=30000,
            price=Decimal("3.5"),
            capex=150000,
            life_years=8,
        )
    ],
    [
        {
            "finding": 1,
            "title": "停產時段降低烘箱設定溫度",
            "advice": "以排程器於停產時段降溫。",
            "measure_class": "operational",
            "electricity": 12000,
            "price": Decimal("3.5"),
        }
    ],
)
SOUND: Final[Mapping[System, Content]] = {
    System.BOILER: _BOILER,
    System.AIR: _AIR,
    System.COOLING: _COOLING,
    System.POWER: _POWER,
    System.OTHER: _OTHER,
}


def written(system: System, content: Content) -> bytes:
    """A field workbook with this content as the bytes of its file."""
    return build_bytes(template(system), content, group=None, year=YEAR, blank_rows=5)
