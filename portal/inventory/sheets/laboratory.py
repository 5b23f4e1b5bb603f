"""Tests of heat values, carbon contents and factors."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.choices import TEST_UNIT
from portal.inventory.sheets.cover import ZERO
from portal.language import Text
from portal.reference.codes import TEST_SUBJECT
from portal.workbook.sheets import Column, Kind, Row, Sheet


@dataclass(frozen=True, slots=True)
class LabTest(Row):
    """One test of a heat value or a carbon content."""

    SHEET: ClassVar[str] = "tests"
    source_id: str | None
    subject: str | None
    value: Decimal | None
    value_unit: str | None
    laboratory: str | None
    accreditation: str | None
    method: str | None
    first_day: date | None
    last_day: date | None
    note: str | None


TESTS = Sheet(
    key="tests",
    title=Text("檢測紀錄", "Tests"),
    row=LabTest,
    required=False,
    help=Text(
        "採自廠或委外檢測之熱值、碳含量者，逐項填寫檢測紀錄。",
        "One row for each tested heat value or carbon content.",
    ),
    columns=(
        Column("source_id", Text("排放源編號", "Source number"), required=True, width=12),
        Column(
            "subject",
            Text("檢測項目", "What was tested"),
            Kind.CODE,
            codes=TEST_SUBJECT,
            required=True,
            aliases=("碳含量/低位熱值",),
        ),
        Column(
            "value",
            Text("檢測值", "Value"),
            Kind.NUMBER,
            required=True,
            minimum=ZERO,
            decimals=10,
            aliases=("參數數值",),
        ),
        Column(
            "value_unit",
            Text("檢測值單位", "Unit of the value"),
            Kind.UNIT,
            codes=TEST_UNIT,
            aliases=("參數數值單位",),
        ),
        Column(
            "laboratory",
            Text("檢測機構名稱", "Laboratory"),
            aliases=("實驗室或檢測機構名稱",),
            width=26,
        ),
        Column(
            "accreditation",
            Text("認證資格", "Accreditation"),
            aliases=("實驗室或檢測機構認證資格",),
            example="ISO/IEC 17025",
            width=18,
        ),
        Column("method", Text("檢測方法", "Method"), example="ASTM D1945", width=18),
        Column(
            "first_day",
            Text("檢測期間起", "First day"),
            Kind.DATE,
            aliases=("檢測日期",),
            example="2024-01-01",
        ),
        Column("last_day", Text("檢測期間迄", "Last day"), Kind.DATE, example="2024-12-31"),
        Column("note", Text("備註", "Note"), width=24),
    ),
)
