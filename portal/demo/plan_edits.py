"""Changes of a sound plan, small enough that one thing becomes wrong and the rest stays sound."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.demo.companies import company
from portal.workbook.content import CellInput, Content, Line

MEMBER = "ST05"
PARTNER = "PC12"
SITE = company(MEMBER).places[0].record.control_number
GRID = Decimal("0.474")
Edit = Callable[[Content], Content]
Cells = Mapping[str, CellInput]


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One fault of a plan.

    Attributes:
        code: of the finding it provokes.
        name: the fault in a few English words.
        edit: makes the sound plan faulty.
        alone: whether the workbook alone shows it, without what the portal has on file.
    """

    code: str
    name: str
    edit: Edit
    alone: bool = True


def change(key: str, position: int = 0, **values: CellInput) -> Edit:
    """Other values in one row."""

    def edited(content: Content) -> Content:
        lines = [dict(line) for line in content[key]]
        lines[position].update(values)
        return {**content, key: lines}

    return edited


def add(key: str, *lines: Line) -> Edit:
    """Further rows at the end of a sheet."""
    return lambda content: {**content, key: [*content.get(key, ()), *lines]}


def drop(key: str, *positions: int) -> Edit:
    """Rows less; without positions every row."""

    def edited(content: Content) -> Content:
        left = [
            line
            for number, line in enumerate(content[key])
            if positions and number not in positions
        ]
        return {**content, key: left}

    return edited


def each(key: str, **values: CellInput) -> Edit:
    """The same values in every row of a sheet."""
    return lambda content: {**content, key: [{**line, **values} for line in content[key]]}


def together(*edits: Edit) -> Edit:
    """Several edits, one after the other."""

    def edited(content: Content) -> Content:
        for edit in edits:
            content = edit(content)
        return content

    return edited


def summed(content: Content) -> Content:
    """The cover's total of measures made equal to the rows again."""
    tonnes = (line.get("expected") for line in content["measures"])
    total = sum((one for one in tonnes if isinstance(one, Decimal)), Decimal(0))
    return change("cover", measures_total=total)(content)


def target(**values: CellInput) -> Edit:
    """A further sound target, of 2037, with other values."""

    def edited(content: Content) -> Content:
        like = content["targets"][1]
        fresh: Cells = {
            "target_id": "T2037",
            "target_year": 2037,
            "cut": Decimal("0.35"),
            "stated_cut": None,
            "stated_target_emissions": None,
            "note": None,
        }
        return add("targets", {**like, **fresh, **values})(content)

    return edited


def base_times(factor: str, **values: CellInput) -> Edit:
    """A further target whose base year is a multiple of the sound one."""

    def edited(content: Content) -> Content:
        like, times = content["targets"][1], Decimal(factor)
        first, second = (Decimal(str(like[key])) * times for key in ("base_scope1", "base_scope2"))
        base: Cells = {"base_scope1": first, "base_scope2": second, "base_total": first + second}
        return target(**{"coverage1": Decimal("0.99"), **base, **values})(content)

    return edited


def measure(**values: CellInput) -> Edit:
    """A further sound measure, an idea of 100 t, with other values; the cover follows."""
    fresh: Cells = {
        "measure_id": "M-900",
        "control_number": SITE,
        "title": "辦公區冰水主機更換",
        "category": "energy_efficiency",
        "equipment": "air_conditioning",
        "scope": "2",
        "status": "idea",
        "start": date(2027, 1, 1),
        "full_effect_year": 2028,
        "life": 10,
        "expected": Decimal(100),
        "saved_kwh": Decimal(210_970),
        "factor": GRID,
        "factor_unit": "kgCO2e/kWh",
        "factor_year": 2024,
        "capex": Decimal(1_000_000),
        "financing": "own",
    }
    return together(add("measures", {**fresh, **values}), summed)


def flow(**values: CellInput) -> Edit:
    """A sound flow of steam to another member, with other values."""
    fresh: Cells = {
        "direction": "supplied",
        "partner_code": PARTNER,
        "partner_name": company(PARTNER).name.zh,
        "carrier": "steam",
        "unit": "t",
        "base_year": 2022,
        "base_quantity": Decimal(12_000),
        "target_year": 2030,
        "target_quantity": Decimal(9_000),
        "factor": Decimal("0.21"),
        "factor_unit": "tCO2e/t",
    }
    return add("exchange", {**fresh, **values})


def progress(content: Content) -> Content:
    """Progress of every committed measure, as planned."""
    running = ("approved", "in_progress", "done")
    lines = [
        {
            "measure_id": line["measure_id"],
            "planned": Decimal(str(line["expected"])) * Decimal(str(line["realised"])),
            "actual": Decimal(str(line["expected"])) * Decimal(str(line["realised"])),
        }
        for line in content["measures"]
        if line["status"] in running
    ]
    return {**content, "progress": lines}
