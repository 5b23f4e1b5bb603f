"""What a member buys, makes and produces: energy, own generation and output."""

from decimal import Decimal

from portal.demo.companies import Company
from portal.demo.exchange import STEAM, Flow, received, supplied
from portal.demo.tables import Cells, table
from portal.demo.variation import about, rounded, spread
from portal.reference.grid import latest_grid_factor
from portal.reference.groups import Group
from portal.workbook.content import CellInput

POWER_COMPANY = "台灣電力股份有限公司"
FEED_IN = "電能購售契約"
_OWN_USE = {"coal": Decimal("0.058"), "gas": Decimal("0.022"), "waste": Decimal("0.176")}
_POWER_PER_TONNE_OF_WASTE = Decimal("0.52")
_POWER_PER_TONNE_OF_STEAM = Decimal("0.085")
Cell = dict[str, CellInput]


def profile(name: str) -> Cells:
    """What is known of a profile."""
    return next(row for row in table("profiles") if row["profile"] == name)


def energy_lines(one: Company, site: str, tonnes: Decimal, year: int, *, first: bool) -> list[Cell]:
    """Energy bought by a site that stands for so many tonnes of scope 2."""
    steam = received(one.code, STEAM) if first else []
    bought = sum((flow.emissions(year) for flow in steam), Decimal(0))
    lines = [_grid(site, tonnes - bought, year), *(_steam(site, flow, year) for flow in steam)]
    if one.group is Group.ELECTRONICS:
        lines.extend(_renewable(site, tonnes, year))
    return lines


def _grid(site: str, tonnes: Decimal, year: int) -> Cell:
    factor = latest_grid_factor(year).value
    return {
        "site": site,
        "kind": "grid_electricity",
        "supplier": POWER_COMPANY,
        "meter": f"16-{int((spread(site) + 1) * 4999):04d}-{site[-4:]}",
        "quantity": rounded(tonnes / factor, 3),
        "unit": "MWh",
        "factor": factor,
        "factor_unit": "kgCO2e/kWh",
        "factor_year": year,
        "measuring": "電費單",
        "evidence": "台電電費通知單，會計課",
    }


def _steam(site: str, flow: Flow, year: int) -> Cell:
    return {
        "site": site,
        "kind": "steam",
        "supplier": flow.supplier,
        "meter": f"ST-{site[-4:]}",
        "quantity": flow.quantity(year),
        "unit": flow.unit,
        "factor": flow.factor,
        "factor_unit": "tCO2e/t",
        "factor_year": year,
        "contract": flow.contract,
        "measuring": "蒸汽流量計",
        "evidence": "蒸汽計量月報，公用課",
    }


def _renewable(site: str, tonnes: Decimal, year: int) -> list[Cell]:
    used = tonnes / latest_grid_factor(year).value
    solar = rounded(about(used * Decimal("0.011"), "0.08", site, "solar", year), 3)
    certified = rounded(used * (Decimal("0.012") + Decimal("0.013") * (year - 2022)), 0)
    common: Cell = {"site": site, "unit": "MWh", "factor": Decimal(0), "factor_unit": "kgCO2e/kWh"}
    return [
        {
            **common,
            "kind": "own_solar",
            "supplier": "屋頂型太陽光電（自發自用）",
            "meter": f"PV-{site[-4:]}",
            "quantity": solar,
            "factor_year": year,
            "measuring": "電表",
            "evidence": "發電量月報，廠務課",
        },
        {
            **common,
            "kind": "renewable_bundled",
            "supplier": "綠電轉供（示範售電業）",
            "meter": f"RE-{site[-4:]}",
            "quantity": certified,
            "factor_year": year,
            "certificates": certified,
            "certificate_number": f"TREC-DEMO-{year}-{site[-4:]}",
            "contract": "綠電轉供契約",
            "measuring": "轉供電費單",
            "evidence": "再生能源憑證，會計課",
        },
    ]


def output(one: Company, site: str, sources: list[Cell], tonnes: Decimal, year: int) -> Decimal:
    """The main product of a site in a year, in the unit of its profile.

    Args:
        one: the member.
        site: control number.
        sources: its direct sources; furnaces, crackers and waste lines measure the product.
        tonnes: its emissions of both scopes, tCO2e.
        year: the year.
    """
    measured = {
        "electric_steel": "steel_eaf",
        "cracker": "ethylene",
        "incinerator": "industrial_waste",
    }
    material = measured.get(one.profile)
    if material:
        found = [row["activity"] for row in sources if row["material"] == material]
        return sum((value for value in found if isinstance(value, Decimal)), Decimal(0))
    apart = "0.045" if one.group is Group.ENERGY else "0.14"
    usual = about(Decimal(profile(one.profile)["intensity"]), apart, one.code)
    return rounded(tonnes / about(usual, "0.018", site, year), 2)


def production_line(one: Company, site: str, quantity: Decimal, year: int) -> Cell:
    """The main product of a site."""
    known = profile(one.profile)
    return {
        "site": site,
        "product": known["product"],
        "name": known["product_zh"],
        "route": known["route"],
        "is_main": True,
        "quantity": quantity,
        "unit": known["unit"],
        "operating_hours": rounded(about(Decimal(8160), "0.035", site, "hours", year), 0),
    }


def generation_lines(
    one: Company, site: str, quantity: Decimal, year: int, *, first: bool
) -> list[Cell]:
    """Power and steam made on a site; `quantity` is its output of the year."""
    known = profile(one.profile)
    lines: list[Cell] = []
    if known["generation"] == "power":
        waste = known["fuel"] == "waste"
        net = rounded(quantity * _POWER_PER_TONNE_OF_WASTE, 2) if waste else quantity
        lines.append(_power(site, known["fuel"], net))
    if known["generation"] == "cogeneration":
        lines.extend(_cogeneration(one, site, quantity, year, first=first))
    elif first and (sold := _steam_sold(one, year)):
        fuel = known["fuel"] or "waste_heat"
        lines.append(_made(site, "餘熱鍋爐", "steam", fuel, rounded(sold / 3, 3), sold, "t"))
    return lines


def _steam_sold(one: Company, year: int) -> Decimal:
    return sum((flow.quantity(year) for flow in supplied(one.code, STEAM)), Decimal(0))


def _power(site: str, fuel: str, net: Decimal) -> Cell:
    own = rounded(net * _OWN_USE[fuel] / (1 - _OWN_USE[fuel]), 2)
    line = _made(site, "全廠機組", "electricity", fuel, own, net, "MWh")
    return {**line, "buyer": POWER_COMPANY, "contract": FEED_IN}


def _cogeneration(
    one: Company, site: str, quantity: Decimal, year: int, *, first: bool
) -> list[Cell]:
    """Steam and power of a cogeneration plant; chemical works use their own."""
    sells = one.group is Group.ENERGY
    steam = quantity if sells else rounded(quantity * Decimal("0.9"), 3)
    to_members = _steam_sold(one, year) if first else Decimal(0)
    sold = max(to_members, rounded(steam * Decimal("0.84"), 3)) if sells else Decimal(0)
    power = rounded(steam * _POWER_PER_TONNE_OF_STEAM, 3)
    fed_in = rounded(power * Decimal("0.62"), 3) if sells else Decimal(0)
    shared: Cell = {"cogeneration": True, "power_share": Decimal("0.34")}
    heat = _made(site, "汽電共生機組", "steam", "coal", steam - sold, sold, "t")
    electric = _made(site, "汽電共生機組", "electricity", "coal", power - fed_in, fed_in, "MWh")
    if sells:
        heat |= {"buyer": "園區用戶", "contract": "蒸汽供應契約"}
        electric |= {"buyer": POWER_COMPANY, "contract": FEED_IN}
    return [{**heat, **shared}, {**electric, **shared}]


def _made(
    site: str, unit_name: str, kind: str, fuel: str, own: Decimal, sold: Decimal, unit: str
) -> Cell:
    line: Cell = {
        "site": site,
        "unit_name": unit_name,
        "kind": kind,
        "fuel": fuel,
        "produced": own + sold,
        "own_use": own,
        "sold": sold,
        "unit": unit,
        "cogeneration": False,
    }
    if sold and kind == "steam":
        line |= {"buyer": "聯盟成員", "contract": "蒸汽供應契約"}
    return line
