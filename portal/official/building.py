"""From the official form to the portal's own rows: sites, sources, energy, production, tests."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from portal.inventory.figures import Background, Inventory
from portal.inventory.sheets import (
    TEMPLATE,
    Cover,
    EnergyUse,
    Generation,
    LabTest,
    Product,
    Site,
    Source,
)
from portal.inventory.sheets.choices import MATERIAL, TEST_UNIT
from portal.inventory.subject import NOTHING_KNOWN, build
from portal.official.arithmetic import ONE, ZERO, carbon_factor, stated
from portal.official.joining import Form, Joined, Official, joined
from portal.official.reading import OfficialReading, unit_text, year_of
from portal.official.rows import GasColumns, Output, Tested
from portal.reference.closed_sets import EmissionType, FactorMethod
from portal.reference.codes import (
    CALIBRATION,
    EMISSION_TYPE,
    FACTOR_CLASS,
    FACTOR_METHOD,
    GENERATION_KIND,
    MEASURING_FREQUENCY,
    PRODUCT,
    SOURCE_CATEGORY,
    TEST_SUBJECT,
    CodeList,
)
from portal.reference.dates import parse_date
from portal.reference.lookup import label_key
from portal.reference.units import unit

CITY: Final = label_key("高雄市")
OTHER: Final = "other"
_INDIRECT: Final = frozenset({"purchased_electricity", "purchased_steam"})
_POWER: Final = {
    "350099": "grid_electricity",
    "GG3500": "grid_electricity",
    "GG3502": "renewable_bundled",
    "GG3505": "own_solar",
}
_HEAT: Final = {"350010": "heat", "350011": "cooling"}
_OWN: Final = {"CO2": "factor_co2", "CH4": "factor_ch4", "N2O": "factor_n2o"}
_OWN_UNITS: Final = {"t": "tCO2e/t", "kg": "tCO2e/t", "kL": "tCO2e/kL", "1000m3": "tCO2e/1000m3"}
_ENUMERATION: Final = re.compile(r"^[一二三四五六七八九十]+、|^\d+[.、]?")
_YES: Final = frozenset({"是", "v", "V", "yes"})


def official(readings: Sequence[OfficialReading], background: Background = NOTHING_KNOWN) -> Official:
    """The inventory that one or several files of one company make, with every row recomputed.

    Args:
        readings: one for each control number, numbered from 0 in this order.
        background: the member, its last accepted year, its peers and the reporting round.
    """
    forms = tuple(joined(reading) for reading in readings)
    return Official(forms, build(_Rows(forms, background), background))


class _Rows:
    """The portal's own tables, made from those of the form."""

    def __init__(self, forms: Sequence[Form], background: Background) -> None:
        self._forms = forms
        self._background = background
        self._tables: Mapping[str, Callable[[], tuple[Any, ...]]] = {
            "sites": lambda: tuple(_site(form) for form in forms if form.firm),
            "sources": lambda: _each(forms, _sources),
            "energy": lambda: _each(forms, _energy),
            "generation": lambda: _each(forms, _generation),
            "production": lambda: _each(forms, _production),
            "tests": lambda: _each(forms, _tests),
        }

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table; what the form does not ask for is empty."""
        make = self._tables.get(key)
        return make() if make else ()

    def form(self, key: str) -> Any | None:
        """The cover; the form has no other sheet of single fields that the portal knows."""
        return _cover(self._forms, self._background) if key == "cover" else None


def _each(forms: Sequence[Form], rows: Callable[[Form], Iterator[Any]]) -> tuple[Any, ...]:
    return tuple(row for form in forms for row in rows(form))


def _row(make: type[Any], at: int, **values: object) -> Any:
    """A row of the portal with these cells; every other is empty."""
    blank = {one.name: None for one in fields(make)}
    return make(**{**blank, "at": at, **values})


def _cover(forms: Sequence[Form], background: Background) -> Cover | None:
    firm = next((form.firm for form in forms if form.firm), None)
    if firm is None:
        return None
    member = background.member
    stated_totals = {
        f"stated_{name}": _summed(forms, total)
        for name, total in (("scope1", "direct"), ("scope2", "indirect"), ("biogenic", "biogenic"))
    }
    cover: Cover = _row(
        Cover,
        0,
        member_code=member.code if member else None,
        member_name=firm.name,
        tax_id=firm.tax_id,
        industry_code=firm.industry,
        year=year_of(firm.year),
        gwp_set="AR5",
        prepared_by=firm.person,
        contact=firm.phone or firm.email,
        **stated_totals,
    )
    return cover


def _summed(forms: Sequence[Form], total: str) -> Decimal | None:
    """A total of all files together; None when one of them does not state it."""
    values = [getattr(form.summary, total) if form.summary else None for form in forms]
    return None if None in values else sum((one or ZERO for one in values), start=ZERO)


def _site(form: Form) -> Site:
    where, firm = form.boundary, form.firm
    county = where.county if where else None
    left_out = (where.excluded1, where.excluded2, where.excluded3) if where else ()
    address = "".join(filter(None, (where.county, where.town, where.address))) if where else ""
    site: Site = _row(
        Site,
        form.reading.file + 1,
        control_number=form.site,
        name=firm.name if firm else None,
        in_kaohsiung=None if county is None else CITY in label_key(county),
        address=address or None,
        excluded="、".join(filter(None, left_out)) or None,
    )
    return site


def emission_type(source: Joined) -> str | None:
    """How a source emits, as the portal calls it."""
    return _code(EMISSION_TYPE, source.listed.emission_type)


def is_biogenic(source: Joined) -> bool:
    """Whether the form marks the source's fuel as biogenic."""
    return source.listed.biogenic in _YES


def _code(codes: CodeList, text: str | None) -> str | None:
    found = codes.find(text) if text else None
    return None if found is None else found.code


def _sources(form: Form) -> Iterator[Source]:
    for source in form.sources:
        kind = emission_type(source)
        if kind not in _INDIRECT:
            yield _source(form, source, kind)


def _source(form: Form, source: Joined, kind: str | None) -> Source:
    listed, activity = source.listed, source.activity
    row: Source = _row(
        Source,
        source.at,
        source_id="-".join(filter(None, listed.key)),
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
    found = _code(MATERIAL, listed.material_code) or _code(MATERIAL, listed.material)
    return found or OTHER


def _category(text: str | None, kind: str | None) -> str | None:
    if text is None:
        return None
    name = _ENUMERATION.sub("", text).strip()
    general = "process_other" if kind == EmissionType.PROCESS else "fugitive_other"
    return general if name == "其他" else _code(SOURCE_CATEGORY, name) or general


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
        "method": _code(FACTOR_METHOD, row.method),
        "carbon": row.carbon,
        "measuring": _code(MEASURING_FREQUENCY, row.measuring),
        "calibration": _code(CALIBRATION, row.calibration),
        "evidence": "，".join(filter(None, (row.data_source, row.keeper))) or None,
    }


def unit_code(source: Joined) -> str | None:
    """The unit of the activity as the portal calls it; None when it is not known."""
    text = unit_text(source.activity) if source.activity else None
    found = unit(text) if text else None
    return found.code if found else None


def method(source: Joined) -> str | None:
    """How the source is calculated, as the portal calls it."""
    return _code(FACTOR_METHOD, source.activity.method) if source.activity else None


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
        values["factor_class"] = _code(FACTOR_CLASS, first.factor_class)
    return values


def _own_factor(source: Joined, gas: GasColumns) -> tuple[Decimal, str | None] | None:
    if gas.factor is not None:
        return gas.factor, "kg/TJ"
    is_formula = gas.gas == "CO2" and source.activity and source.activity.carbon is not None
    if not gas.per_unit or is_formula:
        return None
    return gas.per_unit, _OWN_UNITS.get(unit_code(source) or "")


def _energy(form: Form) -> Iterator[EnergyUse]:
    for source in form.sources:
        kind = emission_type(source)
        if kind in _INDIRECT:
            yield _bought(form, source, is_power=kind == EmissionType.PURCHASED_ELECTRICITY)


def _bought(form: Form, source: Joined, *, is_power: bool) -> EnergyUse:
    listed, row = source.listed, source.activity
    code = listed.material_code or ""
    kind = _POWER.get(code, "other_electricity") if is_power else _HEAT.get(code, "steam")
    quantity = None
    if row is not None and row.activity is not None:
        quantity = row.activity * (ONE if row.share is None else row.share)
    gas = source.quantity.gases[0] if source.quantity and source.quantity.gases else None
    bought: EnergyUse = _row(
        EnergyUse,
        source.at,
        site=form.site,
        kind=kind,
        supplier=row.supplier if row else None,
        meter="-".join(filter(None, (listed.process, listed.equipment))),
        quantity=quantity,
        unit=unit_code(source),
        factor=None if gas is None else gas.factor if gas.factor is not None else gas.per_unit,
        # The code itself says that every kilowatt-hour of the row has its certificate.
        certificates=quantity if kind == "renewable_bundled" else None,
        stated_emissions=stated(source.quantity, biogenic=False),
        measuring=row.measuring if row else None,
        evidence=row.data_source if row else None,
        note=listed.note,
    )
    return bought


def _generation(form: Form) -> Iterator[Generation]:
    for row in form.energy:
        if row.kind:
            made = unit(row.unit or "")
            yield _row(
                Generation,
                form.reading.file * 100_000 + row.at,
                site=form.site,
                unit_name=row.kind,
                kind=_code(GENERATION_KIND, row.kind),
                produced=row.produced,
                own_use=row.own_use,
                sold=row.sold,
                unit=made.code if made else None,
            )


def _production(form: Form) -> Iterator[Product]:
    made = [row for row in form.outputs if row.product]
    for row in made:
        yield _product(form, row, is_only=len(made) == 1)


def _product(form: Form, row: Output, *, is_only: bool) -> Product:
    counted = unit(row.unit or "")
    product: Product = _row(
        Product,
        form.reading.file * 100_000 + row.at,
        site=form.site,
        product=_code(PRODUCT, row.product) or OTHER,
        name=row.product,
        # The form marks no main product; of a single one there is no doubt.
        is_main=True if is_only else None,
        quantity=row.quantity,
        unit=counted.code if counted else None,
    )
    return product


def _tests(form: Form) -> Iterator[LabTest]:
    numbers = {
        (source.listed.process, source.listed.equipment): "-".join(filter(None, source.listed.key))
        for source in form.sources
    }
    for row in form.tests:
        if row.value is not None:
            first, last = _period(row)
            yield _row(
                LabTest,
                form.reading.file * 100_000 + row.at,
                source_id=numbers.get((row.process, row.equipment)),
                subject=_code(TEST_SUBJECT, row.subject),
                value=row.value,
                value_unit=_code(TEST_UNIT, row.value_unit),
                laboratory=row.laboratory,
                accreditation=row.accreditation,
                method=row.method_number or row.method,
                first_day=first,
                last_day=last,
            )


def _period(row: Tested) -> tuple[date | None, date | None]:
    parts = re.split(r"至|~|～|－", row.period or "")
    days = [parse_date(part) for part in parts if part.strip()]
    return (days[0], days[-1]) if days else (None, None)


def expected_unit_factor(source: Joined, gas: GasColumns) -> Decimal | None:
    """What the form's formula for CO2 by mass balance gives; None where it does not apply."""
    carbon = source.activity.carbon if source.activity else None
    return carbon_factor(carbon) if gas.gas == "CO2" and carbon is not None else None


__all__ = ["TEMPLATE", "official"]
