"""What pages show beside the figures that are published, to be judged together with them."""

from collections.abc import Mapping, Sequence
from typing import Final

from portal.aggregation.contributions import MILESTONE, NEAR_TERM
from portal.aggregation.disclosure import Link, Series
from portal.aggregation.figures import HORIZONS
from portal.aggregation.tally import key as part_of
from portal.publication.judged import Beside, Name, Weighed

LATEST: Final = "latest"
ASSURED: Final = "assured"
COMMITTED: Final = "committed"
PIPELINE: Final = "pipeline"
CAPEX: Final = "capex"
STATED: Final = "stated"
INTERPOLATED: Final = "interpolated"
DELIVERING: Final = "delivering"
# From the latest emissions to those of the target year: what the pathway falls by.
STILL_TO_FALL: Final = "still_to_fall"
# The part of a tally with what members add to each; a member with none of it is not in it.
_PARTS: Final[Mapping[tuple[str, int | None], str]] = {
    (LATEST, None): "latest",
    (ASSURED, None): "verified_emissions",
    (STATED, MILESTONE): part_of("delivery_stated", MILESTONE),
    (INTERPOLATED, MILESTONE): part_of("delivery_interpolated", MILESTONE),
    (DELIVERING, None): "delivering",
    (COMMITTED, NEAR_TERM): part_of("measures_committed", NEAR_TERM),
    (PIPELINE, NEAR_TERM): part_of("measures_pipeline", NEAR_TERM),
    (CAPEX, None): part_of("measures_capex", NEAR_TERM),
    **{(STILL_TO_FALL, one): part_of("still_to_fall", one) for one in HORIZONS},
}


def page_figures(year: Weighed) -> Beside:
    """The figures of a year's summary and budget pages that are not published as such."""
    known, edition = year.weights, year.edition
    series = [
        Series(Name(edition, *figure), known.unlike_zero(part)) for figure, part in _PARTS.items()
    ]
    delivery = Name(edition, "delivery", MILESTONE)
    parts = delivery, delivery._replace(key=STATED), delivery._replace(key=INTERPOLATED)
    return Beside(series, _links(year), (parts,))


def _links(year: Weighed) -> Sequence[Link[Name]]:
    known, edition = year.weights, year.edition
    emissions, latest = Name(edition, "emissions"), Name(edition, LATEST)
    covered = Name(edition, "plan_coverage", NEAR_TERM)
    committed = covered._replace(key=COMMITTED)
    return [
        Link(emissions, latest, known.unlike_zero("carried_forward")),
        Link(emissions, Name(edition, ASSURED), known.unlike_zero("not_assured")),
        Link(latest, Name(edition, DELIVERING), known.unlike_zero("not_delivering")),
        Link(covered, committed, known.unlike_zero("without_target", NEAR_TERM)),
    ]
