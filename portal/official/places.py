"""Where the portal's own cells stand in the official form, so that findings point at its sheets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from portal.official.joining import FILE_ROWS, Form, Joined, Official
from portal.official.reading import RESULTS, OfficialReading
from portal.official.sheets import TEMPLATE
from portal.official.supplement import SUPPLEMENT
from portal.workbook.findings import Place
from portal.workbook.locate import Said
from portal.workbook.reading import Reading
from portal.workbook.recurrence import LONGEST
from portal.workbook.sheets import Sheet, Template

_SOURCE: Final[Mapping[str, tuple[str, str]]] = {
    "site": ("t1", "control_number"),
    "source_id": ("t3", "process"),
    "process": ("t3", "process"),
    "equipment": ("t3", "equipment"),
    "name": ("t3", "equipment_name"),
    "material": ("t3", "material_code"),
    "emission_type": ("t3", "emission_type"),
    "category": ("t3", "category"),
    "biogenic": ("t3", "biogenic"),
    "biogenic_share": ("t3", "biogenic"),
    "cogeneration": ("t3", "cogeneration"),
    "note": ("t3", "note"),
    "activity": ("t4", "activity"),
    "unit": ("t4", "unit"),
    "share": ("t4", "share"),
    "heat_value": ("t4", "heat_value"),
    "heat_unit": ("t4", "heat_unit"),
    "heat_source": ("t4", "heat_value"),
    "method": ("t4", "method"),
    "carbon": ("t4", "carbon"),
    "measuring": ("t4", "measuring"),
    "calibration": ("t4", "calibration"),
    "evidence": ("t4", "data_source"),
    "factor_co2": ("t5", "factor1"),
    "factor_ch4": ("t5", "factor2"),
    "factor_n2o": ("t5", "factor3"),
    "factor_other": ("t5", "per_unit1"),
    "other_gas": ("t5", "gas1"),
    "factor_unit": ("t5", "factor_unit1"),
    "factor_class": ("t5", "class1"),
    "factor_source": ("t5", "source1"),
    "stated_emissions": ("t5", "subtotal"),
    "stated_biogenic": ("t5", "biogenic"),
}
_BOUGHT: Final[Mapping[str, tuple[str, str]]] = {
    **_SOURCE,
    "kind": ("t3", "material_code"),
    "supplier": ("t4", "supplier"),
    "meter": ("t3", "equipment"),
    "quantity": ("t4", "activity"),
    "factor": ("t5", "factor1"),
    "factor_year": ("t5", "factor1"),
    "certificates": ("t4", "activity"),
    "contract": ("t4", "supplier"),
}
_COVER: Final[Mapping[str, tuple[str, str]]] = {
    "member_code": ("t1", "control_number"),
    "member_name": ("t1", "name"),
    "tax_id": ("t1", "tax_id"),
    "year": ("t1", "year"),
    "gwp_set": ("t5", "potential1"),
    "stated_scope1": ("t8", "direct"),
    "stated_scope2": ("t8", "indirect"),
    "stated_biogenic": ("t8", "biogenic"),
    "prepared_by": ("t1", "person"),
    "contact": ("t1", "phone"),
    "change_note": ("t1", "note"),
}
_SITE: Final[Mapping[str, tuple[str, str]]] = {
    "control_number": ("t1", "control_number"),
    "name": ("t1", "name"),
    "in_kaohsiung": ("t2", "county"),
    "address": ("t2", "address"),
    "industry_code": ("t1", "industry"),
    "excluded": ("t2", "excluded1"),
    "excluded_reason": ("t2", "excluded1"),
    "excluded_share": ("t2", "excluded1"),
}
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "generation": ("t9", {"unit_name": "kind", "fuel": "kind", "buyer": "sold"}),
    "production": ("t10", {"name": "product", "is_main": "product", "route": "product"}),
    "tests": ("t11", {"source_id": "process", "first_day": "period", "last_day": "period"}),
}
_FORMS: Final = frozenset({"t1", "t2", "t8"})
_TABLE_KEYS: Final = frozenset(sheet.key for sheet in TEMPLATE)


def is_result(place: Place) -> bool:
    """Whether a cell of the form holds what its own formulas compute."""
    return place.sheet.partition("@")[0] in RESULTS


class _Sheets(Template):
    """The sheets of the form in every file, and those of the supplement."""

    def sheet(self, key: str) -> Sheet:
        """The sheet of that key, whichever file it is in."""
        plain = key.partition("@")[0]
        every = chain(TEMPLATE.sheets, SUPPLEMENT.sheets)
        return next(sheet for sheet in every if sheet.key == plain)


def _with_rows(reading: OfficialReading, rows: Mapping[str, list[Any]]) -> OfficialReading:
    own = {sheet: rows[reading.key(sheet)] for sheet in reading.rows}
    return replace(reading, rows=own)


class FormReading(Reading):
    """One or several files of a company as one reading, for turning cases into findings."""

    def __init__(self, official: Official) -> None:
        readings = [form.reading for form in official.forms]
        whole = _Sheets(
            TEMPLATE.id, TEMPLATE.kind, TEMPLATE.title, TEMPLATE.version, TEMPLATE.sheets
        )
        super().__init__(whole, TEMPLATE.version)
        self._readings = readings
        self._forms = official.forms
        self._sources: dict[int, tuple[Form, Joined]] = {
            source.at: (form, source) for form in official.forms for source in form.sources
        }
        self._supplement = official.supplement
        own = () if official.supplement is None else (official.supplement,)
        for reading in readings:
            self.rows.update({reading.key(sheet): rows for sheet, rows in reading.rows.items()})
        for extra in own:
            self.rows.update(extra.rows)
        for read in (*readings, *own):
            self.located.update(read.located)
            self.said.extend(read.said)
            self.unread.update(read.unread)

    def address(self, place: Place) -> tuple[str, str]:
        """Worksheet name and cell as Excel shows them, of the file the place belongs to."""
        if self._is_asked(place):
            return self._supplement.address(place) if self._supplement else ("", "")
        return self._of(place).address(place)

    def about(self, place: Place) -> str:
        """Table, control number, source and column: the same whichever files came with it."""
        found = super().about(place)
        sheet = place.sheet.partition("@")[0]
        if self._is_asked(place) or not self._forms or sheet not in _TABLE_KEYS:
            return found
        site = self._forms[self._of(place).file].site or ""
        parts = (sheet, site.casefold(), found.removeprefix(place.sheet).strip("/"))
        return "/".join(filter(None, parts))[:LONGEST]

    def sheet_and_file(self, place: Place) -> tuple[str, str]:
        """Worksheet name as it is in its file, and the name of the file among several."""
        name, _ = self.address(place)
        read = self._supplement if self._is_asked(place) else self._of(place)
        file = "" if read is None else read.name
        return name.removeprefix(f"{file} ") if file else name, file

    def _is_asked(self, place: Place) -> bool:
        return self._supplement is not None and place.sheet in self._supplement.located

    def readings(self) -> list[OfficialReading]:
        """The reading of each file, with the rows as they are here."""
        return [_with_rows(one, self.rows) for one in self._readings]

    def _of(self, place: Place) -> OfficialReading:
        number = place.sheet.partition("@")[2]
        return self._readings[int(number) - 1 if number else 0]

    def moved(self, said: Iterable[Said]) -> Iterator[Said]:
        """The same cases with the places of the form instead of the portal's own."""
        for rule, case in said:
            proposed = (replace(one, place=self.of_the_form(one.place)) for one in case.proposed)
            yield (
                rule,
                replace(
                    case,
                    places=tuple(map(self.of_the_form, case.places)),
                    # The form computes its results itself: only entries are for the member.
                    proposed=tuple(one for one in proposed if not is_result(one.place)),
                ),
            )

    def of_the_form(self, place: Place) -> Place:
        """The cell of the form that a cell of the portal's tables was read from."""
        if self._is_asked(place):
            return place
        if place.sheet in {"sources", "energy"}:
            return self._of_source(place)
        if place.sheet in _TABLES:
            return self._of_table(place)
        if place.sheet == "cover":
            sheet, column = _COVER.get(place.column, ("t1", ""))
            return self._forms[0].reading.place(sheet, 0, column)
        if place.sheet == "sites":
            sheet, column = _SITE.get(place.column, ("t1", "control_number"))
            return self._forms[max(place.row - 1, 0)].reading.place(sheet, 0, column)
        if place.sheet.partition("@")[0] in {one.key for one in self.template}:
            return place
        return self._forms[0].reading.place("t1")

    def _of_source(self, place: Place) -> Place:
        columns = _SOURCE if place.sheet == "sources" else _BOUGHT
        sheet, column = columns.get(place.column, ("t3", ""))
        form, source = self._sources.get(place.row, (self._forms[0], None))
        if source is None:
            return form.reading.place(sheet, 0, column)
        row = {"t3": source.listed, "t4": source.activity, "t5": source.quantity}.get(sheet)
        if sheet in _FORMS:
            return form.reading.place(sheet, 0, column)
        if row is None:
            return form.reading.place("t3", source.listed.at, "")
        if column == "unit" and source.activity and source.activity.other_unit:
            column = "other_unit"
        return form.reading.place(sheet, row.at, column)

    def _of_table(self, place: Place) -> Place:
        sheet, names = _TABLES[place.sheet]
        number, row = divmod(place.row, FILE_ROWS)
        if place.column == "site":
            return self._forms[number].reading.place("t1", 0, "control_number")
        return self._forms[number].reading.place(sheet, row, names.get(place.column, place.column))
