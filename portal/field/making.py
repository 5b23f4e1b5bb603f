"""The field workbook of a visit, made out with what is on file, and the blank form to print."""

from typing import Any

from portal.advisory.equipment import KINDS, Measured
from portal.advisory.vocabulary import System
from portal.field.changes import Present
from portal.field.choices import kinds
from portal.field.on_file import VALUE_KEYS, OnFile
from portal.field.plain import stamp
from portal.field.sheets import template
from portal.workbook.content import CellInput, Content
from portal.workbook.template import build_bytes

BLANK_ROWS = 12
Line = dict[str, CellInput]
UNTAKEN = stamp(0, dict.fromkeys(VALUE_KEYS, ""))


def blank_form(system: System, year: int) -> bytes:
    """The form of a system for any site, to print or to fill in.

    Args:
        system: whose workbook it is.
        year: shown on its first page.
    """
    content: Content = {
        "visit": [{"system": system.value}],
        "measurements": [_limits(measured) for kind in kinds(system) for measured in kind.measured],
    }
    return build_bytes(template(system), content, group=None, year=year, blank_rows=BLANK_ROWS)


def visit_workbook(known: OnFile) -> bytes:
    """The workbook of a visit and one system, with the register and every row id."""
    return build_bytes(
        template(known.system),
        content_of(known),
        group=None,
        year=known.content.planned_on.year,
        member_code=known.member_code,
        member_name=known.member_name,
        blank_rows=BLANK_ROWS,
    )


def content_of(known: OnFile) -> Content:
    """What stands in the workbook of a visit."""
    return {
        "visit": [_visit(known)],
        "equipment": [_row(one) for one in known.equipment],
        "measurements": _values(known),
        "findings": _findings(known),
        "advice": _advice(known),
        "photos": _photos(known),
    }


def _visit(known: OnFile) -> Line:
    return {
        **known.visit.values,
        "system": known.system.value,
        "request_number": known.request_number,
        "visit": known.visit_id,
        "version": known.visit.stamp,
        "made": known.made,
        "site": f"{known.site_number} {known.site_name.zh}",
        "kind": known.content.kind.label.zh,
        "planned_on": known.content.planned_on,
    }


def _row(present: Present) -> Line:
    return {**present.values, "id": present.id, "version": present.stamp}


def _limits(measured: Measured) -> Line:
    return {
        "quantity": measured.code,
        "unit": measured.unit,
        "usual": measured.plausible.said,
    }


def _values(known: OnFile) -> list[Line]:
    """Each machine in use with each of its quantities: the values on file, else an empty row."""
    lines: list[Line] = []
    for machine in known.equipment:
        kind = KINDS[str(machine.values["kind"])]
        for measured in kind.measured:
            shown: Line = {"tag": machine.values["tag"], **_limits(measured)}
            taken = [
                one.present
                for one in known.values
                if (one.equipment_id, one.quantity) == (machine.key, measured.code)
            ]
            lines += [{**shown, **_row(one)} for one in taken]
            if not taken and machine.values["in_use"]:
                row_id = f"N-{machine.id}-{measured.code}"
                lines.append({**shown, "id": row_id, "version": UNTAKEN})
    return lines


def _findings(known: OnFile) -> list[Line]:
    titles: dict[int, list[str]] = {}
    for one in known.advice:
        titles.setdefault(one.finding_id, []).append(one.advice.title)
    return [
        {**_row(one), "number": number, "on_file": "；".join(titles.get(one.key, []))}
        for number, one in enumerate(known.findings, 1)
    ]


def _advice(known: OnFile) -> list[Line]:
    """The recommendations that can still be changed, with the number of their finding."""
    numbers = {one.key: at for at, one in enumerate(known.findings, 1)}
    return [
        {**_row(one.present), "number": one.number, "finding": numbers[one.finding_id]}
        for one in known.advice
        if one.is_writable and one.finding_id in numbers
    ]


def _photos(known: OnFile) -> list[Line]:
    numbers: dict[Any, int] = {one.id: at for at, one in enumerate(known.findings, 1)}
    return [{**_row(one), "finding": numbers.get(one.values["finding"])} for one in known.photos]
