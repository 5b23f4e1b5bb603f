"""The list of claims that were handed in, as a workbook."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from portal.language import Language, Text
from portal.reports.excel import Field
from portal.reports.listing import listing
from portal.reports.values import Form
from portal.savings.handed_queries import Standing

TITLE: Final = Text("上傳之節能主張", "Claims handed in")
FIELDS: Final = (
    Field(Text("主張編號", "Number"), 12),
    Field(Text("送件者", "Handed in by"), 18),
    Field(Text("成員代碼", "Code"), 10),
    Field(Text("管制編號", "Control number"), 12),
    Field(Text("系統", "System"), 18),
    Field(Text("改善措施", "Measure"), 32),
    Field(Text("年度", "Year"), 8, Form.YEAR),
    Field(Text("層級", "Level"), 18),
    Field(Text("能源別", "Carrier"), 12),
    Field(Text("年節約量", "Saved a year"), 16, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 8),
    Field(Text("完工啟用", "Commissioned"), 12),
    Field(Text("依據", "Source"), 36),
    Field(Text("驗證者", "Verified by"), 24),
    Field(Text("檔案", "File"), 28),
    Field(Text("列", "Row"), 8, Form.COUNT),
    Field(Text("決定", "Decision"), 16),
)


def as_workbook(rows: Sequence[Standing], *, at: datetime, language: Language) -> bytes:
    """The list as Excel: a row for each carrier."""
    cells = [
        (
            row.content.reference,
            row.giver,
            row.company.code,
            row.content.site,
            row.content.system.label,
            row.content.title,
            row.content.year,
            row.content.level.label,
            carrier.label,
            quantity,
            carrier.unit,
            "" if row.content.commissioned_on is None else row.content.commissioned_on.isoformat(),
            row.content.source,
            row.content.verifier,
            row.file_name,
            row.row,
            "" if row.outcome is None else row.outcome.label,
        )
        for row in rows
        for carrier, quantity in row.content.savings.items()
    ]
    return listing(TITLE, FIELDS, cells, at=at, language=language)
