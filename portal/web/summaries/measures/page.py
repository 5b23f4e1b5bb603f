"""What a page of measures is drawn from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.aggregation.measures.changes import CHANGED_LABELS, PACE_LABELS
from portal.aggregation.measures.drawn_curve import WIDEST
from portal.aggregation.measures.overview import Overview
from portal.aggregation.measures.roll_up import NEAR_TERM, Sum
from portal.language import Language, Text
from portal.plans.amounts import Amount
from portal.reference.carbon_fee import fee_rates
from portal.reference.groups import Group
from portal.reports.edition import ABSENT, ROUNDING, Edition
from portal.reports.formats import UNIT_FORMS, Unit
from portal.reports.values import Form, written
from portal.web.summaries.disclosure import HELD_BACK, WHY
from portal.web.summaries.measures import drawing, protection
from portal.web.summaries.measures.details import Details
from portal.web.summaries.measures.listing import choices, label
from portal.web.summaries.measures.wish import Wish

DIMENSION_TITLES: Final = {
    "category": Text("措施類別", "Category"),
    "equipment": Text("設備類別", "Equipment"),
    "financing": Text("資金來源", "Financing"),
    "status": Text("執行狀態", "Status"),
}
Hides = Callable[[str, Sum], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader is shown of a set.

    Attributes:
        group: None for the alliance; `code` of the member, where it is the page of one.
        hides: whether a sum of a year is held back, by committed or pipeline.
        hidden: kinds of measures that are held back.
        dimensions: the kinds that are shown at all.
        covered: coverage of the target; None where it is held back.
        details: None for who may not see the members.
    """

    year: int
    group: Group | None
    code: str
    overview: Overview
    edition: Edition
    hides: Hides
    hidden: frozenset[protection.Kind]
    dimensions: Mapping[str, tuple[Sum, ...]]
    covered: Amount | None
    details: Details | None


def context(of: Shown, wish: Wish, unit: Unit, language: Language) -> dict[str, Any]:
    """Everything that the template shows.

    Args:
        of: what is shown of whose measures.
        wish: order, filter and zoom.
        unit: of tonnes.
        language: of chart and table.
    """

    def said(value: Amount, form: Form = Form.TONNES_A_YEAR) -> str:
        return written(value, form, unit, language)

    def sum_said(one: Sum, key: str) -> str:
        if of.hides(key, one):
            return HELD_BACK[language]
        return said(one.committed if key == protection.COMMITTED_IN else one.pipeline)

    found = of.overview
    return {
        "year": of.year,
        "group": of.group,
        "code": of.code,
        "wish": wish,
        "seen": of.details is not None,
        "open": any(not of.hides(key, one) for one in found.years for key in protection.KEYS),
        "overview": found,
        "near": NEAR_TERM,
        "said": said,
        "sum_said": sum_said,
        "form": Form,
        "unit_heading": UNIT_FORMS[unit].heading,
        "held": (HELD_BACK, WHY),
        "notes": (ROUNDING, ABSENT),
        "facts": [one[language] for one in of.edition.facts()],
        "cover": found.cover,
        "covered_share": of.covered,
        "dimensions": _dimensions(of),
        "years_chart": drawing.years_chart(
            found.years, lambda one, key: not of.hides(key, one), unit, language
        ),
        **(_details(of.details, language) if of.details else {}),
    }


def _dimensions(of: Shown) -> list[tuple[str, Text, list[tuple[Text, Sum, bool]]]]:
    return [
        (
            name,
            DIMENSION_TITLES[name],
            [(label(name, one.key), one, (name, one.key) in of.hidden) for one in sums],
        )
        for name, sums in of.dimensions.items()
    ]


def _details(of: Details, language: Language) -> dict[str, Any]:
    """What names single measures: the curve, the changes and the table."""
    counts = [(CHANGED_LABELS[kind], count) for kind, count in of.changes.by_kind.items()]
    return {
        "curve": of.curve,
        "curve_chart": drawing.curve_chart(of.curve, of.names, language)
        if of.curve.drawn
        else None,
        "widest": drawing.widest(of.curve),
        "alone": WIDEST,
        "fees": fee_rates(),
        "names": of.names,
        "details": of,
        "changes": of.changes,
        "counts": counts,
        "changed_labels": CHANGED_LABELS,
        "pace_labels": PACE_LABELS,
        "label": label,
        "filters": [(name, title, choices(name)) for name, title in DIMENSION_TITLES.items()],
    }
