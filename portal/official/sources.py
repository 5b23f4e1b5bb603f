"""Direct sources of the official form as the portal knows them."""

import re
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from portal.inventory.sheets import Source
from portal.inventory.sheets.choices import MATERIAL
from portal.official.arithmetic import stated
from portal.official.joining import Form, Joined
from portal.official.reading import unit_text
from portal.official.rows import GasColumns
from portal.reference.closed_sets import EmissionType, FactorMethod
from portal.reference.codes import (
    CALIBRATION,
    EMISSION_TYPE,
    FACTOR_CLASS,
    FACTOR_METHOD,
    MEASURING_FREQUENCY,
    SOURCE_CATEGORY,
    CodeList,
)
from portal.reference.units import unit

OTHER: Final = "other"
INDIRECT: Final = frozenset({"purchased_electricity", "purchased_steam"})
_OWN: Final = {"CO2": "factor_co2", "CH4": "factor_ch4", "N2O": "factor_n2o"}
_OWN_UNITS: Final = {"t": "tCO2e/t", "kg": "tCO2e/t", "kL": "tCO2e/kL", "1000m3": "tCO2e/1000m3"}
_ENUMERATION: Final = re.compile(r"^[一二三四五六七八九十]+、|^\d+[.、]?")
_YES: Final = frozenset({"是", "v", "V", "yes"})


def row_of(make: type[Any], at: int, **values: object) -> Any:
    """A row of the portal with these cells; every other is empty."""
    blank = {one.name: None for one in fields(make)}
    return make(**{**blank, "at": at, **values})


def emission_type(source: Joined) -> str | None:
    """How a source emits, as the portal calls it."""
    return code_of(EMISSION_TYPE, source.listed.emission_type)


def is_biogenic(source: Joined) -> bool:
    """Whether the form marks the source's fuel as biogenic."""
    return source.listed.biogenic in _YES


def code_of(codes: CodeList, text: str | None) -> str | None:
    """The code that a text of the form means in a list of the portal, if any."""
    found = codes.find(text) if text else None
    return None if found is None else found.code


def sources(form: Form) -> Iterator[Source]:
    """The direct sources of a form; those of unknown type are among them, to be asked about."""
    for source in form.sources:
        kind = emission_type(source)
        if kind not in INDIRECT:
            yield _source(form, source, kind)


def _source(form: Form, source: Joined, kind: str | None) -> Source:
    listed, activity = source.listed, source.activity
    row: Source = row_of(
        Source,
        source.at,
        source_id=listed.source_id,
        site=form.site,
        process=listed.process,
        equipment=listed.equipment,
        name=listed.equipment_name or listed.equipment,
        material=material(source),
        emission_type=kind,
        category=_category(listed.category, kind),
        biogenic=is_biogenic(source),
        cogeneration=listed.cogeneration in _YES,
        stated_emissions=stated(source.quantity, biogenic=is_biogenic(source)),
        stated_biogenic=source.quantity.biogenic if source.quantity else None,
        note=listed.note or (activity.note if activity else None),
        **_measured(source),
        **_factors(source),
    )
    return row


def material(source: Joined) -> str:
    """The portal's key of the material, told from its code or else its name; `other` if unknown."""
    listed = source.listed
    found = code_of(MATERIAL, listed.material_code) or code_of(MATERIAL, listed.material)
    return found or OTHER


def _category(text: str | None, kind: str | None) -> str | None:
    if text is None:
        return None
    name = _ENUMERATION.sub("", text).strip()
    general = "process_other" if kind == EmissionType.PROCESS else "fugitive_other"
    return general if name == "其他" else code_of(SOURCE_CATEGORY, name) or general


def _measured(source: Joined) -> dict[str, object]:
    """The cells of 表四."""
    row = source.activity
    if row is None:
        return {}
    return {
        "activity": row.activity,
        "unit": unit_code(source),
        "share": row.share,
        "heat_value": row.heat_value,
        "heat_unit": row.heat_unit,
        "method": code_of(FACTOR_METHOD, row.method),
        "carbon": row.carbon,
        "measuring": code_of(MEASURING_FREQUENCY, row.measuring),
        "calibration": code_of(CALIBRATION, row.calibration),
        "evidence": "，".join(filter(None, (row.data_source, row.keeper))) or None,
    }


def unit_code(source: Joined) -> str | None:
    """The unit of the activity as the portal calls it; None when it is not known."""
    text = unit_text(source.activity) if source.activity else None
    found = unit(text) if text else None
    return found.code if found else None


def method(source: Joined) -> str | None:
    """How the source is calculated, as the portal calls it."""
    return code_of(FACTOR_METHOD, source.activity.method) if source.activity else None


def _factors(source: Joined) -> dict[str, object]:
    """Factors of the member's own: those given per heat, or unit factors typed over the formula."""
    if source.quantity is None or method(source) == FactorMethod.ANNOUNCED:
        return {}
    values: dict[str, object] = {}
    for gas in source.quantity.gases:
        found = _own_factor(source, gas)
        if gas.gas in _OWN and found is not None:
            values[_OWN[gas.gas]], values["factor_unit"] = found
    first = next(iter(source.quantity.gases), None)
    if first is not None and values:
        values["factor_source"] = first.source
        values["factor_class"] = code_of(FACTOR_CLASS, first.factor_class)
    return values


def _own_factor(source: Joined, gas: GasColumns) -> tuple[Decimal, str | None] | None:
    if gas.factor is not None:
        return gas.factor, "kg/TJ"
    is_formula = gas.gas == "CO2" and source.activity and source.activity.carbon is not None
    if not gas.per_unit or is_formula:
        return None
    return gas.per_unit, _OWN_UNITS.get(unit_code(source) or "")
