"""What has to go together: heat value and activity, and the shares of one meter."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Inventory, Obstacle
from portal.inventory.rules.book import (
    ERROR,
    FORM,
    RULES,
    called,
    hit,
    unit_text,
)
from portal.inventory.rules.units import fits_the_fuel
from portal.inventory.sheets import Source
from portal.language import Text
from portal.reference.fuels import fuels
from portal.workbook.findings import Hit


@RULES.rule(
    "INV-054",
    ERROR,
    title=Text("熱值單位與活動數據單位不符", "Heat value and activity have different bases"),
    message=Text(
        "「{source}」的活動數據以「{unit}」計，熱值單位「{found}」無法對應。",
        "The activity of {source} is in {unit}; a heat value in {found} does not go with it.",
    ),
    why=Text(
        "熱值的分母必須與活動數據一致：公噸對千卡／公斤、公秉對千卡／公升。",
        "The heat value is per what the activity is measured in: kg, litre or cubic metre.",
    ),
    fix=Text("請更正熱值單位或活動數據單位。", "Correct the unit of the heat value or activity."),
    source=f"{FORM}: list of heat units, note 7",
)
def heat_value_and_activity_have_one_base(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.HEAT_UNIT and fits_the_fuel(row):
            yield hit(
                row.cell("heat_unit"),
                row.cell("unit"),
                found=unit_text(row.heat_unit),
                unit=unit_text(row.unit),
                source=called(row),
            )


@RULES.rule(
    "INV-058",
    ERROR,
    title=Text("分配比率合計不是 100%", "Shares do not add up to 100 %"),
    message=Text(
        "{site} 的「{material}」活動數據 {activity} 分攤給 {count} 個排放源，比率合計 {found}。",
        "{site}: an activity of {activity} of {material} is divided among {count} sources; "
        "their shares add up to {found}.",
    ),
    why=Text(
        "同一計量的分配比率合計須為 100%，否則會多算或少算。",
        "The shares of one meter have to be 100 % together, or something counts twice or not.",
    ),
    fix=Text("請調整分配比率使合計為 100%。", "Adjust the shares to 100 % together."),
    source=f"{FORM}: table 4, note 6",
    thresholds=("share_sum",),
)
def shares_add_up(inventory: Inventory) -> Iterator[Hit]:
    limit = inventory.limit("share_sum")
    meters: dict[tuple[object, ...], list[Source]] = {}
    for row in inventory.sources:
        if row.share is not None and row.share != 1:
            key = (row.site, row.material, row.unit, row.activity)
            meters.setdefault(key, []).append(row)
    for (site, material, _, activity), rows in meters.items():
        total = sum((row.share or Decimal(0) for row in rows), Decimal(0))
        if abs(total - 1) > limit:
            yield hit(
                *(row.cell("share") for row in rows),
                found=f"{total * 100:.2f} %",
                expected="100 %",
                site=site,
                material=_called_material(str(material)),
                activity=activity,
                count=len(rows),
            )


def _called_material(key: str) -> object:
    fuel = fuels().get(key)
    return key if fuel is None else fuel.label
