"""The workbook of claims: who hands it in for which year, and one row for each carrier saved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from portal.claims.vocabulary import CARRIERS, LEVELS, POWERS, SYSTEMS, UNITS
from portal.language import Text
from portal.workbook.sheets import Column, Kind, Layout, Row, Sheet, Template

_ZERO: Final = Decimal(0)
LONGEST_LIFE: Final = Decimal(60)
HAND_IN: Final = (
    Text(
        "於平台「節能成效」之「上傳節能主張」送出；先看預覽再確認，確認前不會計入。",
        "Upload it under “Savings”, “Claims”; look at the preview and confirm, nothing counts "
        "before.",
    ),
    Text(
        "同一項改善於各年度沿用相同主張編號，更新才會取代前一版，不會重複計算。",
        "Keep the number of a claim from year to year: then a later file replaces it instead of "
        "counting it twice.",
    ),
)


@dataclass(frozen=True, slots=True)
class About(Row):
    """Who hands the claims in, and for which year."""

    SHEET: ClassVar[str] = "about"
    giver: str | None
    year: int | None
    prepared_by: str | None
    email: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ClaimRow(Row):
    """What one change saves of one carrier in a full year."""

    SHEET: ClassVar[str] = "claims"
    reference: str | None
    member_code: str | None
    site: str | None
    system: str | None
    title: str | None
    carrier: str | None
    amount: Decimal | None
    unit: str | None
    power: str | None
    level: str | None
    commissioned_on: date | None
    life: int | None
    money: Decimal | None
    stated: Decimal | None
    source: str | None
    verifier: str | None
    names: str | None
    note: str | None


ABOUT: Final = Sheet(
    key="about",
    title=Text("送件單位", "Handed in by"),
    row=About,
    layout=Layout.FORM,
    columns=(
        Column(
            "giver",
            Text("單位名稱", "Organisation"),
            required=True,
            width=40,
            example="禾點能源技術股份有限公司",
        ),
        Column(
            "year",
            Text("年度", "Year"),
            Kind.YEAR,
            required=True,
            help=Text("節約量皆為該年度的全年率。", "All savings are those of a full year then."),
            example="2023",
        ),
        Column("prepared_by", Text("填表人", "Prepared by"), required=True, width=24),
        Column("email", Text("電子郵件", "E-mail"), width=30),
        Column("note", Text("說明", "Note"), width=50),
    ),
)
_WHAT: Final = (
    Column(
        "reference",
        Text("主張編號", "Number of the claim"),
        required=True,
        width=14,
        help=Text(
            "自編，同一項改善各年沿用；同時改變兩種能源者，各能源一列、編號相同。",
            "Your own, kept for years; a change of two carriers has a row for each, with the same "
            "number.",
        ),
        example="A-01",
    ),
    Column("member_code", Text("成員代碼", "Member"), required=True, width=10, example="ST02"),
    Column("site", Text("管制編號", "Site"), required=True, width=12, example="E9990101"),
    Column("system", Text("系統", "System"), Kind.CODE, codes=SYSTEMS, required=True, width=18),
    Column("title", Text("改善措施", "Measure"), required=True, width=32),
    Column("carrier", Text("能源別", "Carrier"), Kind.CODE, codes=CARRIERS, required=True),
    Column(
        "amount",
        Text("年節約量", "Saved a year"),
        Kind.NUMBER,
        required=True,
        width=16,
        help=Text(
            "改用其他能源時，增加的那一種填負數。",
            "Where another carrier takes over, enter its rise as a negative number.",
        ),
    ),
    Column("unit", Text("單位", "Unit"), Kind.UNIT, codes=UNITS, required=True, width=12),
    Column(
        "power",
        Text("電力來源", "Power"),
        Kind.CODE,
        codes=POWERS,
        width=16,
        help=Text(
            "空白視為電網電力；綠電的節約量不得以電網係數主張減碳。",
            "Empty means the grid; green power that is saved may not claim the grid factor.",
        ),
    ),
)
_HOW_FAR: Final = (
    Column("level", Text("層級", "Level"), Kind.CODE, codes=LEVELS, required=True, width=18),
    Column("commissioned_on", Text("完工啟用日", "Commissioned on"), Kind.DATE, width=14),
    Column(
        "life",
        Text("使用年限", "Life"),
        Kind.INTEGER,
        unit=Text("年", "years"),
        minimum=Decimal(1),
        maximum=LONGEST_LIFE,
        width=10,
    ),
    Column(
        "money",
        Text("年節省金額", "Money saved a year"),
        Kind.NUMBER,
        unit=Text("元", "NT$"),
        minimum=_ZERO,
        width=16,
    ),
    Column(
        "stated",
        Text("貴單位計算之減碳量", "Reduction as you compute it"),
        Kind.NUMBER,
        unit=Text("公噸 CO₂e／年", "tCO2e/yr"),
        width=16,
        help=Text(
            "整項改善合計，填於第一列；只供核對，平台自行換算。",
            "Of the whole change, on its first row; for comparison, the portal computes its own.",
        ),
    ),
)
_PROOF: Final = (
    Column(
        "source",
        Text("依據", "Source"),
        required=True,
        width=36,
        help=Text("報告名稱、編號與日期。", "Name, number and date of the report."),
        example="節能績效量測驗證報告 2024-03-15",
    ),
    Column("verifier", Text("驗證者", "Verified by"), width=24),
    Column(
        "names",
        Text("診斷或契約編號", "Diagnosis or contract"),
        width=16,
        help=Text(
            "平台上已有的案件或 ESCO 契約編號；填寫後視為同一項改善，只計一次。",
            "Number of a diagnosis or ESCO contract of the portal: then both are one change and "
            "count once.",
        ),
        example="ESCO-0001",
    ),
    Column(
        "note",
        Text("說明", "Explanation"),
        width=36,
        help=Text("對警告的說明。", "Explains what a check finds unusual."),
    ),
)
CLAIMS: Final = Sheet(
    key="claims",
    title=Text("節能主張", "Claims"),
    row=ClaimRow,
    help=Text(
        "每項改善、每種能源一列；節約量為全年率。",
        "One row for each change and carrier; savings of a full year.",
    ),
    columns=(*_WHAT, *_HOW_FAR, *_PROOF),
)
TEMPLATE: Final = Template(
    id="NZIA-SAVING-CLAIMS",
    kind="saving_claims",
    title=Text("節能主張", "Claims of savings"),
    version=1,
    sheets=(ABOUT, CLAIMS),
    hand_in=HAND_IN,
)
