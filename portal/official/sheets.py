"""The sheets of the ministry's inventory form: known by headings, never by position.

Where a heading stands several times in a sheet (the three gases of 表五), its columns are told
apart by their order. Source: MOENV greenhouse gas inventory form, tables 1 to 5 and 8 to 11; tables
6 and 7 are optional and not read.
"""

import re
from collections.abc import Iterable
from typing import Final

from portal.inventory.sheets.choices import HEAT_UNIT
from portal.language import Text
from portal.official.rows import (
    GASES_A_ROW,
    Activity,
    Boundary,
    Energy,
    Firm,
    Listed,
    Output,
    Quantity,
    Summary,
    Tested,
)
from portal.workbook.sheets import Column, Kind, Layout, Sheet, Template

_NAME: Final = re.compile(r"\s*表\s*(十一|十|[一二三四五六七八九])(?![一二三四五六七八九十])")
_NUMBERS: Final = {
    word: f"t{number}" for number, word in enumerate("一二三四五六七八九十", start=1)
} | {"十一": "t11"}
# A workbook with these sheets is the form; those alone make it incomplete, not another thing.
NEEDED: Final = frozenset({"t1", "t3", "t4", "t5"})


def _text(key: str, zh: str, en: str, *aliases: str) -> Column:
    return Column(key, Text(zh, en), aliases=aliases)


def _number(key: str, zh: str, en: str, *aliases: str) -> Column:
    return Column(key, Text(zh, en), Kind.NUMBER, aliases=aliases)


_KEY: Final = (
    _text("process", "製程編號", "Process no."),
    _text("equipment", "設備編號", "Equipment no."),
    _text("material_code", "原(燃)物料或產品代碼", "Material code"),
    _text("emission_type", "排放型式", "Emission type"),
)

FIRM = Sheet(
    key="t1",
    title=Text("表一", "Table 1"),
    row=Firm,
    layout=Layout.FORM,
    columns=(
        _text("year", "盤查期間", "Inventory year"),
        _text("control_number", "管制編號", "Control number"),
        _text("name", "事業名稱", "Name of the company"),
        _text("tax_id", "統一編號（總公司統編）", "Company tax number", "統一編號"),
        _text("person", "聯絡人姓名", "Contact"),
        _text("phone", "聯絡人電話", "Telephone"),
        _text("email", "聯絡人電子信箱", "E-mail"),
        _text("industry", "行業代碼1", "Industry code"),
        _text("is_verified", "是否經本署許可之查驗機構查驗", "Verified", "是否經查驗機構查驗"),
        _text("body", "查驗機構名稱", "Verification body"),
        _text("note", "備註", "Note"),
    ),
)
BOUNDARY = Sheet(
    key="t2",
    title=Text("表二", "Table 2"),
    row=Boundary,
    layout=Layout.FORM,
    columns=(
        _text("county", "縣市別", "County or city"),
        _text("town", "鄉鎮別", "Township or district"),
        _text("address", "地址", "Address"),
        *(
            _text(f"excluded{one}", "邊界內未納入計算之排放源", "Sources left out")
            for one in GASES_A_ROW
        ),
    ),
)
LISTED = Sheet(
    key="t3",
    title=Text("表三", "Table 3"),
    row=Listed,
    columns=(
        *_KEY,
        _text("equipment_name", "設備名稱", "Equipment"),
        _text("material", "原(燃)物料或產品名稱", "Material or fuel"),
        _text("biogenic", "是否屬生質能源", "Biogenic", "是否為生質能源"),
        _text("directness", "直接/間接", "Direct or indirect"),
        _text("category", "排放型式-製程或逸散或外購電力類別", "Kind of source"),
        _text("cogeneration", "是否屬汽電共生設備", "Cogeneration"),
        _text("note", "備註", "Note"),
    ),
)
ACTIVITY = Sheet(
    key="t4",
    title=Text("表四", "Table 4"),
    row=Activity,
    columns=(
        *_KEY,
        _text("supplier", "電力/蒸汽供應商名稱", "Supplier"),
        _number("activity", "活動數據", "Activity"),
        _text("unit", "活動數據單位", "Unit"),
        Column("share", Text("活動數據分配比率%", "Share of the activity"), Kind.PERCENT),
        _text("other_unit", "其他單位名稱", "Other unit"),
        _text("data_source", "數據來源", "Evidence"),
        _text("keeper", "保存單位", "Who keeps it"),
        _text("measuring", "量測頻率", "How often measured"),
        _text("calibration", "儀器校正頻率", "How often calibrated"),
        _text("method", "排放量計算方法", "Method"),
        _number("heat_value", "燃料低位熱值數值", "Lower heat value"),
        Column("heat_unit", Text("燃料低位熱值單位", "Unit of it"), Kind.UNIT, codes=HEAT_UNIT),
        Column("carbon", Text("碳含量(%)", "Carbon content"), Kind.PERCENT),
        _text("note", "備註", "Note"),
    ),
)


def _gas(number: int) -> tuple[Column, ...]:
    """The ten columns of one of the three gases; only their order tells them apart."""
    return (
        _text(f"gas{number}", "溫室氣體#", f"Gas {number}"),
        _number(
            f"factor{number}",
            "燃料單位熱值之排放係數/單位電力排碳係數",
            f"Factor of gas {number}",
            "燃料單位熱值之排放係數/電力排碳係數",
        ),
        _text(
            f"factor_unit{number}",
            "單位熱值或單位電力之係數單位",
            f"Unit of factor {number}",
            "單位熱值之排放係數單位",
        ),
        _number(f"per_unit{number}", "單位排放係數/電力排碳係數", f"Unit factor {number}"),
        _text(f"measure{number}", "單位排放係數單位", f"Unit of unit factor {number}"),
        _text(f"source{number}", "排放係數來源", f"Source of factor {number}"),
        _text(f"class{number}", "係數種類", f"Class of factor {number}"),
        _number(f"tonnes{number}", "排放量(公噸/年)", f"Tonnes of gas {number}"),
        _number(f"potential{number}", "GWP", f"Warming potential {number}"),
        _number(f"co2e{number}", "排放當量(公噸CO2e/年)", f"tCO2e of gas {number}"),
    )


QUANTITY = Sheet(
    key="t5",
    title=Text("表五", "Table 5"),
    row=Quantity,
    columns=(
        *_KEY,
        _text("directness", "直接/間接", "Direct or indirect"),
        *(column for number in GASES_A_ROW for column in _gas(number)),
        _number("subtotal", "單一排放源排放當量小計(CO2e公噸/年)", "Subtotal of the source"),
        _number(
            "biogenic", "單一排放源生質燃料之CO2排放當量小計(CO2e公噸/年)", "Biogenic CO2 of it"
        ),
    ),
)
SUMMARY = Sheet(
    key="t8",
    title=Text("表八", "Table 8"),
    row=Summary,
    layout=Layout.FORM,
    columns=(
        _number("co2", "CO2", "CO2"),
        _number("ch4", "CH4", "CH4"),
        _number("n2o", "N2O", "N2O"),
        _number("hfcs", "HFCs", "HFCs"),
        _number("pfcs", "PFCs", "PFCs"),
        _number("sf6", "SF6", "SF6"),
        _number("nf3", "NF3", "NF3"),
        _number("by_gas", "七種溫室氣體年總排放當量", "Total by gas"),
        _number("biogenic", "生質排放當量", "Biogenic"),
        _number("direct_by_gas", "範疇一七種溫室氣體年總排放當量", "Scope 1 by gas"),
        _number("direct", "直接", "Direct"),
        _number("indirect", "能源間接排放", "Energy indirect"),
        _number("other", "其他間接排放", "Other indirect"),
        _number("total", "總排放當量", "Total"),
        _number("stationary", "固定排放", "Stationary"),
        _number("process", "製程排放", "Process"),
        _number("mobile", "移動排放", "Mobile"),
        _number("fugitive", "逸散排放", "Fugitive"),
        _number("electricity", "外購電力", "Electricity bought"),
        _number("steam", "外購蒸汽", "Steam bought"),
    ),
)
ENERGY = Sheet(
    key="t9",
    title=Text("表九", "Table 9"),
    row=Energy,
    required=False,
    columns=(
        _text("kind", "生產能源類別", "Energy produced"),
        _number("produced", "產量", "Produced"),
        _text("unit", "單位", "Unit"),
        _number("own_use", "自用量", "Own use"),
        _number("sold", "外售量", "Sold"),
    ),
)
OUTPUT = Sheet(
    key="t10",
    title=Text("表十", "Table 10"),
    row=Output,
    required=False,
    columns=(
        _text("process", "製程編號", "Process no."),
        _text("product", "產品名稱", "Product"),
        _number("quantity", "產量", "Quantity"),
        _text("unit", "產量單位", "Unit"),
    ),
)
TESTED = Sheet(
    key="t11",
    title=Text("表十一", "Table 11"),
    row=Tested,
    required=False,
    columns=(
        *_KEY,
        _text("equipment_code", "設備代碼", "Equipment code"),
        _text("laboratory", "實驗室或檢測機構名稱", "Laboratory"),
        _text("accreditation", "實驗室或檢測機構認證資格", "Accreditation"),
        _text("subject", "碳含量/低位熱值", "What was tested"),
        _number("value", "參數數值", "Value"),
        _text("value_unit", "參數數值單位", "Unit of the value"),
        _text("method", "檢測方法", "Method"),
        _text("method_number", "檢測方法編號", "Number of the method"),
        _text("period", "檢測日期", "Days of the test"),
    ),
)

TEMPLATE = Template(
    id="MOENV-INVENTORY",
    kind="inventory",
    title=Text("溫室氣體排放量清冊表單（官方）", "Official greenhouse gas inventory form"),
    version=1,
    sheets=(FIRM, BOUNDARY, LISTED, ACTIVITY, QUANTITY, SUMMARY, ENERGY, OUTPUT, TESTED),
)


def official_key(name: str) -> str | None:
    """Which table of the form a sheet is by its name: `表十一 檢測` is `t11`; None for others."""
    found = _NAME.match(name)
    return _NUMBERS[found[1]] if found else None


def is_official(names: Iterable[str]) -> bool:
    """Whether a workbook with these sheets is the official form."""
    return {official_key(name) for name in names} >= NEEDED
