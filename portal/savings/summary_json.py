"""The summary of a year as plain data, with what diagnoses and ESCO projects came to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from portal.aggregation.summary_json import summary as emissions_summary
from portal.aggregation.summary_json import tonnes
from portal.reference.groups import Group
from portal.savings.city import CityFigures, year_figures
from portal.savings.totals import Total
from portal.savings.vocabulary import Level


def summary(session: Session, year: int) -> Mapping[str, object]:
    """The alliance and its groups at a year: emissions, targets, diagnoses and ESCO projects."""
    plain: dict[str, Any] = dict(emissions_summary(session, year))
    found = year_figures(session, year)
    plain["alliance"] = {**plain["alliance"], **_added(found[None])}
    plain["groups"] = [{**one, **_added(found[Group(one["group"])])} for one in plain["groups"]]
    return plain


def _added(figures: CityFigures) -> dict[str, object]:
    advised, projects = figures.advisory, figures.esco
    return {
        "advisory": {
            "sites": figures.sites,
            "recommendations": _level(advised[Level.IDENTIFIED]),
            "accepted": _level(advised[Level.ACCEPTED]),
            "implemented": _level(advised[Level.IMPLEMENTED]),
            "verified": _level(advised[Level.VERIFIED]),
        },
        # One level only: what is verified of it stands beside it and is not added.
        "esco": {
            **_project(projects[Level.IMPLEMENTED]),
            "verified": _project(projects[Level.VERIFIED]),
        },
    }


def _level(one: Total) -> dict[str, object]:
    return {"count": one.streams, "kwh": kilowatt_hours(one.electricity), "t": tonnes(one.tonnes)}


def _project(one: Total) -> dict[str, object]:
    return {"sites": one.sites, "kwh": kilowatt_hours(one.electricity), "t": tonnes(one.tonnes)}


def kilowatt_hours(value: Decimal) -> str:
    """KWh to the watt-hour without trailing zeros."""
    plain = f"{value.quantize(Decimal('0.001')):f}"
    return plain.rstrip("0").rstrip(".")
