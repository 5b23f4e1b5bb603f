"""The columns of the row-level sheets that several workbooks share, with what stands in them."""

from collections.abc import Sequence

from portal.language import Text
from portal.plans.amounts import Missing
from portal.reports.excel import Field, Value
from portal.reports.rows import Place, SourceRow, TargetRow, WaitingRow
from portal.reports.values import Form

_CODE = Field(Text("代碼", "Code"), 11)
_NAME = Field(Text("成員", "Member"), 34)
_PLACE = (
    Field(Text("來源工作表", "Source sheet"), 16),
    Field(Text("儲存格", "Cell"), 9),
    Field(Text("來源檔案 SHA-256", "Source file SHA-256"), 68),
)

TARGET_FIELDS = (
    _CODE,
    _NAME,
    Field(Text("目標編號", "Target"), 10),
    Field(Text("目標類型", "Kind"), 14),
    Field(Text("目標年", "Target year"), 9, Form.YEAR),
    Field(Text("基準年", "Base year"), 9, Form.YEAR),
    Field(Text("基準年涵蓋排放量 B", "Covered base emissions B"), 20, Form.TONNES),
    Field(Text("涵蓋率", "Coverage"), 10, Form.SHARE_1),
    Field(Text("減幅", "Cut"), 10, Form.SHARE_1),
    Field(Text("減量貢獻 K", "Contribution K"), 20, Form.TONNES_A_YEAR),
    Field(Text("是否計入或未能量化之原因", "Counted, or why not"), 38),
    *_PLACE,
)
SOURCE_FIELDS = (
    _CODE,
    _NAME,
    Field(Text("管制編號", "Control number"), 12),
    Field(Text("範疇", "Scope"), 8, Form.YEAR),
    Field(Text("排放型式", "Emission type"), 18),
    Field(Text("排放源", "Source"), 26),
    Field(Text("原燃物料", "Material or fuel"), 18),
    Field(Text("活動數據", "Activity"), 16, Form.ACTIVITY),
    Field(Text("單位", "Unit"), 12),
    Field(Text("重算值", "Recomputed"), 18, Form.TONNES_4),
    Field(Text("申報值", "Stated"), 18, Form.TONNES_4),
    *_PLACE,
)
WAITING_FIELDS = (
    _CODE,
    _NAME,
    Field(Text("組別", "Group"), 14),
    Field(Text("文件", "Document"), 24),
    Field(Text("狀態", "State"), 14),
    Field(Text("截止時間（台北時間）", "Due (Taipei time)"), 22),
    Field(Text("說明", "Note"), 40),
)


def target_values(row: TargetRow) -> Sequence[Value]:
    """A target as `TARGET_FIELDS` shows it."""
    return (
        row.code,
        row.name,
        row.target_id,
        row.kind,
        row.horizon,
        Missing.NOT_STATED if row.base_year is None else row.base_year,
        row.base,
        row.coverage,
        row.cut_share,
        row.cut,
        row.outcome,
        *_place(row.place),
    )


def source_values(row: SourceRow) -> Sequence[Value]:
    """A source of emissions as `SOURCE_FIELDS` shows it."""
    return (
        row.code,
        row.name,
        row.site,
        row.scope,
        row.emission_type,
        row.source,
        row.material,
        row.activity,
        row.unit,
        row.emissions,
        Missing.NOT_STATED if row.stated is None else row.stated,
        *_place(row.place),
    )


def waiting_values(row: WaitingRow) -> Sequence[Value]:
    """A member to call as `WAITING_FIELDS` shows it."""
    return row.code, row.name, row.group.label, row.document, row.state, row.due_at, row.note


def _place(place: Place) -> tuple[str, str, str]:
    return place.sheet, place.cell, place.sha256
