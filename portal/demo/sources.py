"""The direct sources of a member: the recipe of its profile, scaled to its emissions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from portal.demo.as_read import typed
from portal.demo.tables import Cells, table
from portal.demo.variation import about, rounded
from portal.inventory.recompute import Recomputation
from portal.inventory.sheets import SOURCES
from portal.inventory.sheets.sources import Source
from portal.reference.fuels import HeatValueSet, fuels
from portal.workbook.content import CellInput

COMMON = "*"
PROBE = Decimal(1_000_000)
HEAT_SOURCES = {
    HeatValueSet.EA_2025: "ea_2025",
    HeatValueSet.MOENV_604: "moenv_604",
    HeatValueSet.IPCC_2006: "ipcc_2006",
}
_NUMBERS = frozenset(
    {"heat_value", "biogenic_share", "carbon", "factor_co2", "factor_ch4", "factor_n2o"}
)
_EVIDENCE = {
    "stationary": ("流量計月報，公用課", "continuous", "external"),
    "mobile": ("加油單據，總務課", "periodic", "internal"),
    "process": ("生產月報，製造部", "continuous", "internal"),
    "fugitive": ("維修填充紀錄，設備課", "periodic", "internal"),
}
Cell = dict[str, CellInput]


@dataclass(frozen=True, slots=True)
class Setting:
    """The sets an inventory is made with."""

    year: int
    heat_set: HeatValueSet
    recomputation: Recomputation


def setting(year: int) -> Setting:
    """The sets of a year: AR5 and the announced factors, heat values of that year's table."""
    heat_set = HeatValueSet.EA_2025 if year >= 2024 else HeatValueSet.MOENV_604
    return Setting(year, heat_set, Recomputation("AR5", None, heat_set.value))


def source_lines(
    profile: str, site: str, number: int, tonnes: Decimal, made: Setting, *, reserved: Decimal
) -> list[Cell]:
    """The sources of one site.

    Args:
        profile: key of the recipe.
        site: control number.
        number: which site of the member it is, for the numbers of the sources.
        tonnes: all direct emissions of the site, tCO2e.
        made: the sets of the year.
        reserved: part of the tonnes that other sheets hold (process gases) or that is added
            apart, such as by-product gas from another member.
    """
    wanted = dict(_wanted(profile, site, tonnes, made, reserved))
    lines: list[Cell] = []
    for recipe in _recipe(profile):
        line = _line(recipe, site, number, made)
        if recipe["material"] != "carbon_balance":
            line["activity"] = activity(line, wanted[recipe["id"]], made)
        lines.append(line)
    return lines


def balance_tonnes(profile: str, site: str, tonnes: Decimal, made: Setting) -> Decimal:
    """The part of a site's emissions that its carbon balance has to explain, tCO2e."""
    wanted = dict(_wanted(profile, site, tonnes, made, Decimal(0)))
    return sum(
        (wanted[one["id"]] for one in _recipe(profile) if one["material"] == "carbon_balance"),
        Decimal(0),
    )


def activity(line: Mapping[str, CellInput], tonnes: Decimal, made: Setting) -> Decimal:
    """The activity of a source that emits so many tonnes of CO2e."""
    probe = typed(SOURCES, {**line, "activity": PROBE})
    assert isinstance(probe, Source)  # noqa: S101
    emitted = made.recomputation.source(probe).emissions
    if emitted is None:
        raise ValueError(f"the source {line['name']} cannot be recomputed")
    return rounded(tonnes * PROBE / emitted, 4)


def _recipe(profile: str) -> list[Cells]:
    own = [row for row in table("recipes") if row["profile"] == profile]
    return [*own, *(row for row in table("recipes") if row["profile"] == COMMON)]


def _wanted(
    profile: str, site: str, tonnes: Decimal, made: Setting, reserved: Decimal
) -> Iterator[tuple[str, Decimal]]:
    """Tonnes of each source: small ones first, the main ones share what is left."""
    small: dict[str, Decimal] = {}
    main: dict[str, Decimal] = {}
    for row in _recipe(profile):
        share = about(Decimal(row["share"]), "0.02", site, row["id"], made.year)
        if row["cap"]:
            cap = about(Decimal(row["cap"]), "0.06", site, row["id"], made.year)
            small[row["id"]] = min(share * tonnes, cap)
        else:
            main[row["id"]] = share
    left = tonnes - reserved - sum(small.values())
    whole = sum(main.values())
    yield from small.items()
    for name, share in main.items():
        yield name, left * share / whole


def _line(recipe: Cells, site: str, number: int, made: Setting) -> Cell:
    evidence, measuring, calibration = _EVIDENCE[recipe["emission_type"]]
    line: Cell = {
        "source_id": f"{recipe['id'][0]}{number}{recipe['id'][1:]}",
        "site": site,
        "process": recipe["process"],
        "equipment": recipe["equipment"],
        "name": recipe["zh"],
        "material": recipe["material"],
        "emission_type": recipe["emission_type"],
        "category": recipe["category"] or None,
        "unit": recipe["unit"],
        "method": recipe["method"],
        "factor_class": "5",
        "measuring": measuring,
        "calibration": calibration,
        "evidence": evidence,
    }
    return {**line, **_heat(recipe["material"], made), **dict(_more(recipe["more"]))}


def _heat(material: str, made: Setting) -> Cell:
    fuel = fuels().get(material)
    value = None if fuel is None else fuel.heat_value(made.heat_set) or fuel.heat_value()
    if value is None:
        return {}
    source = HEAT_SOURCES[value.set]
    return {"heat_value": value.value, "heat_unit": value.unit.code, "heat_source": source}


def _more(text: str) -> Iterator[tuple[str, Any]]:
    for part in filter(None, text.split(";")):
        key, _, value = part.partition("=")
        if key in _NUMBERS:
            yield key, Decimal(value)
        elif key == "cogeneration":
            yield key, value == "yes"
        else:
            yield key, value
