"""Codes as people call them: list entries, units and materials."""

from portal.inventory.sheets.choices import MATERIAL
from portal.reference.codes import CodeList, code_lists
from portal.reference.units import units
from portal.web.preferences import t


def code_name(list_key: str, code: str) -> str:
    """The label of a code; the code itself where the list does not have it."""
    found = code_lists().get(list_key)
    return code if found is None else _label(found, code)


def material_name(code: str) -> str:
    """A fuel, material or gas; what the member wrote where it is none of ours."""
    return _label(MATERIAL, code)


def unit_name(code: str) -> str:
    """A unit; what the member wrote where it is none of ours."""
    found = units().get(code)
    return code if found is None else t(found.label)


def _label(found: CodeList, code: str) -> str:
    return t(found[code].label) if code in found else code
