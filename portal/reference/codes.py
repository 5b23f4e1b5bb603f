"""Code lists: the closed answers of drop-downs, found again from many ways of writing them."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from portal.language import Language, Text
from portal.reference.lookup import index, label_key
from portal.reference.tables import Source, UnknownReferenceError, rows, several, sources

_CLOSE_ENOUGH = 0.66


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a code list."""

    code: str
    label: Text
    aliases: tuple[str, ...] = ()

    def shown(self, language: Language) -> str:
        """The answer as a drop-down shows it."""
        return self.label[language]


@dataclass(frozen=True, slots=True)
class CodeList:
    """The answers to one question, in the order in which they are offered."""

    key: str
    label: Text
    codes: tuple[Code, ...]
    source: Source
    _writings: dict[str, Code] = field(default_factory=dict[str, Code], repr=False, compare=False)

    def find(self, text: str) -> Code | None:
        """The code that a text means: code, label or alias, in any width, case or writing."""
        if not self._writings:
            # Most lists are never searched in a run, so each is indexed when first needed.
            self._writings.update(_index(self.codes))
        return self._writings.get(text) or self._writings.get(label_key(text))

    def nearest(self, text: str) -> Code | None:
        """The one code that is written much like a text; None when there is none or several."""
        key = label_key(text)
        if not key:
            return None
        self.find(text)
        close = difflib.get_close_matches(key, self._writings, n=5, cutoff=_CLOSE_ENOUGH)
        found = {self._writings[one].code: self._writings[one] for one in close}
        return next(iter(found.values())) if len(found) == 1 else None

    def choices(self, language: Language) -> tuple[str, ...]:
        """The labels as a drop-down shows them."""
        return tuple(code.shown(language) for code in self.codes)

    def __getitem__(self, code: str) -> Code:
        """The entry with exactly this code; UnknownReferenceError when there is none."""
        for entry in self.codes:
            if entry.code == code:
                return entry
        raise UnknownReferenceError(f"{self.key} has no code {code!r}")

    def __contains__(self, code: str) -> bool:
        """Whether the list has exactly this code."""
        return any(entry.code == code for entry in self.codes)


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Every code list by its key."""
    entries: dict[str, list[Code]] = {}
    for row in rows("codes"):
        entry = Code(row["code"], Text(row["zh"], row["en"]), several(row["aliases"]))
        entries.setdefault(row["list"], []).append(entry)
    return {
        row["key"]: CodeList(
            key=row["key"],
            label=Text(row["zh"], row["en"]),
            codes=tuple(entries[row["key"]]),
            source=sources()[row["source"]],
        )
        for row in rows("code_lists")
    }


def code_list(key: str) -> CodeList:
    """The code list with this key."""
    try:
        return code_lists()[key]
    except KeyError:
        raise UnknownReferenceError(f"there is no code list {key!r}") from None


def _index(codes: tuple[Code, ...]) -> dict[str, Code]:
    names = [(code, (code.code, code.label.zh, code.label.en)) for code in codes]
    joined = [(code, _joined(code)) for code in codes]
    aliases = [(code, code.aliases) for code in codes]
    return index([*names, *joined, *aliases])


def _joined(code: Code) -> tuple[str, ...]:
    zh, en = code.label.zh, code.label.en
    return f"{code.code} {zh}", f"{code.code} {en}", f"{zh} {en}", f"{code.code} {zh} {en}"


EMISSION_TYPE = code_list("emission_type")
DIRECTNESS = code_list("directness")
SCOPE = code_list("scope")
FACTOR_METHOD = code_list("factor_method")
HEAT_VALUE_SOURCE = code_list("heat_value_source")
FACTOR_CLASS = code_list("factor_class")
MEASURING_FREQUENCY = code_list("measuring_frequency")
CALIBRATION = code_list("calibration")
MATERIAL_CATEGORY = code_list("material_category")
FUGITIVE_KIND = code_list("fugitive_kind")
ELECTRICITY_KIND = code_list("electricity_kind")
YES_NO = code_list("yes_no")
REGISTRATION_BASIS = code_list("registration_basis")
INVENTORY_STANDARD = code_list("inventory_standard")
VERIFICATION_LEVEL = code_list("verification_level")
VERIFICATION_BODY = code_list("verification_body")
VERIFICATION_STATUS = code_list("verification_status")
CARRIER = code_list("carrier")
EXCHANGE_DIRECTION = code_list("exchange_direction")
ENERGY_KIND = code_list("energy_kind")
ENERGY_MOVEMENT = code_list("energy_movement")
ELECTRONICS_TIER = code_list("electronics_tier")
ELECTRONICS_INDUSTRY = code_list("electronics_industry")
ELECTRONICS_PROCESS = code_list("electronics_process")
WAFER_SIZE = code_list("wafer_size")
ABATEMENT = code_list("abatement")
BALANCE_ITEM = code_list("balance_item")
BALANCE_DIRECTION = code_list("balance_direction")
PROCESS_ROUTE = code_list("process_route")
GWP_SET = code_list("gwp_set")
TARGET_KIND = code_list("target_kind")
TARGET_HORIZON = code_list("target_horizon")
SCOPE_COVERAGE = code_list("scope_coverage")
TARGET_STATUS = code_list("target_status")
RATE_KIND = code_list("rate_kind")
SCOPE2_METHOD = code_list("scope2_method")
MEASURE_CATEGORY = code_list("measure_category")
EQUIPMENT_CLASS = code_list("equipment_class")
FINANCING = code_list("financing")
MEASURE_STATUS = code_list("measure_status")
BOUNDARY_APPROACH = code_list("boundary_approach")
SCOPE3_CATEGORY = code_list("scope3_category")
SOURCE_CATEGORY = code_list("source_category")
INVENTORY_MATERIAL = code_list("inventory_material")
TEST_SUBJECT = code_list("test_subject")
GENERATION_KIND = code_list("generation_kind")
GENERATION_FUEL = code_list("generation_fuel")
PRODUCT = code_list("product")
