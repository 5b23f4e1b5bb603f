"""What a workbook says about itself where people do not look: `_meta` and document properties."""

from datetime import datetime

from portal.workbook.writing.draft import Stamp
from portal.workbook.writing.excel import Workbook

META = "_meta"
# One fixed moment, so that the same content always gives the same bytes.
_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001


def identify(workbook: Workbook, stamp: Stamp) -> None:
    """Write the stamp into the very hidden sheet `_meta` and into the document properties."""
    _write_meta(workbook, stamp)
    workbook.set_properties(
        {
            "title": f"{stamp.year} {stamp.title.zh} {stamp.title.en}",
            "subject": stamp.template_id,
            "author": "Net Zero Industry Alliance",
            "company": stamp.member_name.zh,
            "created": _CREATED,
        }
    )
    for name, value in _properties(stamp):
        workbook.set_custom_property(name, value, "text")


def _properties(stamp: Stamp) -> tuple[tuple[str, str], ...]:
    return (
        ("portal_template", stamp.template_id),
        ("portal_version", str(stamp.version)),
        ("portal_kind", stamp.kind),
        ("portal_year", str(stamp.year)),
        ("portal_member", stamp.member_code),
    )


def _write_meta(workbook: Workbook, stamp: Stamp) -> None:
    worksheet = workbook.add_worksheet(META)
    worksheet.very_hidden()
    pairs = (
        ("template_id", stamp.template_id),
        ("template_version", str(stamp.version)),
        ("kind", stamp.kind),
        ("year", str(stamp.year)),
        ("member", stamp.member_code),
        ("member_name", stamp.member_name.zh),
        ("group", stamp.group.value if stamp.group else ""),
    )
    for row, (key, value) in enumerate(pairs):
        worksheet.write_string(row, 0, key)
        worksheet.write_string(row, 1, value)
