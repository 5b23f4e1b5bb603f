"""The five groups of the alliance."""

from collections.abc import Mapping
from enum import StrEnum

from portal.language import Text
from portal.reference.lookup import index, label_key


class Group(StrEnum):
    """A group of the alliance; master data of the company, never derived from an industry code."""

    STEEL = "steel"
    PETROCHEMICALS = "petrochemicals"
    ELECTRONICS = "electronics"
    ENERGY = "energy"
    CIRCULAR_ECONOMY = "circular_economy"

    @property
    def label(self) -> Text:
        """The name of the group in both languages."""
        return LABELS[self]


LABELS: Mapping[Group, Text] = {
    Group.STEEL: Text("鋼鐵組", "Steel"),
    Group.PETROCHEMICALS: Text("石化組", "Petrochemicals"),
    Group.ELECTRONICS: Text("電子組", "Electronics"),
    Group.ENERGY: Text("能源組", "Energy"),
    Group.CIRCULAR_ECONOMY: Text("循環經濟組", "Circular economy"),
}

_ALSO_WRITTEN: Mapping[Group, tuple[str, ...]] = {
    Group.STEEL: ("鋼鐵", "鋼鐵業"),
    Group.PETROCHEMICALS: ("石化", "石化業", "petrochemical", "petrochem"),
    Group.ELECTRONICS: ("電子", "電子業", "electronic"),
    Group.ENERGY: ("能源", "能源業"),
    Group.CIRCULAR_ECONOMY: ("循環經濟", "circular"),
}

_WRITINGS = index(
    (
        group,
        (group.value, label.zh, label.en, f"{label.en} group", *_ALSO_WRITTEN[group]),
    )
    for group, label in LABELS.items()
)


def group(text: str) -> Group | None:
    """The group that a text names in either language; None when unknown."""
    return _WRITINGS.get(label_key(text))
