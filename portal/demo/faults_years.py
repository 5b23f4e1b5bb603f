"""Faults that show only beside the year before or the other members of the group."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from portal.demo.edits import put, restated, same, scaled, then, times
from portal.demo.fault import Change, Fault
from portal.demo.variation import rounded
from portal.inventory.figures import Background, PastInventory, PastSource, PeerIntensity, Peers
from portal.reference.groups import Group

EL = Group.ELECTRONICS
_UNEXPLAINED = put("cover", change_note=None)
_LARGE = Decimal("0.02")
Sources = Mapping[tuple[str, str], PastSource]


def _like_none_of_the_others(background: Background) -> Background:
    peers = PeerIntensity(Decimal("-3.0"), Decimal("0.2"), 12)
    return replace(background, peers=Peers({("wafers", "sheet"): peers}))


def _scope1(divisor: str) -> Change:
    return lambda past: replace(past, scope1=past.scope1 / Decimal(divisor))


def _totals(factor: str) -> Change:
    def change(past: PastInventory) -> PastInventory:
        times = Decimal(factor)
        return replace(past, scope1=past.scope1 * times, scope2=past.scope2 * times)

    return change


def _activity(number: str, factor: str) -> Change:
    """Another activity of one source; 0.97 of this year's is what the others have."""

    def change(past: PastInventory) -> PastInventory:
        sources = {
            key: replace(one, activity=_as_this_year(one.activity) * Decimal(factor))
            if key[1] == number and one.activity
            else one
            for key, one in past.sources.items()
        }
        return replace(past, sources=sources)

    return change


def _as_this_year(activity: Decimal) -> Decimal:
    return rounded(activity / Decimal("0.97"), 4)


def _one_more(past: PastInventory) -> PastInventory:
    site = next(iter(past.sources))[0]
    gone = PastSource(Decimal("900.5"), "kL", (past.scope1 + past.scope2) * _LARGE)
    return replace(past, sources={**past.sources, (site, "S999"): gone})


def _one_less(past: PastInventory) -> PastInventory:
    kept: Sources = {key: one for key, one in past.sources.items() if key[1] != "S101"}
    return replace(past, sources=kept)


def _less_made(past: PastInventory) -> PastInventory:
    production = {
        key: (quantity * Decimal("0.75"), unit) for key, (quantity, unit) in past.production.items()
    }
    return replace(past, production=production)


FAULTS = (
    Fault("INV-076", "a_third_more_than_last_year", EL, same, past=_scope1("1.33")),
    Fault("INV-240", "two_thirds_more_without_a_word", EL, _UNEXPLAINED, past=_scope1("1.7")),
    Fault("INV-077", "one_source_uses_much_more", EL, same, past=_activity("S101", "0.6")),
    Fault("INV-241", "source_of_last_year_is_gone", EL, _UNEXPLAINED, past=_one_more),
    Fault("INV-242", "source_is_new", EL, same, past=_one_less),
    Fault("INV-243", "activity_copied_from_last_year", EL, same, past=_activity("S101", "1")),
    Fault("INV-084", "small_fugitive_source_kept", EL, same, past=_activity("S196", "1")),
    Fault("INV-078", "intensity_fell_by_a_quarter", EL, _UNEXPLAINED, past=_less_made),
    Fault("INV-079", "unlike_the_rest_of_the_group", EL, same, known=_like_none_of_the_others),
    Fault(
        "INV-080",
        "too_little_electricity",
        EL,
        then(times("sources", 0, "activity", "20"), restated),
        needs_register=True,
    ),
    Fault(
        "INV-081",
        "fell_below_the_threshold",
        EL,
        then(scaled("0.26"), restated),
        past=_totals("1.12"),
    ),
)
