"""The sites: which count for the city, and what their boundary leaves out."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from portal.inventory.sheets.cover import ONE, ZERO
from portal.language import Text
from portal.reference.codes import BOUNDARY_APPROACH
from portal.workbook.sheets import Column, Kind, Row, Sheet


@dataclass(frozen=True, slots=True)
class Site(Row):
    """One site, whether it counts for the city, and what its boundary leaves out."""

    SHEET: ClassVar[str] = "sites"
    control_number: str | None
    name: str | None
    in_kaohsiung: bool | None
    address: str | None
    industry_code: str | None
    approach: str | None
    excluded: str | None
    excluded_reason: str | None
    excluded_share: Decimal | None
    note: str | None


SITES = Sheet(
    key="sites",
    title=Text("廠區與邊界", "Sites and boundary"),
    row=Site,
    help=Text(
        "每一廠（場）一列；管制編號須與其他工作表一致。",
        "One row for each site; other sheets refer to it by its control number.",
    ),
    columns=(
        Column(
            "control_number",
            Text("管制編號", "Control number"),
            required=True,
            help=Text(
                "環境部核發之 8 碼管制編號，例如 E9990101。",
                "The eight characters given by the ministry, for example E9990101.",
            ),
            example="E9990101",
        ),
        Column("name", Text("廠區名稱", "Site"), required=True, example="小港廠", width=22),
        Column(
            "in_kaohsiung",
            Text("位於高雄市", "In Kaohsiung"),
            Kind.YES_NO,
            required=True,
            help=Text(
                "僅高雄市轄內廠區計入全市彙總。",
                "Only sites in the city count in the totals of the city.",
            ),
            example="是",
            width=12,
        ),
        Column("address", Text("地址", "Address"), required=True, width=34),
        Column(
            "industry_code",
            Text("行業代碼", "Industry code"),
            help=Text(
                "該廠行業統計分類之 4 碼細類代碼，例如 2413。",
                "Four digits of the site's industry classification, for example 2413.",
            ),
            example="2413",
            aliases=("行業代碼1",),
            since=2,
        ),
        Column(
            "approach",
            Text("邊界設定方法", "Boundary approach"),
            Kind.CODE,
            codes=BOUNDARY_APPROACH,
            required=True,
            help=Text(
                "依法盤查之廠區採目的事業主管機關核准之廠（場）邊界。",
                "Sites under the legal duty use the boundary of their licence.",
            ),
            width=22,
        ),
        Column(
            "excluded",
            Text("邊界內未納入計算之排放源", "Sources inside the boundary left out"),
            width=30,
        ),
        Column(
            "excluded_reason",
            Text("未納入原因", "Reason for leaving out"),
            width=30,
        ),
        Column(
            "excluded_share",
            Text("未納入占比", "Share left out"),
            Kind.PERCENT,
            unit=Text("%", "%"),
            minimum=ZERO,
            maximum=ONE,
            help=Text(
                "推估占該廠排放量之百分比。",
                "Estimated share of the emissions of the site.",
            ),
        ),
        Column("note", Text("備註", "Note"), width=30),
    ),
)
