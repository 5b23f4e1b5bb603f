"""Claims for tests, sound in everything that a test does not mention."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from portal.language import Text
from portal.reference.groups import Group
from portal.reference.site_systems import Carrier, System
from portal.savings.streams import Claim, Place
from portal.savings.vocabulary import Level, Origin

PLACE = Place(1, "E5600001", Text("一廠", "Plant 1"), 1, "ST01", Text("甲", "A"), Group.STEEL)
UP_TO = {
    Level.IDENTIFIED: frozenset({Level.IDENTIFIED}),
    Level.ACCEPTED: frozenset({Level.IDENTIFIED, Level.ACCEPTED}),
    Level.IMPLEMENTED: frozenset({Level.IDENTIFIED, Level.ACCEPTED, Level.IMPLEMENTED}),
    Level.VERIFIED: frozenset({Level.VERIFIED}),
}
PREFIX = {
    Origin.ADVICE: "advice",
    Origin.CONTRACT: "contract",
    Origin.STATEMENT: "statement",
    Origin.PLAN: "plan",
    Origin.REPORT: "report",
}


def a_claim(
    number: int = 1,
    origin: Origin = Origin.ADVICE,
    level: Level = Level.IMPLEMENTED,
    quantity: str | int | Decimal = 100_000,
    **other: Any,
) -> Claim:
    savings: Mapping[Carrier, Decimal] = {Carrier.ELECTRICITY: Decimal(quantity)}
    done = level in (Level.IMPLEMENTED, Level.VERIFIED)
    given: dict[str, Any] = {
        "key": f"{PREFIX[origin]}-{number}",
        "origin": origin,
        "levels": UP_TO[level],
        "place": PLACE,
        "system": System.AIR,
        "title": "空壓機變頻",
        "savings": savings,
        "year": 2023,
        "commissioned_on": date(2023, 7, 1) if done else None,
        **other,
    }
    return Claim(**given)
