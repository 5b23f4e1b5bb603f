"""Which workbook it is: kind, template version, member and year, as it says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.reference.dates import western_year
from portal.reference.groups import Group
from portal.workbook.cells import Book
from portal.workbook.locate import match_sheets
from portal.workbook.sheets import Template

PROPERTIES = {
    "template_id": "portal_template",
    "template_version": "portal_version",
    "year": "portal_year",
    "member": "portal_member",
}
LIKELY = 0.6
# More digits are no version of ours, and a thousand of them no number for Python.
VERSION_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is; `template` is None when it fits none of ours.

    `is_stated` tells whether it said so itself or was recognised by its sheets.
    """

    template: Template | None
    version: int = 0
    member: str | None = None
    year: int | None = None
    is_stated: bool = False


def identify(book: Book, templates: Sequence[Template]) -> Identity:
    """The identity in the document properties, else in the `_meta` sheet, else by the sheets."""
    stated = {key: book.properties.get(name, "") for key, name in PROPERTIES.items()}
    if not stated["template_id"]:
        stated = {**stated, **_meta(book)}
    template = next((one for one in templates if one.id == stated["template_id"]), None)
    if template is None:
        return Identity(_by_sheets(book, templates), 1)
    version = stated["template_version"]
    return Identity(
        template,
        int(version[:VERSION_DIGITS]) if version.isdecimal() else template.version,
        stated["member"] or None,
        western_year(stated["year"]),
        is_stated=True,
    )


def made_out_for(book: Book) -> tuple[str, Group | None]:
    """Name and group of the member a template was made out for, as its hidden sheet says."""
    said = _meta(book)
    group = said.get("group", "")
    known = {one.value for one in Group}
    return said.get("member_name", ""), Group(group) if group in known else None


def _meta(book: Book) -> Mapping[str, str]:
    """The key and value pairs of the very hidden sheet, empty when it is gone."""
    if not any(sheet.name == "_meta" for sheet in book.sheets):
        return {}
    pairs: dict[str, str] = {}
    for row in book.rows("_meta"):
        if len(row.cells) > 1:
            pairs[str(row.cells[0].value)] = _said(row.cells[1].value)
    return pairs


def _said(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _by_sheets(book: Book, templates: Sequence[Template]) -> Template | None:
    """The template whose sheets the workbook has most of, if it has most of them."""
    names = [sheet.name for sheet in book.sheets]
    share = {
        template.id: len(match_sheets(template, names)[0])
        / max(1, sum(sheet.required for sheet in template))
        for template in templates
    }
    best = max(templates, key=lambda template: share[template.id])
    return best if share[best.id] >= LIKELY else None
