"""What a page of measures is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from portal.aggregation.figures import plan_coverage
from portal.aggregation.measures.changes import (
    CHANGED_LABELS,
    PACE_LABELS,
    Change,
    changes,
    counted,
)
from portal.aggregation.measures.cost_curve import curve, zoomed
from portal.aggregation.measures.entries import MemberPlan
from portal.aggregation.measures.queries import Plans
from portal.aggregation.measures.roll_up import (
    DIMENSIONS,
    NEAR_TERM,
    Cover,
    Sum,
    altogether,
    by_dimension,
    by_year,
    cover,
)
from portal.aggregation.member_year import MemberYear
from portal.aggregation.tally_of import tally_of
from portal.language import Language, Text
from portal.plans.amounts import Amount
from portal.publication.page_figures import CAPEX
from portal.reference.carbon_fee import fee_rates
from portal.reference.groups import Group
from portal.reports.edition import ABSENT, ROUNDING
from portal.reports.formats import UNIT_FORMS, Unit
from portal.reports.values import Form, written
from portal.web.summaries.disclosure import HELD_BACK, WHY, Judgement
from portal.web.summaries.gathering import Year
from portal.web.summaries.measures import drawing, protection
from portal.web.summaries.measures.listing import PAGE, Names, choices, fitting, label, lines
from portal.web.summaries.measures.wish import Wish
from portal.web.summaries.reader import Reader

MOST_CHANGES: Final = 200
DIMENSION_TITLES: Final = {
    "category": Text("措施類別", "Category"),
    "equipment": Text("設備類別", "Equipment"),
    "financing": Text("資金來源", "Financing"),
    "status": Text("執行狀態", "Status"),
}


@dataclass(frozen=True, slots=True)
class Set:
    """Whose measures a page shows.

    Attributes:
        chosen: the plans of the set; `members` their figures.
        plans: of all members, those of the year before among them.
    """

    year: int
    group: Group | None
    code: str
    plans: Plans
    chosen: tuple[MemberPlan, ...]
    members: tuple[MemberYear, ...]
    names: Names

    @property
    def first(self) -> int:
        """The first year shown: that of the page."""
        return self.year

    def changes(self) -> list[Change]:
        """What is different from the plans before, by member."""
        before = self.plans.before
        return [
            change
            for plan in self.chosen
            if plan.code in before
            for change in changes(plan, before[plan.code])
        ]


def set_of(year: Year, plans: Plans, group: Group | None, code: str = "") -> Set:
    """The plans of the alliance, of a group or of one member."""
    rows = [row for row in year.of(group) if not code or row.code == code]
    names = {row.code: row.name for row in year.members}
    known = {row.code for row in rows}
    return Set(
        year.year,
        group,
        code,
        plans,
        tuple(plan for one, plan in sorted(plans.now.items()) if one in known),
        tuple(row.member for row in rows),
        names,
    )


def context(
    of: Set,
    year: Year,
    reader: Reader,
    wish: Wish,
    unit: Unit,
    language: Language,
    judgement: Judgement | None = None,
) -> dict[str, Any]:
    """Everything that the template shows.

    Args:
        of: whose measures; `year` the data of the year, `wish` what of them is asked for.
        year: the data of the year.
        reader: who reads.
        wish: order, filter and zoom.
        unit: of tonnes.
        language: of chart and table.
        judgement: of a reader who may not see the members; None for one who may.
    """
    seen = judgement is None

    def said(value: Amount, form: Form = Form.TONNES_A_YEAR) -> str:
        return written(value, form, unit, language)

    def sum_said(one: Sum, key: str) -> str:
        if _hides(judgement, of.group, key, one):
            return HELD_BACK[language]
        return said(one.committed if key == protection.COMMITTED_IN else one.pipeline)

    years = by_year(of.chosen, of.first)
    is_open = any(
        not _hides(judgement, of.group, key, one) for one in years for key in protection.KEYS
    )
    return {
        "year": of.year,
        "group": of.group,
        "code": of.code,
        "wish": wish,
        "seen": seen,
        "open": is_open,
        "plans": len(of.chosen),
        "members": len(of.members),
        "older": sum(plan.year < of.year for plan in of.chosen),
        "unread": sum(len(plan.unread) for plan in of.chosen),
        "near": NEAR_TERM,
        "said": said,
        "sum_said": sum_said,
        "form": Form,
        "unit_heading": UNIT_FORMS[unit].heading,
        "held": (HELD_BACK, WHY),
        "notes": (ROUNDING, ABSENT),
        "facts": [one[language] for one in year.edition.facts()],
        **(_sums(of, year, reader, judgement) if is_open else {}),
        "years": years,
        "years_chart": drawing.years_chart(
            years, lambda one, key: not _hides(judgement, of.group, key, one), unit, language
        ),
        **(_details(of, wish, language) if seen else {}),
    }


def _hides(judgement: Judgement | None, group: Group | None, key: str, one: Sum) -> bool:
    """Whether a sum of a year is not shown; there is no judgement for who sees the members."""
    return judgement is not None and not judgement.shows(key, group, int(one.key))


def _sums(of: Set, year: Year, reader: Reader, judgement: Judgement | None) -> dict[str, Any]:
    dimensions = {name: by_dimension(of.chosen, name, NEAR_TERM) for name in DIMENSION_TITLES}
    groups = {plan.code: plan.group for plan in of.chosen}
    hidden = frozenset[protection.Kind]()
    if judgement is not None:
        # Of a group alone, kinds are not shown: the alliance less the others would tell them.
        dimensions = dimensions if of.group is None else {}
        hidden = protection.protected(
            dimensions, groups, reader, with_total=_shows_totals(judgement, of.group)
        )
    found = cover(of.chosen, of.members)
    return {
        "at_target": replace(altogether(of.chosen, NEAR_TERM), key=str(NEAR_TERM)),
        "full": altogether(of.chosen),
        "cover": found,
        "covered_share": _covered(found, of, year, judgement),
        "dimensions": [
            (
                name,
                DIMENSION_TITLES[name],
                [(label(name, one.key), one, (name, one.key) in hidden) for one in sums],
            )
            for name, sums in dimensions.items()
        ],
    }


def _shows_totals(judgement: Judgement, group: Group | None) -> bool:
    sums = [judgement.shows(key, group, NEAR_TERM) for key in protection.KEYS]
    return all(sums) and judgement.shows(CAPEX, group)


def _covered(found: Cover, of: Set, year: Year, judgement: Judgement | None) -> Amount | None:
    """The coverage of the target as the summary shows it; None where it is held back."""
    if judgement is None:
        return found.committed_share
    is_shown = judgement.shows("plan_coverage", of.group, NEAR_TERM)
    tally = tally_of([row.member for row in year.of(of.group)], horizons=(NEAR_TERM,))
    return plan_coverage(tally).value if is_shown else None


def _details(of: Set, wish: Wish, language: Language) -> dict[str, Any]:
    """What names single measures: the curve, the changes and the table."""
    whole = curve(fitting(of.chosen, of.names, wish), wish.rate)
    part = zoomed(whole, wish.low, wish.high, wish.most)
    found = lines(of.plans, of.chosen, of.names, wish)
    pages = max(1, -(-len(found) // PAGE))
    first = (min(wish.page, pages) - 1) * PAGE
    changed = of.changes()
    return {
        "curve": part,
        "whole": whole,
        "curve_chart": drawing.curve_chart(part, of.names, language) if part.steps else None,
        "widest": drawing.widest(part),
        "most_rows": drawing.MOST_ROWS,
        "fees": fee_rates(),
        "names": of.names,
        "lines": found[first : first + PAGE],
        "found": len(found),
        "pages": pages,
        "changed": changed[:MOST_CHANGES],
        "changed_all": len(changed),
        "counts": [(CHANGED_LABELS[kind], count) for kind, count in counted(changed).items()],
        "changed_labels": CHANGED_LABELS,
        "compared": _compared(of),
        "pace_labels": PACE_LABELS,
        "label": label,
        "filters": [(name, title, choices(name)) for name, title in DIMENSION_TITLES.items()],
        "dimensions_known": DIMENSIONS,
    }


def _compared(of: Set) -> int:
    """How many members have a plan before the one that counts."""
    before: Mapping[str, MemberPlan] = of.plans.before
    found: Sequence[MemberPlan] = of.chosen
    return sum(plan.code in before for plan in found)
