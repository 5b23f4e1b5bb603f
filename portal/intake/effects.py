"""What a correction changes in the totals of an inventory or a plan, as a sentence."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from portal.language import Text
from portal.workbook.collecting import number
from portal.workbook.suggesting import Totals

TOTAL_NAMES: Final[Mapping[str, Text]] = {
    "scope1": Text("範疇一", "Scope 1"),
    "scope2": Text("範疇二", "Scope 2"),
    "total": Text("範疇一與範疇二合計", "Scopes 1 and 2"),
    "biogenic": Text("生質二氧化碳（另列）", "Biogenic CO₂ (apart)"),
    "contribution_2026": Text("2026 減量貢獻", "Contribution 2026"),
    "contribution_2030": Text("2030 減量貢獻", "Contribution 2030"),
    "contribution_2050": Text("2050 減量貢獻", "Contribution 2050"),
    "measures_committed": Text("已核定措施", "Committed measures"),
}
# The official form rounds to 0.0001 t.
PLACES = Decimal("0.0001")
SCOPES = ("scope1", "scope2")
TOTAL = Text("範疇一與範疇二合計", "The total of scopes 1 and 2")
RISES = Text(
    "{name}由 {before} 升為 {after} 公噸CO₂e。", "{name} rises from {before} t to {after} t."
)
FALLS = Text(
    "{name}由 {before} 降為 {after} 公噸CO₂e。", "{name} falls from {before} t to {after} t."
)
COMES = Text("{name}成為 {after} 公噸CO₂e。", "{name} becomes {after} t.")
STAYS = Text("重算總量不變。", "The recomputed totals stay as they are.")


def effect(before: Totals, after: Totals) -> Text:
    """Which recomputed totals rise or fall, and from what to what, tonnes CO2e."""
    said = [_change(*one) for one in _changes(before["recomputed"], after["recomputed"])]
    if not said:
        return STAYS
    return Text("".join(one.zh for one in said), " ".join(one.en for one in said))


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[Text, Decimal | None, Decimal | None]]:
    scopes = frozenset(SCOPES) & after.keys()
    if scopes:
        yield from _different(TOTAL, _sum(before), _sum(after))
    for key, value in after.items():
        if key not in scopes:
            yield from _different(TOTAL_NAMES.get(key) or Text(key, key), before.get(key), value)


def _sum(figures: Mapping[str, Any]) -> Decimal:
    return sum((figures.get(scope) or Decimal(0) for scope in SCOPES), Decimal(0))


def _different(
    name: Text, before: Decimal | None, after: Decimal | None
) -> Iterator[tuple[Text, Decimal | None, Decimal | None]]:
    rounded = [None if one is None else one.quantize(PLACES) for one in (before, after)]
    if rounded[0] != rounded[1]:
        yield name, rounded[0], rounded[1]


def _change(name: Text, before: Decimal | None, after: Decimal | None) -> Text:
    said = "—" if after is None else number(after)
    if before is None or after is None:
        return COMES.format(name=name, after=said)
    sentence = RISES if after > before else FALLS
    return sentence.format(name=name, before=number(before), after=said)
