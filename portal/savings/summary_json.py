"""The summary of a year as plain data, with what diagnoses and ESCO projects came to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from portal.aggregation.summary_json import summary as emissions_summary
from portal.aggregation.summary_json import tonnes
from portal.reference.groups import Group
from portal.savings.city import CityFigures, year_figures
from portal.savings.queries import closed
from portal.savings.totals import Total
from portal.savings.tracing.figure_id import stem
from portal.savings.vocabulary import Level


def summary(session: Session, year: int) -> Mapping[str, object]:
    """The alliance and its groups at a year: emissions, targets, diagnoses and ESCO projects."""
    plain: dict[str, Any] = dict(emissions_summary(session, year))
    found = year_figures(session, year)
    is_closed = closed(session, year) is not None
    named = {group: stem(year, group, is_closed=is_closed) for group in found}
    plain["alliance"] = {**plain["alliance"], **_added(found[None], named[None])}
    plain["groups"] = [
        {**one, **_added(found[group], named[group])}
        for one in plain["groups"]
        for group in (Group(one["group"]),)
    ]
    return plain


def _added(figures: CityFigures, at: str) -> dict[str, object]:
    """Both blocks; `at` begins the names of the figures, each of which can be traced."""
    advised, projects = figures.advisory, figures.esco
    return {
        "advisory": {
            "sites": figures.sites,
            "figures": {"sites": f"{at}/advisory/sites"},
            "recommendations": _level(advised[Level.IDENTIFIED], at),
            "accepted": _level(advised[Level.ACCEPTED], at),
            "implemented": _level(advised[Level.IMPLEMENTED], at),
            "verified": _level(advised[Level.VERIFIED], at),
        },
        # One level only: what is verified of it stands beside it and is not added.
        "esco": {
            **_project(projects[Level.IMPLEMENTED], at),
            "verified": _project(projects[Level.VERIFIED], at),
        },
    }


def _level(one: Total, at: str) -> dict[str, object]:
    return {
        "count": one.streams,
        "kwh": kilowatt_hours(one.electricity),
        "t": tonnes(one.tonnes),
        "figures": _names(f"{at}/advisory/{one.level.value}", count="streams", kwh="kwh", t="t"),
    }


def _project(one: Total, at: str) -> dict[str, object]:
    return {
        "sites": one.sites,
        "kwh": kilowatt_hours(one.electricity),
        "t": tonnes(one.tonnes),
        "figures": _names(f"{at}/esco/{one.level.value}", sites="sites", kwh="kwh", t="t"),
    }


def _names(at: str, **keys: str) -> dict[str, str]:
    return {name: f"{at}/{key}" for name, key in keys.items()}


def kilowatt_hours(value: Decimal) -> str:
    """KWh to the watt-hour without trailing zeros."""
    plain = f"{value.quantize(Decimal('0.001')):f}"
    return plain.rstrip("0").rstrip(".")
