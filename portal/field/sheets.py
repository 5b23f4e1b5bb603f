"""The field workbook of each plant system, made from the declared kinds of equipment."""

from decimal import Decimal
from functools import cache
from typing import Final

from portal.advisory.vocabulary import System
from portal.field.choices import (
    CARRIERS,
    CLASSES,
    LEVELS,
    METHODS,
    SYSTEM_CODES,
    kind_codes,
    kinds,
    quantity_codes,
)
from portal.field.rows import (
    AdviceLine,
    EquipmentLine,
    FindingLine,
    MeasurementLine,
    PhotoLine,
    VisitFacts,
)
from portal.language import Text
from portal.workbook.sheets import Column, Kind, Layout, Sheet, Template

_ZERO: Final = Decimal(0)
_ID: Final = Column("id", Text("列號", "Row id"), locked=True, width=9)
_VERSION: Final = Column("version", Text("版次", "Version"), locked=True, width=12)
HAND_IN: Final = (
    Text(
        "現場不需網路；回到有網路處，於平台的訪視頁「現場活頁簿」上傳，先看差異再確認。",
        "Fill it in without network; upload it on the page of the visit, look at what it changes, "
        "then confirm.",
    ),
    Text(
        "灰底的列號與版次請勿更改或複製；新增的列請留空。別人先改過的列不會被覆蓋，會列出供您比對。",
        "Leave the grey row ids and versions alone and empty in rows of your own. What somebody "
        "else changed meanwhile is never overwritten; both are shown.",
    ),
)


def _text(key: str, zh: str, en: str, width: int = 18, *, required: bool = False) -> Column:
    return Column(key, Text(zh, en), required=required, width=width)


def _given(key: str, zh: str, en: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(key, Text(zh, en), kind, locked=True, width=16)


def _day(key: str, zh: str, en: str) -> Column:
    return Column(key, Text(zh, en), Kind.DATE, width=13)


def _amount(key: str, zh: str, en: str, unit: Text, *, may_be_negative: bool = False) -> Column:
    least = None if may_be_negative else _ZERO
    return Column(key, Text(zh, en), Kind.NUMBER, unit, minimum=least, width=13)


def _unit(text: str) -> Text:
    return Text(text, text)


VISIT: Final = Sheet(
    key="visit",
    title=Text("訪視", "Visit"),
    row=VisitFacts,
    layout=Layout.FORM,
    help=Text("灰底由平台帶入。", "Grey fields come from the portal."),
    columns=(
        Column(
            "system",
            Text("系統", "System"),
            Kind.CODE,
            codes=SYSTEM_CODES,
            locked=True,
            required=True,
        ),
        _given("request_number", "案件編號", "Number of the request"),
        _given("visit", "訪視序號", "Key of the visit", Kind.INTEGER),
        _given("version", "版次", "Version"),
        _given("made", "製表時的列號", "Row ids when it was made"),
        _given("site", "廠區", "Site"),
        _given("kind", "訪視類別", "Kind of visit"),
        _given("planned_on", "預定日期", "Planned for", Kind.DATE),
        _day("held_on", "實際日期", "Held on"),
        _text("weather", "天候", "Weather"),
        Column(
            "of_site",
            Text("廠方出席人員", "Attendees of the site"),
            width=60,
            help=Text(
                "以「；」分隔，姓名後以「、」接職稱。",
                "Separate people by a semicolon; name, then role after a comma.",
            ),
            example="王小明、廠務課長；林小華、操作員",
        ),
        _text("of_team", "團隊出席人員", "Attendees of the team", 60),
        _text("notes", "訪視紀要", "Notes", 60),
    ),
)


def _equipment(system: System | None) -> Sheet:
    units = {f"{kind.label.zh} {kind.rated.unit}": kind for kind in kinds(system)}
    english = ", ".join(f"{kind.label.en}: {kind.rated.unit}" for kind in units.values())
    return Sheet(
        key="equipment",
        title=Text("設備", "Equipment"),
        row=EquipmentLine,
        required=False,
        help=Text(
            "一台一列；不在清冊上的設備直接往下新增。停用請填「使用中」為否，刪去的列平台仍保留。",
            "One row a machine; add new ones below. Say “no” to “in use” for what is out of use: "
            "a row taken out stays on file.",
        ),
        columns=(
            _ID,
            _VERSION,
            Column(
                "kind",
                Text("設備種類", "Kind of equipment"),
                Kind.CODE,
                codes=kind_codes(system),
                required=True,
            ),
            _text("tag", "設備編號", "Tag", 12, required=True),
            _text("maker", "廠牌", "Maker", 14),
            _text("model", "型號", "Model", 14),
            Column("year", Text("製造年", "Year made"), Kind.YEAR, width=9),
            Column(
                "rated",
                Text("額定值", "Rated"),
                Kind.NUMBER,
                width=10,
                help=Text(f"單位：{'、'.join(units)}。", f"Unit: {english}."),
            ),
            Column(
                "carrier", Text("使用能源", "Energy used"), Kind.CODE, codes=CARRIERS, required=True
            ),
            _amount("hours", "年運轉時數", "Hours a year", _unit("h")),
            _amount("annual_use", "全年用量", "Use in a year", Text("該能源單位", "its unit")),
            Column("vsd", Text("有變頻器", "Speed drive"), Kind.YES_NO, width=8),
            Column("in_use", Text("使用中", "In use"), Kind.YES_NO, width=8),
            _text("note", "備註", "Note", 24),
        ),
    )


def _measurements(system: System | None) -> Sheet:
    return Sheet(
        key="measurements",
        title=Text("量測", "Measurements"),
        row=MeasurementLine,
        required=False,
        help=Text(
            "每台設備、每個項目一列；沒有量的留空。現場量測須填儀器與校正日期。",
            "One row for each machine and quantity; leave empty what was not measured. A measured "
            "value names its instrument and calibration.",
        ),
        columns=(
            _ID,
            _VERSION,
            _text("tag", "設備編號", "Tag", 12),
            Column(
                "quantity", Text("量測項目", "Quantity"), Kind.CODE, codes=quantity_codes(system)
            ),
            Column("value", Text("數值", "Value"), Kind.NUMBER, width=12),
            Column("unit", Text("單位", "Unit"), locked=True, width=9),
            Column("usual", Text("一般範圍", "Usual range"), locked=True, width=13),
            _day("taken_on", "量測日期", "Taken on"),
            Column("method", Text("數值來源", "How"), Kind.CODE, codes=METHODS),
            _text("instrument", "儀器（型號與序號）", "Instrument", 20),
            _day("calibrated_on", "校正日期", "Calibrated on"),
            _text("note", "備註", "Note", 20),
        ),
    )


_ADVICE_COLUMNS: Final = (
    _text("title", "建議名稱", "Recommendation", 24),
    _text("advice", "建議內容", "What to do", 48),
    Column("measure_class", Text("分類", "Class"), Kind.CODE, codes=CLASSES),
    _amount("electricity", "年節電量", "Electricity saved", _unit("kWh"), may_be_negative=True),
    Column("other_carrier", Text("其他能源", "Other energy"), Kind.CODE, codes=CARRIERS),
    _amount(
        "other_quantity",
        "其他能源年節省量",
        "Saved of it",
        Text("該能源單位", "its unit"),
        may_be_negative=True,
    ),
    _amount("price", "電價", "Price of electricity", Text("元/kWh", "NT$/kWh")),
    _amount("capex", "投資額", "Cost", Text("元", "NT$")),
    _amount("life_years", "使用年限", "Life", Text("年", "years")),
    _text("explanation", "對警告的說明", "Explanation of warnings", 30),
)
FINDINGS: Final = Sheet(
    key="findings",
    title=Text("發現與建議", "Findings and advice"),
    row=FindingLine,
    required=False,
    help=Text(
        "每項發現一列；設備留空即為全廠。有建議時填右側各欄，會成為團隊的草稿。",
        "One row a finding; without a tag it concerns the whole site. A recommendation on the "
        "right becomes a draft of the team.",
    ),
    columns=(
        _ID,
        _VERSION,
        Column(
            "number",
            Text("項次", "No."),
            Kind.INTEGER,
            width=7,
            help=Text("照片以項次指到發現。", "Photos refer to it."),
        ),
        _text("tag", "設備編號", "Tag", 12),
        _text("text", "診斷發現", "What was found", 48, required=True),
        Column("severity", Text("重要性", "Weight"), Kind.CODE, codes=LEVELS, required=True),
        Column("on_file", Text("已有建議", "Advice on file"), locked=True, width=18),
        *_ADVICE_COLUMNS,
    ),
)
ADVICE: Final = Sheet(
    key="advice",
    title=Text("已有建議", "Advice on file"),
    row=AdviceLine,
    required=False,
    help=Text(
        "平台上仍可修改的建議，直接更改即可；灰底的列號與版次請勿更動。同一發現的第二項建議往下新增，"
        "填發現項次。",
        "Recommendations that can still be changed: change them here. Leave row id and version "
        "alone. A second one of a finding is added below, with the number of its finding.",
    ),
    columns=(
        _ID,
        _VERSION,
        Column("number", Text("建議編號", "No."), Kind.INTEGER, locked=True, width=9),
        Column("finding", Text("發現項次", "No. of finding"), Kind.INTEGER, width=9),
        *_ADVICE_COLUMNS,
    ),
)
PHOTOS: Final = Sheet(
    key="photos",
    title=Text("照片", "Photos"),
    row=PhotoLine,
    required=False,
    help=Text(
        "填手機裡的檔名與照片內容；照片於訪視頁上傳，檔名相符即帶入說明。",
        "File name on the phone and what it shows; upload the photos on the page of the visit, "
        "where the same name brings its caption.",
    ),
    columns=(
        _ID,
        _VERSION,
        _text("name", "檔名", "File name", 26, required=True),
        _text("tag", "設備編號", "Tag", 12),
        Column("finding", Text("發現項次", "No. of finding"), Kind.INTEGER, width=9),
        _text("caption", "照片內容", "What it shows", 44, required=True),
    ),
)


@cache
def template(system: System | None = None) -> Template:
    """The workbook of a system; without one, what every system's workbook is read by."""
    name = Text("現場訪視紀錄", "Field record")
    if system is not None:
        name = Text(f"{system.label.zh}{name.zh}", f"{name.en}: {system.label.en}")
    return Template(
        id="NZIA-FIELD",
        kind="field",
        title=name,
        version=1,
        sheets=(VISIT, _equipment(system), _measurements(system), FINDINGS, ADVICE, PHOTOS),
        hand_in=HAND_IN,
    )


READ_BY: Final = template()
