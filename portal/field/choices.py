"""The drop-downs of a field workbook, from the closed sets and kinds of a diagnosis."""

from collections.abc import Iterable
from typing import Final

from portal.advisory.equipment import KINDS, Kind, Measured, kinds_of
from portal.advisory.vocabulary import Carrier, Level, MeasureClass, Method, System
from portal.language import Text
from portal.reference.codes import Code, CodeList
from portal.reference.tables import sources

Labelled = Carrier | Level | MeasureClass | Method
SYSTEMS: Final = (System.BOILER, System.AIR, System.COOLING, System.POWER, System.OTHER)
"""The systems that have a field workbook."""


def _list(key: str, label: Text, codes: Iterable[Code]) -> CodeList:
    return CodeList(key, label, tuple(codes), sources()["portal"])


def _words(key: str, label: Text, words: Iterable[Labelled]) -> CodeList:
    return _list(key, label, (Code(one.value, one.label) for one in words))


def _with_unit(measured: Measured) -> Code:
    zh, en, unit = measured.label.zh, measured.label.en, measured.unit
    return Code(measured.code, Text(f"{zh}（{unit}）", f"{en} ({unit})"), (zh,))


CARRIERS: Final = _words("field_carrier", Text("使用能源", "Energy used"), Carrier)
LEVELS: Final = _words("field_level", Text("重要性", "Weight"), Level)
CLASSES: Final = _words("field_class", Text("分類", "Class"), MeasureClass)
METHODS: Final = _words("field_method", Text("數值來源", "How"), Method)
SYSTEM_CODES: Final = _list(
    "field_system", Text("系統", "System"), (Code(one.value, one.label) for one in SYSTEMS)
)


def kinds(system: System | None) -> tuple[Kind, ...]:
    """The kinds of equipment of a system's workbook; of all workbooks without a system."""
    if system is not None:
        return tuple(kinds_of(system))
    return tuple(KINDS.values())


def kind_codes(system: System | None) -> CodeList:
    """The kinds of equipment as answers."""
    label = Text("設備種類", "Kind of equipment")
    return _list("field_kind", label, (Code(one.code, one.label) for one in kinds(system)))


def quantity_codes(system: System | None) -> CodeList:
    """What is measured on them as answers, each once, with its unit."""
    found = {one.code: one for kind in kinds(system) for one in kind.measured}
    label = Text("量測項目", "Quantity")
    return _list("field_quantity", label, (_with_unit(one) for one in found.values()))
