"""Values, findings and photos of a visit as a workbook."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from portal.advisory.equipment import KINDS
from portal.advisory.figures import FindingRow, MachineRow, MeasurementRow
from portal.field.queries import PhotoRow
from portal.language import Language, Text
from portal.reports.excel import Field, Value
from portal.reports.listing import listing
from portal.reports.values import Form

TITLE: Final = Text("訪視紀錄", "Record of the visit")
FIELDS: Final = (
    Field(Text("類別", "Kind"), 12),
    Field(Text("設備編號", "Tag"), 12),
    Field(Text("項目", "What"), 30),
    Field(Text("數值", "Value"), 14, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 10),
    Field(Text("數值來源", "How"), 14),
    Field(Text("儀器", "Instrument"), 24),
    Field(Text("校正日期", "Calibrated on"), 12),
    Field(Text("內容", "Text"), 60),
)
VALUE: Final = Text("量測值", "Value")
FINDING: Final = Text("診斷發現", "Finding")
PHOTO: Final = Text("照片", "Photo")


def as_workbook(
    values: Sequence[MeasurementRow],
    machines: Mapping[int, MachineRow],
    findings: Sequence[FindingRow],
    photos: Sequence[PhotoRow],
    *,
    at: datetime,
    language: Language,
) -> bytes:
    """What was measured, found and photographed on a visit."""
    cells: list[tuple[Value, ...]] = [_value(one, machines[one.equipment_id]) for one in values]
    nothing = (None,) * 5
    cells += [
        (FINDING, one.tag, one.seen.severity.label, *nothing, one.seen.text) for one in findings
    ]
    cells += [(PHOTO, one.tag, one.name, *nothing, one.caption) for one in photos]
    return listing(TITLE, FIELDS, cells, at=at, language=language)


def _value(one: MeasurementRow, machine: MachineRow) -> tuple[Value, ...]:
    reading = one.reading
    measured = KINDS[machine.machine.kind].quantity(reading.quantity)
    day = reading.calibrated_on
    return (
        VALUE,
        one.tag,
        reading.quantity if measured is None else measured.label,
        reading.value,
        "" if measured is None else measured.unit,
        reading.method.label,
        reading.instrument,
        "" if day is None else day.isoformat(),
        reading.note,
    )
