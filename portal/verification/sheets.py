"""The workbook of meter data: whose meter, which variables, and one row for each period."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.language import Text
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet, Template

VARIABLES = ("x1", "x2", "x3", "x4")


@dataclass(frozen=True, slots=True)
class About(Row):
    """The plan the data belong to, and the names of its variables."""

    SHEET: ClassVar[str] = "about"
    plan_number: str | None
    member_code: str | None
    meter: str | None
    unit: str | None
    x1: str | None
    x2: str | None
    x3: str | None
    x4: str | None


@dataclass(frozen=True, slots=True)
class Reading(Row):
    """One period of the meter; `simulated` for option D."""

    SHEET: ClassVar[str] = "periods"
    first: date | None
    last: date | None
    energy: Decimal | None
    x1: Decimal | None
    x2: Decimal | None
    x3: Decimal | None
    x4: Decimal | None
    simulated: Decimal | None
    note: str | None


def _named(at: int) -> Column:
    return Column(
        f"x{at}",
        Text(f"變數 {at} 名稱", f"Name of variable {at}"),
        locked=True,
        width=30,
        example=("產量" if at == 1 else ""),
    )


def _measured(at: int) -> Column:
    return Column(
        f"x{at}",
        Text(f"變數 {at}", f"Variable {at}"),
        Kind.NUMBER,
        width=14,
        help=Text(
            "名稱見「計畫」工作表；產量填期間合計，氣溫填期間平均。",
            "Its name stands on the first sheet; totals for production, means for temperature.",
        ),
    )


ABOUT = Sheet(
    key="about",
    title=Text("計畫", "Plan"),
    row=About,
    layout=Layout.FORM,
    help=Text(
        "由平台帶入，請勿更改；變數名稱空白者，該欄免填。",
        "Filled by the portal; a variable without a name is not asked for.",
    ),
    columns=(
        Column(
            "plan_number",
            Text("量測驗證計畫編號", "Number of the M&V plan"),
            required=True,
            locked=True,
            width=30,
            example="MV-0001",
        ),
        Column(
            "member_code",
            Text("成員代碼", "Member code"),
            required=True,
            locked=True,
            width=30,
            example="EL17",
        ),
        Column("meter", Text("電表或儀表", "Meter"), locked=True, width=30, example="P-101"),
        Column("unit", Text("量測單位", "Unit of the meter"), locked=True, width=30, example="kWh"),
        *(_named(at) for at in range(1, 5)),
    ),
)
PERIODS = Sheet(
    key="periods",
    title=Text("量測資料", "Meter data"),
    row=Reading,
    help=Text(
        "每期一列（每月或每日），起迄日皆含在內；期間不得重疊，缺漏請於備註說明。",
        "One row for each month or day, both days included; no overlaps; explain gaps in the note.",
    ),
    columns=(
        Column("first", Text("起日", "From"), Kind.DATE, required=True, example="2023-01-01"),
        Column("last", Text("迄日", "To"), Kind.DATE, required=True, example="2023-01-31"),
        Column(
            "energy",
            Text("用量或關鍵參數", "Use or key parameter"),
            Kind.NUMBER,
            required=True,
            minimum=Decimal(0),
            width=18,
            example="182450",
        ),
        *(_measured(at) for at in range(1, 5)),
        Column(
            "simulated",
            Text("模擬基線用量", "Simulated baseline use"),
            Kind.NUMBER,
            minimum=Decimal(0),
            width=18,
            help=Text("僅選項 D 填寫。", "For option D only."),
        ),
        Column("note", Text("備註", "Note"), width=40),
    ),
)
TEMPLATE = Template(
    id="NZIA-METER-DATA",
    kind="meter_data",
    title=Text("量測驗證資料", "Measurement and verification data"),
    version=1,
    sheets=(ABOUT, PERIODS),
)
