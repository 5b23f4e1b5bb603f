"""The inventory template in its earlier versions.

Version 2 (2025): the industry code belongs to each site, as in the ministry's form; the years with
one lead verifier say that they include the present one; uncertainty is asked for.
"""

from decimal import Decimal

from portal.inventory.sheets import TEMPLATE
from portal.language import Text
from portal.workbook.earlier import Change, Versions, Was
from portal.workbook.sheets import Column, Kind

FIRST = Change(
    before=1,
    was=(
        Was(
            "cover",
            Column(
                "industry_code",
                Text("行業代碼", "Industry code"),
                help=Text(
                    "行業統計分類之 4 碼細類代碼，例如 2413。",
                    "Four digits of the industry classification, for example 2413.",
                ),
                example="2413",
                aliases=("行業代碼1",),
                width=24,
            ),
            now=("sites", "industry_code"),
            after="tax_id",
        ),
        Was(
            "verification",
            Column(
                "consecutive_years",
                Text("同一主導查驗員連續年數", "Years with the same lead verifier"),
                Kind.INTEGER,
                minimum=Decimal(0),
                help=Text(
                    "同一主導查驗員不得連續六年。", "No lead verifier serves six years in a row."
                ),
                width=24,
            ),
            now=("verification", "lead_verifier_years"),
            after="verified_total",
        ),
    ),
)
VERSIONS = Versions(TEMPLATE, (FIRST,))
