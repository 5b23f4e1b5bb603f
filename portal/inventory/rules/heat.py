"""Heat values: their size, their source, and the tests behind them."""

from collections.abc import Iterator
from decimal import Decimal

from portal.inventory.figures import Inventory, Obstacle
from portal.inventory.rules.book import (
    ERROR,
    FORM,
    INFO,
    JUDGEMENT,
    REGULATION,
    RULES,
    WARNING,
    called,
    hit,
)
from portal.inventory.sheets import Source
from portal.language import Text
from portal.reference.fuels import Fuel, fuels
from portal.reference.units import units
from portal.workbook.findings import Hit

_MJ_TO_KCAL = Decimal("238.8459")
_TESTED = frozenset({"own_laboratory", "accredited_laboratory"})


@RULES.rule(
    "INV-055",
    WARNING,
    title=Text("熱值超出合理範圍", "Heat value is unusual"),
    message=Text(
        "「{source}」的低位熱值 {found} {unit}，{fuel}一般在 {low} 至 {high} 之間。",
        "The heat value of {source} is {found} {unit}; {fuel} usually has {low} to {high}.",
    ),
    why=Text(
        "填成高位熱值會高估 5% 至 10%，填錯燃料差距更大。",
        "A gross heat value overstates by 5 to 10 %; another fuel's by more.",
    ),
    fix=Text(
        "請確認為低位熱值（LHV）並附檢測或供應商資料。",
        "Make sure it is the lower heat value, and name the test or supplier.",
    ),
    source="bands around the official heat values (table 6.0.4, Energy Administration 2025)",
)
def heat_values_are_usual(inventory: Inventory) -> Iterator[Hit]:
    for row, fuel, value in _unusual(inventory):
        if _other_energy_unit(fuel, value) is None:
            yield hit(
                row.cell("heat_value"),
                found=row.heat_value,
                expected=f"{fuel.heat_low}–{fuel.heat_high}",
                source=called(row),
                unit=fuel.heat_unit.label,
                fuel=fuel.label,
                low=fuel.heat_low,
                high=fuel.heat_high,
            )


@RULES.rule(
    "INV-056",
    WARNING,
    title=Text("熱值可能以焦耳填寫", "Heat value may be in joules"),
    message=Text(
        "「{source}」的熱值 {found} 若為 {unit}，換算約 {expected}，落在{fuel}的合理範圍。",
        "Taken as {unit}, the heat value {found} of {source} is {expected}, usual for {fuel}.",
    ),
    why=Text(
        "千卡與焦耳相差約 4.19 倍或更多。",
        "Kilocalories and joules differ by a factor of 4.19 or more.",
    ),
    fix=Text("請更正熱值單位，或換算為千卡。", "Correct the unit, or convert to kilocalories."),
    source=JUDGEMENT,
)
def heat_values_are_in_the_stated_unit(inventory: Inventory) -> Iterator[Hit]:
    for row, fuel, value in _unusual(inventory):
        other = _other_energy_unit(fuel, value)
        if other is not None:
            unit, converted = other
            yield hit(
                row.cell("heat_value"),
                row.cell("heat_unit"),
                found=row.heat_value,
                expected=converted.quantize(Decimal(1)),
                source=called(row),
                unit=unit,
                fuel=fuel.label,
            )


def _unusual(inventory: Inventory) -> Iterator[tuple[Source, Fuel, Decimal]]:
    """Rows whose heat value, in the fuel's usual unit, lies outside its band."""
    known = fuels()
    for row in inventory.sources:
        if row.heat_value is None:
            continue
        fuel = known.get(row.material or "")
        if fuel is None or fuel.heat_low is None or fuel.heat_high is None:
            continue
        value = _in_usual_unit(row, fuel)
        if value is not None and not fuel.heat_low <= value <= fuel.heat_high:
            yield row, fuel, value


def _in_usual_unit(row: Source, fuel: Fuel) -> Decimal | None:
    unit = fuel.heat_unit if row.heat_unit is None else units().get(row.heat_unit)
    if row.heat_value is None or unit is None or unit.dimension is not fuel.heat_unit.dimension:
        return None
    if unit.factor == fuel.heat_unit.factor:
        return row.heat_value
    return row.heat_value * unit.factor / fuel.heat_unit.factor


def _other_energy_unit(fuel: Fuel, value: Decimal) -> tuple[str, Decimal] | None:
    low, high = fuel.heat_low or Decimal(0), fuel.heat_high or Decimal(0)
    for name, times in (("MJ", _MJ_TO_KCAL), ("kJ", _MJ_TO_KCAL / 1000)):
        if low <= value * times <= high:
            return name, value * times
    return None


@RULES.rule(
    "INV-232",
    ERROR,
    title=Text("沒有可用的熱值", "No heat value to compute with"),
    message=Text(
        "「{source}」（{fuel}）沒有填低位熱值，所選熱值版本也沒有這種燃料。",
        "{source} ({fuel}) states no heat value, and the chosen set has none.",
    ),
    why=Text(
        "採單位熱值係數時，沒有熱值就無法計算。",
        "A factor per heat content needs the heat value.",
    ),
    fix=Text("請填檢測或供應商提供之低位熱值。", "Enter a tested or supplied heat value."),
    source=f"{REGULATION}, article 5",
)
def there_is_a_heat_value(inventory: Inventory) -> Iterator[Hit]:
    for row, judged in inventory.remarkable:
        if judged.computed.obstacle is Obstacle.NO_HEAT_VALUE:
            fuel = fuels().get(row.material or "")
            yield hit(
                row.cell("heat_value"),
                source=called(row),
                fuel=row.material if fuel is None else fuel.label,
            )


@RULES.rule(
    "INV-239",
    INFO,
    title=Text("熱值版本晚於盤查年度", "Heat values newer than the year"),
    message=Text(
        "{year} 年清冊採用能源署自 {expected} 年起適用之熱值。",
        "The inventory of {year} uses heat values that apply from {expected} on.",
    ),
    why=Text(
        "熱值版本不同，同一燃料排放量可差 3% 至 10%。",
        "Between sets the same fuel differs by 3 to 10 %.",
    ),
    fix=Text("請確認熱值版本；如係重編歷年清冊請說明。", "Check the set, or say why it was used."),
    source="Energy Administration, heat values of energy products, from 2024",
    thresholds=("newer_heat_values",),
)
def heat_values_are_those_of_the_year(inventory: Inventory) -> Iterator[Hit]:
    cover = inventory.cover
    if cover is None or cover.year is None or cover.heat_set != "EA-2025":
        return
    first = int(inventory.limit("newer_heat_values"))
    if cover.year < first:
        yield hit(
            cover.cell("heat_set"),
            found=cover.heat_set,
            expected=str(first),
            year=str(cover.year),
        )


@RULES.rule(
    "INV-089",
    WARNING,
    title=Text("檢測值沒有檢測紀錄", "Tested value without its test"),
    message=Text(
        "「{source}」的{which}採檢測值，「檢測紀錄」中沒有對應資料。",
        "{source} uses a tested {which}, but the sheet “Tests” has no such test.",
    ),
    why=Text(
        "檢測值須由認證機構出具，並載明方法與日期。",
        "Tested values need an accredited laboratory, a method and a date.",
    ),
    fix=Text(
        "請補填檢測機構、認證資格、方法與期間。",
        "Add laboratory, accreditation, method and dates.",
    ),
    source=f"{REGULATION}, article 5; {FORM}: table 11",
)
def tested_values_have_their_test(inventory: Inventory) -> Iterator[Hit]:
    tested = {(test.source_id, test.subject) for test in inventory.tests if test.laboratory}
    for row in inventory.sources:
        if row.heat_source in _TESTED and (row.source_id, "heat") not in tested:
            which = Text("低位熱值", "heat value")
            yield hit(row.cell("heat_source"), which=which, source=called(row))


@RULES.rule(
    "INV-021",
    WARNING,
    title=Text("檢測期間不在盤查年度", "Test outside the inventory year"),
    message=Text(
        "排放源 {source} 的檢測期間 {found} 不在 {expected} 年。",
        "The test of source {source} covers {found}, not {expected}.",
    ),
    why=Text(
        "檢測值應代表盤查年度使用的燃料。", "A test should stand for the fuel used in the year."
    ),
    fix=Text(
        "請改用該年度檢測值，或說明其代表性。",
        "Use a test of the year, or explain why this one stands for it.",
    ),
    source=JUDGEMENT,
)
def tests_are_of_the_year(inventory: Inventory) -> Iterator[Hit]:
    year = inventory.year
    for test in inventory.tests if year else ():
        for day, column in ((test.first_day, "first_day"), (test.last_day, "last_day")):
            if day is not None and day.year != year:
                yield hit(
                    test.cell(column),
                    found=day.isoformat(),
                    expected=str(year),
                    source=test.source_id or "—",
                )
                break
