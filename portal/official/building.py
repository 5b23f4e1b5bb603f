"""From the official form to the portal's own tables: cover, sites, energy, production, tests."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from portal.inventory.figures import Background
from portal.inventory.sheets import Cover, EnergyUse, Generation, LabTest, Product, Site
from portal.inventory.sheets.choices import TEST_UNIT
from portal.inventory.subject import NOTHING_KNOWN, build
from portal.official.arithmetic import ONE, ZERO, stated
from portal.official.joining import FILE_ROWS, Form, Joined, Official, joined
from portal.official.reading import OfficialReading, year_of
from portal.official.rows import Output, Tested
from portal.official.sources import (
    INDIRECT,
    OTHER,
    code_of,
    emission_type,
    row_of,
    sources,
    unit_code,
)
from portal.official.supplement import Asked, MainProduct
from portal.reference.closed_sets import EmissionType
from portal.reference.codes import GENERATION_KIND, PRODUCT, TEST_SUBJECT
from portal.reference.dates import parse_date
from portal.reference.lookup import label_key
from portal.reference.units import unit
from portal.workbook.reading import Reading

CITY: Final = label_key("高雄市")
_POWER: Final = {
    "350099": "grid_electricity",
    "GG3500": "grid_electricity",
    "GG3502": "renewable_bundled",
    "GG3505": "own_solar",
}
_HEAT: Final = {"350010": "heat", "350011": "cooling"}


def official(
    readings: Sequence[OfficialReading],
    background: Background = NOTHING_KNOWN,
    supplement: Reading | None = None,
) -> Official:
    """The inventory that one or several files of one company make, with every row recomputed.

    Args:
        readings: one for each control number, numbered from 0 in this order.
        background: the member, its last accepted year, its peers and the reporting round.
        supplement: what the form does not ask for, where it was handed in.
    """
    forms = tuple(joined(reading) for reading in readings)
    rows = OfficialRows(forms, background, supplement)
    return Official(forms, build(rows, background), supplement)


class OfficialRows:
    """The portal's own tables, made from those of the form."""

    def __init__(
        self,
        forms: Sequence[Form],
        background: Background = NOTHING_KNOWN,
        supplement: Reading | None = None,
    ) -> None:
        self._forms = forms
        self._background = background
        self._supplement = supplement
        marks = _marks(() if supplement is None else supplement.table("main_products"))
        self._tables: Mapping[str, Callable[[], tuple[Any, ...]]] = {
            "sites": lambda: tuple(_site(form) for form in forms if form.firm),
            "sources": lambda: _each(forms, sources),
            "energy": lambda: _each(forms, _energy),
            "generation": lambda: _each(forms, _generation),
            "production": lambda: _each(forms, lambda form: _production(form, marks)),
            "tests": lambda: _each(forms, _tests),
        }

    def table(self, key: str) -> tuple[Any, ...]:
        """The rows of a table; what the form does not ask for is empty."""
        make = self._tables.get(key)
        if make is None and self._supplement is not None:
            return self._supplement.table(key)
        return make() if make else ()

    def form(self, key: str) -> Any | None:
        """The cover, from the form; other sheets of single fields from the supplement."""
        if key == "cover":
            return _cover(self._forms, self._background, self._supplement)
        return None if self._supplement is None else self._supplement.form(key)


def _each(forms: Sequence[Form], rows: Callable[[Form], Iterator[Any]]) -> tuple[Any, ...]:
    return tuple(row for form in forms for row in rows(form))


def _cover(
    forms: Sequence[Form], background: Background, supplement: Reading | None
) -> Cover | None:
    firm = next((form.firm for form in forms if form.firm), None)
    if firm is None:
        return None
    asked: Asked | None = None if supplement is None else supplement.form("asked")
    member = background.member.code if background.member else None
    stated_totals = {
        f"stated_{name}": _summed(forms, total)
        for name, total in (("scope1", "direct"), ("scope2", "indirect"), ("biogenic", "biogenic"))
    }
    cover: Cover = row_of(
        Cover,
        0,
        member_code=member or (asked.member_code if asked else None),
        change_note=asked.change_note if asked else None,
        member_name=firm.name,
        tax_id=firm.tax_id,
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
    site: Site = row_of(
        Site,
        form.reading.file + 1,
        control_number=form.site,
        name=firm.name if firm else None,
        in_kaohsiung=None if county is None else CITY in label_key(county),
        address=address or None,
        industry_code=firm.industry if firm else None,
        excluded="、".join(filter(None, left_out)) or None,
    )
    return site


def _energy(form: Form) -> Iterator[EnergyUse]:
    for source in form.sources:
        kind = emission_type(source)
        if kind in INDIRECT:
            yield _bought(form, source, is_power=kind == EmissionType.PURCHASED_ELECTRICITY)


def _bought(form: Form, source: Joined, *, is_power: bool) -> EnergyUse:
    listed, row = source.listed, source.activity
    code = listed.material_code or ""
    kind = _POWER.get(code, "other_electricity") if is_power else _HEAT.get(code, "steam")
    quantity = None
    if row is not None and row.activity is not None:
        quantity = row.activity * (ONE if row.share is None else row.share)
    gas = source.quantity.gases[0] if source.quantity and source.quantity.gases else None
    bought: EnergyUse = row_of(
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
            yield row_of(
                Generation,
                form.reading.file * FILE_ROWS + row.at,
                site=form.site,
                unit_name=row.kind,
                kind=code_of(GENERATION_KIND, row.kind),
                produced=row.produced,
                own_use=row.own_use,
                sold=row.sold,
                unit=made.code if made else None,
            )


_Marks = Mapping[tuple[str, str], MainProduct]


def _marks(rows: Sequence[MainProduct]) -> _Marks:
    """What the supplement says about a product, by site and name."""
    return {((row.site or "").upper(), label_key(row.name or "")): row for row in rows}


def _production(form: Form, marks: _Marks) -> Iterator[Product]:
    made = [row for row in form.outputs if row.product]
    for row in made:
        mark = marks.get((form.site or "", label_key(row.product or "")))
        yield _product(form, row, mark, is_only=len(made) == 1)


def _product(form: Form, row: Output, mark: MainProduct | None, *, is_only: bool) -> Product:
    counted = unit(row.unit or "")
    said = mark.product if mark else None
    product: Product = row_of(
        Product,
        form.reading.file * FILE_ROWS + row.at,
        site=form.site,
        product=said or code_of(PRODUCT, row.product) or OTHER,
        name=row.product,
        # The form marks no main product; of a single one there is no doubt.
        is_main=mark.is_main if mark else True if is_only else None,
        quantity=row.quantity,
        unit=counted.code if counted else None,
    )
    return product


def _tests(form: Form) -> Iterator[LabTest]:
    numbers = {
        (source.listed.process, source.listed.equipment): source.listed.source_id
        for source in form.sources
    }
    for row in form.tests:
        if row.value is not None:
            first, last = _period(row)
            yield row_of(
                LabTest,
                form.reading.file * FILE_ROWS + row.at,
                source_id=numbers.get((row.process, row.equipment)),
                subject=code_of(TEST_SUBJECT, row.subject),
                value=row.value,
                value_unit=code_of(TEST_UNIT, row.value_unit),
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
