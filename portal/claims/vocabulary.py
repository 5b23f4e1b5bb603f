"""The closed sets of a workbook of claims, each word in both languages."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from portal.language import Text
from portal.reference.codes import Code, CodeList
from portal.reference.lookup import index
from portal.reference.site_systems import Carrier, System
from portal.reference.tables import sources
from portal.reference.units import units


class Claimed(StrEnum):
    """How far a change has come, as the one who claims it says."""

    IDENTIFIED = "identified"
    ACCEPTED = "accepted"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"

    @property
    def label(self) -> Text:
        """The level in both languages."""
        return _LEVELS[self]


_LEVELS = {
    Claimed.IDENTIFIED: Text("節能潛力（建議）", "Identified"),
    Claimed.ACCEPTED: Text("已採納", "Accepted"),
    Claimed.IMPLEMENTED: Text("已執行（推估）", "Implemented (ex-ante)"),
    Claimed.VERIFIED: Text("已驗證", "Verified"),
}
GREEN: Final = "green"


def _listed(key: str, label: Text, codes: Iterable[Code]) -> CodeList:
    return CodeList(key, label, tuple(codes), sources()["portal"])


def _labelled(key: str, label: Text, words: Iterable[Carrier | System | Claimed]) -> CodeList:
    return _listed(key, label, (Code(one.value, one.label) for one in words))


SYSTEMS: Final = _labelled("claim_system", Text("系統", "System"), System)
CARRIERS: Final = _labelled(
    "claim_carrier", Text("能源別", "Carrier"), (one for one in Carrier if one != Carrier.WATER)
)
LEVELS: Final = _labelled("claim_level", Text("層級", "Level"), Claimed)
POWERS: Final = _listed(
    "claim_power",
    Text("電力來源", "Source of power"),
    (
        Code("grid", Text("電網電力", "Grid")),
        Code(GREEN, Text("綠電或自發電力", "Green or own power"), ("綠電", "自發自用")),
    ),
)


def _units() -> CodeList:
    codes = ("kWh", "MWh", "10MWh", "m3", "1000m3", "L", "kL", "kg", "t")
    chosen = tuple(units()[code] for code in codes)
    offered = tuple(Code(one.code, one.label, one.aliases) for one in chosen)
    writings = index(
        (code, (code.code, code.label.zh, code.label.en, *code.aliases)) for code in offered
    )
    label = Text("單位", "Unit")
    return CodeList("claim_unit", label, offered, sources()["portal"], dict(writings))


UNITS: Final = _units()
