"""Documents made of figures: charts, PDF and Excel.

A new report is one module and one line in `REPORTS`; the menu follows.
"""

from typing import Any

from portal.language import Text
from portal.reports import (
    council_annex,
    diagnosis_excel,
    diagnosis_pdf,
    esco_excel,
    esco_pdf,
    member_excel,
    member_pdf,
    receipt,
    summary_excel,
    summary_pdf,
)
from portal.reports.council_annex import CouncilAnnex
from portal.reports.diagnosis import DiagnosisReport
from portal.reports.esco import TITLE as ESCO_TITLE
from portal.reports.esco import EscoStatement
from portal.reports.member import MemberStatement
from portal.reports.receipt import Receipt
from portal.reports.report import Report
from portal.reports.summary import Summary

RECEIPT: Report[Receipt] = Report("receipt", receipt.TITLE, receipt.build)
ALLIANCE_SUMMARY: Report[Summary] = Report(
    "alliance_summary",
    Text("聯盟年度報告", "Alliance annual report"),
    summary_pdf.build,
    summary_excel.build,
)
GROUP_SUMMARY: Report[Summary] = Report(
    "group_summary",
    Text("組別年度報告", "Group report"),
    summary_pdf.build,
    summary_excel.build,
)
MEMBER_STATEMENT: Report[MemberStatement] = Report(
    "member_statement",
    Text("成員年度報表", "Member statement"),
    member_pdf.build,
    member_excel.build,
)
COUNCIL_ANNEX: Report[CouncilAnnex] = Report(
    "council_annex",
    Text("碳預算議會附件", "Council annex of the carbon budget"),
    council_annex.pdf,
    council_annex.excel,
)
DIAGNOSIS: Report[DiagnosisReport] = Report(
    "diagnosis", diagnosis_pdf.TITLE, diagnosis_pdf.build, diagnosis_excel.build
)
ESCO_STATEMENT: Report[EscoStatement] = Report(
    "esco_statement", ESCO_TITLE, esco_pdf.build, esco_excel.build
)

REPORTS: tuple[Report[Any], ...] = (
    RECEIPT,
    ALLIANCE_SUMMARY,
    GROUP_SUMMARY,
    MEMBER_STATEMENT,
    COUNCIL_ANNEX,
    DIAGNOSIS,
    ESCO_STATEMENT,
)
