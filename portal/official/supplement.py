"""The short supplement: what the Alliance asks for and the official form does not."""

from dataclasses import dataclass
from typing import ClassVar

from portal.inventory.sheets import EXCHANGE, VERIFICATION
from portal.language import Text
from portal.reference.codes import PRODUCT
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet, Template


@dataclass(frozen=True, slots=True)
class Asked(Row):
    """Whose supplement it is, of which year, and what changed since the year before."""

    SHEET: ClassVar[str] = "asked"
    member_code: str | None
    year: int | None
    change_note: str | None


@dataclass(frozen=True, slots=True)
class MainProduct(Row):
    """One product of 表十: what kind it is, and whether the emission intensity rests on it."""

    SHEET: ClassVar[str] = "main_products"
    site: str | None
    name: str | None
    product: str | None
    is_main: bool | None


ASKED = Sheet(
    key="asked",
    title=Text("補充資料", "Supplement"),
    row=Asked,
    layout=Layout.FORM,
    help=Text(
        "隨環境部清冊表單上傳；官方表單已有的資料免填。",
        "Handed in with the ministry's form; nothing that the form holds is asked for again.",
    ),
    columns=(
        Column(
            "member_code",
            Text("成員代碼", "Member code"),
            required=True,
            locked=True,
            example="EL04",
            width=24,
        ),
        Column(
            "year",
            Text("盤查年度", "Inventory year"),
            Kind.YEAR,
            required=True,
            locked=True,
            example="2024",
            width=24,
        ),
        Column(
            "change_note",
            Text("與前一年度差異說明", "What changed since last year"),
            width=60,
        ),
    ),
)
MAIN_PRODUCTS = Sheet(
    key="main_products",
    title=Text("主要產品", "Main products"),
    row=MainProduct,
    help=Text(
        "表十每一產品一列，標示全公司之主要產品。",
        "One row for each product of table 10; mark the main one of the company.",
    ),
    columns=(
        Column("site", Text("管制編號", "Site (control number)"), required=True, width=14),
        Column("name", Text("產品名稱", "Name of the product"), required=True, width=24),
        Column(
            "product",
            Text("產品類別", "Product"),
            Kind.CODE,
            codes=PRODUCT,
            required=True,
            width=20,
        ),
        Column("is_main", Text("主要產品", "Main product"), Kind.YES_NO, required=True, width=12),
    ),
)
SUPPLEMENT = Template(
    id="NZIA-SUPPLEMENT",
    kind="supplement",
    title=Text("官方清冊表單補充資料", "Supplement to the official inventory form"),
    version=1,
    sheets=(ASKED, MAIN_PRODUCTS, EXCHANGE, VERIFICATION),
)
