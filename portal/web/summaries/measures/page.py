"""What a page of measures is drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

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
    altogether,
    by_dimension,
    by_year,
    cover,
)
from portal.aggregation.member_year import MemberYear
from portal.language import Language, Text
from portal.plans.amounts import Amount
from portal.reference.carbon_fee import fee_rates
from portal.reference.groups import Group
from portal.reports.edition import ABSENT, ROUNDING
from portal.reports.formats import UNIT_FORMS, Unit
from portal.reports.values import Form, written
from portal.web.summaries.disclosure import HELD_BACK, WHY
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
    of: Set, year: Year, reader: Reader, wish: Wish, unit: Unit, language: Language
) -> dict[str, Any]:
    """Everything that the template shows; without a reader's right to it, nothing of it."""
    seen = bool(of.code) or reader.sees(of.group)
    everyone = [plan for code, plan in sorted(of.plans.now.items()) if code in of.names]
    members = [row.member for row in year.members]
    is_open = seen or protection.is_open(everyone, members, of.group, reader, of.first)

    def said(value: Amount, form: Form = Form.TONNES_A_YEAR) -> str:
        return written(value, form, unit, language)

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
        "form": Form,
        "unit_heading": UNIT_FORMS[unit].heading,
        "held": (HELD_BACK, WHY),
        "notes": (ROUNDING, ABSENT),
        "facts": [one[language] for one in year.edition.facts()],
        **(_sums(of, reader, seen, unit, language) if is_open else {}),
        **(_details(of, wish, language) if seen else {}),
    }


def _sums(of: Set, reader: Reader, seen: bool, unit: Unit, language: Language) -> dict[str, Any]:
    years = by_year(of.chosen, of.first)
    groups = {plan.code: plan.group for plan in of.chosen}
    dimensions = [
        (
            name,
            title,
            [
                (label(name, one.key), one, one.key in hidden)
                for one in sums
            ],
        )
        for name, title in DIMENSION_TITLES.items()
        # Of a group alone, kinds are not shown: the alliance less the others would tell them.
        if seen or of.group is None
        for sums in [by_dimension(of.chosen, name, NEAR_TERM)]
        for hidden in [frozenset[str]() if seen else protection.protected(sums, groups, reader)]
    ]  # fmt: skip
    return {
        "years": years,
        "at_target": altogether(of.chosen, NEAR_TERM),
        "full": altogether(of.chosen),
        "cover": cover(of.chosen, of.members),
        "dimensions": dimensions,
        "years_chart": drawing.years_chart(years, unit, language),
    }


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
