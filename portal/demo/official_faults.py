"""Faulty copies of the official form, each named for the finding it provokes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from portal.demo.official import Filled, official_grid
from portal.demo.official_grid import Grid
from portal.demo.official_plant import OWN, SOURCES, Used
from portal.workbook.content import CellInput, ErrorValue

BOILER, GENERATOR, CAR, CHILLER, POWER = SOURCES


@dataclass(frozen=True, slots=True)
class OfficialFault:
    """One faulty form.

    Attributes:
        code: the rule whose finding it provokes.
        name: what is wrong, in snake case.
        also: codes of findings that inevitably come with it.
        cell: where the finding points.
    """

    code: str
    name: str
    make: Callable[[], Grid]
    cell: str
    also: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name of the sample."""
        return f"{self.code}-{self.name.replace('_', '-')}"


def _edited(*edits: Callable[[Grid], None], filled: Filled | None = None) -> Callable[[], Grid]:
    def make() -> Grid:
        grid = official_grid(filled or Filled())
        for edit in edits:
            edit(grid)
        return grid

    return make


def _put(sheet: str, where: str, value: CellInput) -> Callable[[Grid], None]:
    return lambda grid: grid.put(sheet, where, value)


def _with(*sources: Used, **values: object) -> Callable[[], Grid]:
    return _edited(filled=replace(Filled(), sources=sources, **values))  # type: ignore[arg-type]


_LNG: Final = replace(
    BOILER,
    material_code="050004",
    material="液化天然氣",
    factors=(Decimal(64200), Decimal(3), Decimal("0.6")),
    heat=Decimal(8710),
)
_CF4: Final = replace(
    CHILLER,
    process="M02",
    equipment="E202",
    name="蝕刻機",
    material_code="GG1803",
    material="PFC-14/四氟化碳，CF4",
    kind="製程",
    gases=("PFCS",),
    potential=Decimal(6630),
    category="五、電子",
)
_CYLINDER: Final = replace(
    CHILLER,
    equipment="GF03",
    name="消防設施",
    material_code="180014",
    material="二氧化碳",
    gases=("CO2",),
    activity=Decimal(500),
    carbon=Decimal(1),
    potential=None,
    category="七、其他",
)
_R22: Final = replace(
    CHILLER, equipment="GF04", material_code="GG1841", material="HCFC-22", potential=Decimal(0)
)


def _tested(grid: Grid) -> None:
    cells: dict[str, CellInput] = {
        "A3": "M01",
        "D3": "E201",
        "E3": 20,
        "F3": "燃氣鍋爐",
        "G3": "050002",
        "H3": "天然氣",
        "J3": "固定燃燒",
        "K3": "示範檢測股份有限公司",
        "L3": "ISO/IEC 17025",
        "M3": "低位熱值",
        "N3": 8107,
        "O3": "Kcal/m3",
        "Q3": "ASTM D1945",
        "R3": "113-01-01至113-12-31",
    }
    for where, value in cells.items():
        grid.put("表十一", where, value)


def _spoilt(row: int) -> Callable[[Grid], None]:
    def edit(grid: Grid) -> None:
        for letters in ("Y", "Z"):
            grid.put("表五", f"{letters}{row}", ErrorValue("#N/A"))

    return edit


def _row(sheet: str, number: int) -> Callable[[Grid], None]:
    return lambda grid: grid.drop(sheet, number)


FAULTS: Final = (
    OfficialFault(
        "OFF-001",
        "source_missing_in_table_5",
        _edited(_row("表五", 4)),
        "表三!A4",
        ("OFF-012", "INV-222"),
    ),
    OfficialFault(
        "OFF-002",
        "source_missing_in_table_3",
        _edited(_row("表三", 4)),
        "表四!A4",
        ("OFF-012", "INV-060"),
    ),
    OfficialFault(
        "OFF-003",
        "rows_sorted_in_table_5_only",
        _edited(lambda grid: grid.swap("表五", 3, 4)),
        "表五!A4",
    ),
    OfficialFault(
        "OFF-004",
        "own_factor_blank",
        _with(BOILER, replace(GENERATOR, method=OWN, factors=(None, None, None)), *SOURCES[2:]),
        "表五!R4",
    ),
    OfficialFault(
        "OFF-005", "tonnes_typed_over", _edited(_put("表五", "X4", Decimal("32.5"))), "表五!X4"
    ),
    OfficialFault(
        "OFF-006", "total_typed_over", _edited(_put("表八", "I21", Decimal("9700.1"))), "表八!I8"
    ),
    OfficialFault(
        "OFF-007",
        "row_beyond_165",
        _with(*SOURCES, replace(GENERATOR, equipment="GM09"), rows=(3, 4, 5, 6, 7, 170)),
        "表五!AU170",
    ),
    OfficialFault(
        "OFF-008", "result_is_an_error", _edited(_put("表五", "Y4", ErrorValue("#N/A"))), "表五!Y4"
    ),
    OfficialFault(
        "OFF-009", "disused_gas", _edited(_spoilt(8), filled=Filled((*SOURCES, _R22))), "表五!Y8"
    ),
    OfficialFault(
        "OFF-010", "lng_as_natural_gas_liquids", _with(_LNG, *SOURCES[1:]), "表五!R3", ("INV-063",)
    ),
    OfficialFault("OFF-011", "zeros_lost_in_table_11", _edited(_tested), "表十一!E3"),
    OfficialFault(
        "OFF-012", "gas_total_typed_over", _edited(_put("表八", "C8", Decimal(50))), "表八!C8"
    ),
    OfficialFault("OFF-013", "no_control_number", _edited(_put("表一", "C3", "")), "表一!C3"),
    OfficialFault("INV-045", "pfc_emissions_lost", _with(*SOURCES, _CF4), "表五!AU8", ("INV-203",)),
    OfficialFault("INV-066", "methane_30", _with(*SOURCES, methane=Decimal(30)), "表五!AU3"),
    OfficialFault("INV-073", "extinguisher_as_carbon", _with(*SOURCES, _CYLINDER), "表五!AU8"),
    OfficialFault(
        "INV-230",
        "factor_of_2021_in_2022",
        _with(*SOURCES[:4], replace(POWER, factors=(Decimal("0.509"),)), roc_year=111),
        "表五!R7",
    ),
)
"""Every rule of the book about the form, and the form's own errors that other books find."""
