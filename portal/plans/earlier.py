"""The plan template in its earlier versions.

Version 2 (2025): the telephone asks for the extension, every measure names the unit in charge, and
linked loans and bonds stand beside green loans as one source of money.
"""

from dataclasses import replace

from portal.language import Text
from portal.plans.measure_sheet import MEASURES
from portal.plans.sheets import TEMPLATE
from portal.reference.codes import FINANCING, Code
from portal.workbook.earlier import Change, Versions, Was, with_code
from portal.workbook.sheets import Column

GREEN_LOAN = Code("green_loan", Text("綠色貸款", "Green loan"), ("綠色融資", "永續連結貸款"))
FIRST = Change(
    before=1,
    was=(
        Was(
            "cover",
            Column("phone", Text("電話", "Telephone")),
            now=("cover", "contact_phone"),
            after="email",
        ),
        Was(
            "measures",
            replace(
                MEASURES.by_key["financing"],
                codes=with_code(FINANCING, GREEN_LOAN, instead_of="sustainable_finance"),
            ),
            now=("measures", "financing"),
            codes={"green_loan": "sustainable_finance"},
        ),
    ),
)
VERSIONS = Versions(TEMPLATE, (FIRST,))
