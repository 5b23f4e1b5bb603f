"""The command `portal budget`: the page of the carbon budget for a terminal or a program."""

from collections.abc import Mapping
from decimal import Decimal

import click
import orjson

from portal.aggregation.contributions import Delivery
from portal.budget.electricity import DEFAULT_END, END_POINTS
from portal.budget.overview import Asked, CarbonBudget, carbon_budget
from portal.cli.storage import opened
from portal.plans.amounts import MISSING_LABELS, Amount, Missing
from portal.reports.formats import number

Plain = Mapping[str, object]


@click.command()
@click.option("--year", type=int, required=True, help="盤查年度 / Reporting year.")
@click.option(
    "--ef",
    type=click.Choice(list(END_POINTS)),
    default=DEFAULT_END,
    help="2030 年電力排碳係數 / Grid factor assumed for 2030.",
)
@click.option("--json", "as_json", is_flag=True, help="輸出 JSON / Print JSON.")
def budget(year: int, ef: str, *, as_json: bool) -> None:
    """碳預算 / The carbon budget beside what the Alliance and other programmes deliver.

    A few lines for people; with --json one object for programs: budget and pathway in 10 ktCO2e,
    the Alliance in tonnes CO2e, amounts as decimal strings.
    """
    with opened() as database, database.reading() as session:
        page = carbon_budget(session, year, Asked(end=ef))
    click.echo(orjson.dumps(as_plain(page)).decode() if as_json else as_lines(page))


def as_plain(page: CarbonBudget) -> Plain:
    """The page as plain data."""
    version, found, split = page.version, page.to_go, page.electricity
    return {
        "year": page.year,
        "version": {
            "id": version.id,
            "title": version.title,
            "year": version.year,
            "document": {"zh": version.document.zh, "en": version.document.en},
            "adopted_on": version.adopted_on,
            "enterprise_10kt": _plain(version.enterprise),
            "lines_10kt": {
                one.sector.value: {
                    "baseline": _plain(one.baseline),
                    "measures": _plain(one.measures),
                    "budget": _plain(one.budget),
                }
                for one in version.lines
            },
        },
        "differing": [
            {
                "what": {"zh": one.what.zh, "en": one.what.en},
                "printed": _plain(one.printed),
                "computed": _plain(one.computed),
            }
            for one in page.differing
        ],
        "delivery_t": {
            "alliance": _delivery(page.delivery.whole),
            "without_power": _delivery(page.delivery.without_power),
            "power": _delivery(page.delivery.power),
            "missing": page.delivery.missing,
        },
        "electricity_t": {
            "factor_2030": _plain(split.path.end),
            "until": split.year,
            "own": _plain(split.own) if split.members else Missing.NO_DATA.value,
            "grid": _plain(split.grid) if split.members else Missing.NO_DATA.value,
            "members": len(split.members),
            "silent": split.silent,
        },
        "programmes": [
            {
                "key": one.record.key,
                "programme": one.record.programme.value,
                "year": one.record.year,
                "tonnes": _plain(one.record.tonnes),
                "left_out": one.left_out and one.left_out.value,
            }
            for one in page.programmes
        ],
        "to_2030_10kt": {
            "cap": _plain(found.cap),
            "target": _plain(found.target),
            "missing": _plain(found.missing),
            "actual": _plain(found.latest),
            "actual_year": found.latest_year,
            "below_cap": _plain(found.below_cap),
            "alliance": _plain(found.alliance),
            "programmes": _plain(found.programmes),
            "open": _plain(found.open),
        },
    }


def _delivery(one: Delivery) -> Plain:
    return {
        "stated": _plain(one.stated.value),
        "interpolated": _plain(one.interpolated.value),
        "members_stated": len(one.stated.members),
        "members_interpolated": len(one.interpolated.members),
    }


def _plain(value: Amount | None) -> str | None:
    if value is None or isinstance(value, Missing):
        return value and value.value
    return f"{value.normalize():f}"


def as_lines(page: CarbonBudget) -> str:
    """The page in a few lines, 10 ktCO2e."""
    found, cut = page.to_go, page.delivery.without_power.cut
    items: tuple[tuple[str, Amount | None], ...] = (
        (f"{found.cap_year} 碳預算上限 cap", found.cap),
        ("工業 industry", page.version.industry.budget),
        ("企業自主減量目標 enterprise row", page.version.enterprise),
        ("聯盟減量（不含電廠） Alliance", _in_10kt(cut)),
        ("2030 目標 target", found.target),
        ("尚缺 missing", found.missing),
        (f"{found.latest_year} 低於上限 below the cap", found.below_cap),
        ("仍無著落 still open", found.open),
    )
    lines = [f"{page.year} 年度 · 萬公噸 CO₂e, 10 ktCO2e"]
    return "\n".join([*lines, *(f"{name}  {_said(value)}" for name, value in items)])


def _in_10kt(tonnes: Amount) -> Amount:
    return tonnes if isinstance(tonnes, Missing) else tonnes / Decimal(10_000)


def _said(value: Amount | None) -> str:
    return MISSING_LABELS[value].zh if isinstance(value, Missing) else number(value, 2)
