"""Faults that show only beside the year before or the other members of the group."""

from dataclasses import replace
from decimal import Decimal

from portal.demo.companies import company
from portal.demo.edits import put, restated, same, then, times
from portal.demo.fault import Fault, after
from portal.inventory.figures import Background, PeerIntensity, Peers
from portal.reference.groups import Group

EL = Group.ELECTRONICS
_UNEXPLAINED = put("cover", change_note=None)
_BEFORE = ("6700", "89000")
_BOILER = {"S101": ("1012.55", "1000m3", "1930")}
_WAFERS = (company("EL04").record.sites[0].control_number, "wafers")


def _like_none_of_the_others(background: Background) -> Background:
    peers = PeerIntensity(Decimal("-3.0"), Decimal("0.2"), 12)
    return replace(background, peers=Peers({("wafers", "sheet"): peers}))


FAULTS = (
    Fault("INV-076", "a_third_more_than_last_year", EL, same, known=after("5000", "89000")),
    Fault(
        "INV-240", "two_thirds_more_without_a_word", EL, _UNEXPLAINED, known=after("4000", "89000")
    ),
    Fault(
        "INV-077",
        "one_source_uses_much_more",
        EL,
        same,
        known=after(*_BEFORE, sources={"S101": ("600.5", "1000m3", "1150")}),
    ),
    Fault(
        "INV-241",
        "source_of_last_year_is_gone",
        EL,
        _UNEXPLAINED,
        known=after(*_BEFORE, sources={**_BOILER, "S999": ("900.5", "1000m3", "2000")}),
    ),
    Fault(
        "INV-242",
        "source_is_new",
        EL,
        same,
        known=after(*_BEFORE, sources={"S102": ("470.5", "1000m3", "897")}),
    ),
    Fault(
        "INV-243",
        "activity_copied_from_last_year",
        EL,
        same,
        known=after(*_BEFORE, sources={"S101": ("1041.4651", "1000m3", "1985")}),
    ),
    Fault(
        "INV-084",
        "small_fugitive_source_kept",
        EL,
        same,
        known=after(*_BEFORE, sources={**_BOILER, "S196": ("275.7969", "kg", "0.2758")}),
    ),
    Fault(
        "INV-078",
        "intensity_fell_by_a_quarter",
        EL,
        _UNEXPLAINED,
        known=after(*_BEFORE, production={_WAFERS: (Decimal(200000), "sheet")}),
    ),
    Fault("INV-079", "unlike_the_rest_of_the_group", EL, same, known=_like_none_of_the_others),
    Fault(
        "INV-080",
        "too_little_electricity",
        EL,
        then(times("sources", 0, "activity", "20"), restated),
    ),
    Fault(
        "INV-081",
        "fell_below_the_threshold",
        EL,
        same,
        member="EL24",
        known=after("1800", "23600"),
    ),
)
