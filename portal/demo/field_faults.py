"""Faulty field workbooks: one thing wrong in each, named for the finding that it provokes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from portal.advisory.vocabulary import System
from portal.demo.field_work import SOUND
from portal.workbook.content import CellInput, Content

Edit = Callable[[Content], Content]


@dataclass(frozen=True, slots=True)
class FieldFault:
    """One faulty sample: the rule, what is wrong, and how the sound content is changed."""

    code: str
    name: str
    edit: Edit
    system: System = System.AIR

    @property
    def file_name(self) -> str:
        """The file, named for its finding."""
        return f"{self.code}-{self.name}.xlsx"

    @property
    def content(self) -> Content:
        """What stands in the workbook."""
        return self.edit(SOUND[self.system])


def _put(sheet: str, row: int, **cells: CellInput) -> Edit:
    """Other cells in a row of a sheet, counted from 0."""

    def edit(content: Content) -> Content:
        lines = list(content[sheet])
        lines[row] = {**lines[row], **cells}
        return {**content, sheet: lines}

    return edit


def _again(sheet: str, **cells: CellInput) -> Edit:
    """The first row of a sheet once more, with other cells."""

    def edit(content: Content) -> Content:
        return {**content, sheet: [*content[sheet], {**content[sheet][0], **cells}]}

    return edit


def _then(*edits: Edit) -> Edit:
    def edit(content: Content) -> Content:
        for one in edits:
            content = one(content)
        return content

    return edit


_IDS = _then(_put("equipment", 0, id="E1"), _put("equipment", 1, id="E1"))
_NO_DAY = _then(_put("visit", 0, held_on=None), _put("measurements", 0, taken_on=None))

FAULTS: Final = (
    FieldFault("FLD-001", "row-copied-with-its-id", _IDS),
    FieldFault("FLD-002", "tag-used-twice", _put("equipment", 1, tag="AC-1")),
    FieldFault(
        "FLD-003", "boiler-among-compressors", _again("equipment", kind="boiler", tag="B-1")
    ),
    FieldFault("FLD-004", "rated-in-watts", _put("equipment", 0, rated=75000)),
    FieldFault("FLD-005", "rated-unusually-small", _put("equipment", 0, rated=Decimal("1.5"))),
    FieldFault("FLD-006", "more-hours-than-a-year", _put("equipment", 0, hours=9000)),
    FieldFault("FLD-007", "boiler-with-a-drive", _put("equipment", 0, vsd=True), System.BOILER),
    FieldFault("FLD-101", "value-of-an-unknown-machine", _put("measurements", 0, tag="AC-9")),
    FieldFault("FLD-102", "flue-gas-of-a-compressor", _put("measurements", 0, quantity="flue_o2")),
    FieldFault("FLD-103", "oxygen-of-air", _put("measurements", 0, value=21), System.BOILER),
    FieldFault("FLD-104", "pressure-in-psi", _put("measurements", 0, value=104)),
    FieldFault("FLD-105", "instrument-missing", _put("measurements", 0, instrument=None)),
    FieldFault(
        "FLD-106", "calibrated-long-ago", _put("measurements", 0, calibrated_on=date(2021, 3, 1))
    ),
    FieldFault("FLD-107", "load-test-on-a-drive", _put("measurements", 2, tag="AC-2")),
    FieldFault(
        "FLD-108",
        "row-id-of-another-machine",
        _then(
            _put("equipment", 0, id="E1"),
            _put("equipment", 1, id="E2"),
            _put("measurements", 0, id="N-E2-pressure"),
        ),
    ),
    FieldFault(
        "FLD-109", "measured-a-year-before", _put("measurements", 0, taken_on=date(2025, 5, 6))
    ),
    FieldFault(
        "FLD-110", "supply-and-return-exchanged", _put("measurements", 3, value=6), System.COOLING
    ),
    FieldFault("FLD-111", "no-day-anywhere", _NO_DAY),
    FieldFault("FLD-201", "finding-on-an-unknown-machine", _put("findings", 0, tag="AC-9")),
    FieldFault(
        "FLD-202", "finding-number-twice", _again("findings", text="另一項", title="另一建議")
    ),
    FieldFault("FLD-203", "recommendation-without-class", _put("findings", 0, measure_class=None)),
    FieldFault("FLD-204", "more-saved-than-used", _put("findings", 0, electricity=4200000)),
    FieldFault("FLD-205", "half-of-the-use-saved", _put("findings", 0, electricity=210000)),
    FieldFault(
        "FLD-206", "gas-without-a-quantity", _put("findings", 0, other_carrier="natural_gas")
    ),
    FieldFault(
        "FLD-207",
        "recommendation-of-an-unknown-finding",
        _put("advice", 0, finding=7),
        System.OTHER,
    ),
    FieldFault("FLD-301", "photo-listed-twice", _again("photos")),
    FieldFault("FLD-302", "photo-of-an-unknown-machine", _put("photos", 0, tag="AC-9")),
    FieldFault("FLD-303", "photo-of-an-unknown-finding", _put("photos", 0, finding=7)),
    FieldFault("FLD-304", "photo-as-heic", _put("photos", 0, name="IMG_0001.HEIC")),
)
"""One fault of each rule of field workbooks."""
