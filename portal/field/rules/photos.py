"""Rules of the list of photos."""

from collections.abc import Iterator
from typing import Final

from portal.field.rules.book import FORM, RULES
from portal.field.subject import Subject
from portal.language import Text
from portal.workbook.findings import Hit, Severity, hit

PICTURES: Final = (".jpg", ".jpeg", ".png", ".webp")


@RULES.rule(
    "FLD-301",
    Severity.ERROR,
    title=Text("照片檔名重複", "A photo is listed twice"),
    message=Text("檔名 {found} 出現在多列。", "The file name {found} stands in several rows."),
    why=Text("照片以檔名帶入說明。", "A photo gets its caption by its file name."),
    fix=Text("請合併為一列。", "Make it one row."),
    source=FORM,
)
def photos_are_listed_once(subject: Subject) -> Iterator[Hit]:
    """No file name stands twice."""
    known: set[str] = set()
    for line in subject.photos:
        name = (line.name or "").casefold()
        if name and name in known:
            yield hit(line.cell("name"), found=line.name)
        known.add(name)


@RULES.rule(
    "FLD-302",
    Severity.ERROR,
    title=Text("照片的設備不在清冊", "A photo of unknown equipment"),
    message=Text(
        "設備編號「{found}」不在「設備」工作表。",
        "The tag “{found}” is not on the equipment sheet.",
    ),
    why=Text("照片會掛不到設備。", "The photo could not be tied to its machine."),
    fix=Text("請更正設備編號，或留空。", "Correct the tag, or leave it empty."),
    source=FORM,
)
def photos_name_known_equipment(subject: Subject) -> Iterator[Hit]:
    """A photo names a machine of the workbook or none."""
    for line in subject.photos:
        if line.tag and line.tag not in subject.machines:
            yield hit(line.cell("tag"), found=line.tag)


@RULES.rule(
    "FLD-303",
    Severity.ERROR,
    title=Text("照片的發現項次不存在", "A photo of an unknown finding"),
    message=Text("沒有項次 {found} 的發現。", "There is no finding with the number {found}."),
    why=Text("報告會把照片放到錯的發現。", "The report would show it in the wrong place."),
    fix=Text("請更正項次，或留空。", "Correct the number, or leave it empty."),
    source=FORM,
)
def photos_name_known_findings(subject: Subject) -> Iterator[Hit]:
    """A photo names a finding of the workbook or none."""
    for line in subject.photos:
        if line.finding is not None and line.finding not in subject.numbers:
            yield hit(line.cell("finding"), found=line.finding)


@RULES.rule(
    "FLD-304",
    Severity.WARNING,
    title=Text("照片格式無法收下", "A photo that cannot be taken in"),
    message=Text("{found} 不是 JPEG、PNG 或 WebP。", "{found} is no JPEG, PNG or WebP."),
    why=Text("平台讀不到其他格式（例如 HEIC）。", "Other formats, such as HEIC, cannot be read."),
    fix=Text(
        "請將手機相機設為「最相容」或先轉成 JPEG。",
        "Set the camera to “most compatible”, or convert it to JPEG first.",
    ),
    source=FORM,
)
def photos_can_be_read(subject: Subject) -> Iterator[Hit]:
    """File names are those of pictures that are taken in."""
    for line in subject.photos:
        if line.name and not line.name.casefold().endswith(PICTURES):
            yield hit(line.cell("name"), found=line.name)
