"""Codes as people call them: list entries, units and materials."""

from portal.inventory.sheets.choices import MATERIAL
from portal.language import Text
from portal.reference.codes import ENERGY_KIND, CodeList, code_lists
from portal.reference.gwp import gases
from portal.reference.units import units
from portal.web.preferences import t


def code_name(list_key: str, code: str) -> str:
    """The label of a code; the code itself where the list does not have it."""
    found = code_lists().get(list_key)
    return code if found is None else _label(found, code)


def material_name(code: str) -> str:
    """A fuel, material, gas or purchased energy; what the member wrote where it is none of ours."""
    return t(material_label(code))


def material_label(code: str) -> Text:
    """The same in both languages; gases with the short name that people know them by."""
    for known in (MATERIAL, ENERGY_KIND):
        if code in known:
            label = known[code].label
            is_gas = code in gases() and code not in label.zh
            return Text(f"{label.zh}（{code}）", label.en) if is_gas else label
    return Text(code, code)


def unit_name(code: str) -> str:
    """A unit; what the member wrote where it is none of ours."""
    found = units().get(code)
    return code if found is None else t(found.label)


def _label(found: CodeList, code: str) -> str:
    return t(found[code].label) if code in found else code
