"""How matches, differences and statements are called, in both languages."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from portal.exchange.matching import Aspect, Match
from portal.exchange.models import Said
from portal.language import Text
from portal.reference.units import Dimension

MATCHES: Mapping[Match, Text] = {
    Match.MATCHED: Text("相符", "Matched"),
    Match.DIFFERING: Text("不一致", "Differing"),
    Match.ONE_SIDED: Text("僅一方申報", "One side only"),
    Match.SETTLED: Text("已裁定", "Settled"),
    Match.NO_EXCHANGE: Text("裁定非交換", "Settled: no exchange"),
}
TONES: Mapping[Match, str] = {
    Match.MATCHED: "good",
    Match.DIFFERING: "error",
    Match.ONE_SIDED: "warning",
    Match.SETTLED: "good",
    Match.NO_EXCHANGE: "none",
}
ASPECTS: Mapping[Aspect, Text] = {
    Aspect.QUANTITY: Text("數量", "Quantity"),
    Aspect.UNIT: Text("單位種類", "Kind of unit"),
    Aspect.TONNES: Text("排放當量（公噸 CO₂e）", "Emissions (t CO₂e)"),
    Aspect.FACTOR: Text("係數（公噸 CO₂e／基本單位）", "Factor (t CO₂e per base unit)"),
    Aspect.PERIOD: Text("年度", "Period"),
}
SHORT_ASPECTS: Mapping[Aspect, Text] = {
    **ASPECTS,
    Aspect.TONNES: Text("排放當量", "Emissions"),
    Aspect.FACTOR: Text("係數", "Factor"),
}
SAID: Mapping[Said, Text] = {
    Said.PARTNER_IS_RIGHT: Text("同意對方數值", "The partner's figure is right"),
    Said.OWN_IS_RIGHT: Text("本方數值正確", "Our own figure is right"),
    Said.WILL_CORRECT: Text("將以新版更正", "Will be corrected by a new version"),
    Said.NOT_WITH_PARTNER: Text("與該成員無此交換", "No such exchange with this partner"),
    Said.SELLER_HOLDS: Text("裁定：以供應方數值為準", "Settled: the seller's figure holds"),
    Said.BUYER_HOLDS: Text("裁定：以受入方數值為準", "Settled: the buyer's figure holds"),
    Said.THIRD_VALUE: Text("裁定：雙方皆不採，另定數值", "Settled: neither holds, another value"),
    Said.NO_EXCHANGE: Text("裁定：非成員間交換", "Settled: not an exchange"),
}
BASE_UNITS: Mapping[str, str] = {
    Dimension.ENERGY: "GJ",
    Dimension.MASS: "t",
    Dimension.VOLUME: "m³",
    Dimension.NORMAL_VOLUME: "Nm³",
}
# From here on nobody reads decimals.
_WHOLE = 1_000


def said_of(value: Decimal | int | str) -> str:
    """A value of a difference as people read it."""
    if not isinstance(value, Decimal):
        return str(value)
    places = 6 if abs(value) < 1 else 3 if abs(value) < _WHOLE else 0
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,f}"
