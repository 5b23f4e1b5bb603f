"""One sound inventory of any length, written row by row, to see how the portal copes with it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from portal.demo.as_read import AsRead, typed
from portal.demo.companies import company
from portal.demo.contents import Workbook
from portal.demo.drafts import drafted
from portal.demo.sources import Cell, setting
from portal.demo.variation import rounded
from portal.inventory import subject
from portal.inventory.sheets import SOURCES, TEMPLATE
from portal.inventory.sheets.sources import Source
from portal.workbook.content import Content, Line
from portal.workbook.template import write_draft

MEMBER, YEAR = "PC12", 2024
FUELS = (
    ("natural_gas", "1000m3", Decimal(8107), "kcal/m3", "stationary", "B"),
    ("diesel", "kL", Decimal(8629), "kcal/L", "stationary", "G"),
    ("lpg", "kL", Decimal(5958), "kcal/L", "stationary", "H"),
    ("fuel_oil", "kL", Decimal(9320), "kcal/L", "stationary", "F"),
)
STEP, FIRST = Decimal("0.0043"), Decimal("0.5131")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write_large_sample(output: Path, rows: int) -> None:
    """Write a sound inventory with so many sources; memory does not grow with them."""
    file = Workbook(company(MEMBER), TEMPLATE, YEAR)
    totals = _totals(file.content, rows)
    whole = drafted(file, {**file.content, **totals})
    sheets = tuple(
        replace(one, rows=_sources(file.content, rows)) if one.sheet.key == "sources" else one
        for one in whole.sheets
    )
    write_draft(output, replace(whole, sheets=sheets), blank_rows=0, streamed=True)


def _totals(content: Content, rows: int) -> Content:
    """Cover and verification with the totals of all rows."""
    scope1 = sum((_stated(line) for line in _sources(content, rows)), Decimal(0))
    counted = subject.totals(subject.build(AsRead(TEMPLATE, content)))
    scope2 = counted.counted.scope2 or Decimal(0)
    cover = {**content["cover"][0], "stated_scope1": rounded(scope1, 3)}
    verified = {**content["verification"][0], "verified_total": rounded(scope1 + scope2, 3)}
    return {"cover": [cover], "verification": [verified]}


def _stated(line: Line) -> Decimal:
    value = line["stated_emissions"]
    return value if isinstance(value, Decimal) else Decimal(0)


def _sources(content: Content, rows: int) -> Iterator[Line]:
    """The member's own sources first, then small burners, each with an activity of its own."""
    own = content["sources"][:rows]
    yield from own
    recomputation = setting(YEAR).recomputation
    site = own[0]["site"]
    for number in range(len(own), rows):
        line = _burner(number)
        line["site"] = site
        row = typed(SOURCES, line)
        assert isinstance(row, Source)  # noqa: S101
        line["stated_emissions"] = recomputation.source(row).emissions
        yield line


def _burner(number: int) -> Cell:
    material, unit, heat_value, heat_unit, emission_type, letter = FUELS[number % len(FUELS)]
    block, place = divmod(number, 1000)
    return {
        "source_id": f"L{number:06d}",
        "process": f"{LETTERS[block // 100 % 26]}{block % 100:02d}",
        "equipment": f"{letter}{place:03d}",
        "name": f"小型燃燒設備 {number}",
        "material": material,
        "emission_type": emission_type,
        "activity": FIRST + STEP * number,
        "unit": unit,
        "heat_value": heat_value,
        "heat_unit": heat_unit,
        "heat_source": "ea_2025",
        "method": "announced",
        "factor_class": "5",
        "measuring": "periodic",
        "calibration": "internal",
        "evidence": "領料單，工務課",
    }
