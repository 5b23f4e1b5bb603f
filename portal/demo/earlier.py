"""Workbooks of earlier template versions, as members once handed them in."""

from dataclasses import dataclass

from portal.demo.companies import company
from portal.demo.contents import BLANK_ROWS, Workbook
from portal.demo.drafts import short
from portal.demo.faults import Change, cell
from portal.inventory.earlier import VERSIONS as INVENTORY
from portal.plans.earlier import VERSIONS as PLAN
from portal.workbook.content import CellInput, Content, Line
from portal.workbook.earlier import Earlier, Versions
from portal.workbook.sheets import Sheet
from portal.workbook.template import draft_bytes
from portal.workbook.writing.draft import Draft, draft, stamp


@dataclass(frozen=True, slots=True)
class EarlierSample:
    """One workbook of an earlier version.

    Attributes:
        code: of the finding it provokes besides the one about its age; empty for a sound one.
    """

    name: str
    member: str
    versions: Versions
    year: int
    number: int = 1
    code: str = ""
    change: Change | None = None

    @property
    def file_name(self) -> str:
        """`inventory-electronics-version-1.xlsx`, a faulty one led by its finding."""
        parts = (self.code, self.name, f"version-{self.number}")
        return "-".join(part for part in parts if part) + ".xlsx"

    def written(self) -> bytes:
        """The workbook as the bytes of its file."""
        whole = self._draft()
        if self.change is None:
            return draft_bytes(whole, blank_rows=BLANK_ROWS)
        return draft_bytes(self.change(short(whole)), blank_rows=0, guided=False)

    def _draft(self) -> Draft:
        one = company(self.member)
        earlier = self.versions.version(self.number)
        now = Workbook(one, self.versions.template, self.year).content
        made_out = stamp(
            earlier.template,
            group=one.group,
            year=self.year,
            member_code=one.code,
            member_name=one.name,
        )
        return draft(earlier.template, content_before(earlier, now), made_out)


NOTHING: Line = {}
SAMPLES = (
    EarlierSample("inventory-electronics", "EL04", INVENTORY, 2024),
    EarlierSample("inventory-petrochemicals-three-sites", "PC05", INVENTORY, 2024),
    EarlierSample("plan-steel", "ST05", PLAN, 2024),
    EarlierSample(
        "industry-code-of-two-digits",
        "PC05",
        INVENTORY,
        2024,
        code="INV-030",
        change=cell("cover", "industry_code", "18"),
    ),
    EarlierSample(
        "same-lead-verifier-six-years",
        "EL04",
        INVENTORY,
        2024,
        code="INV-227",
        change=cell("verification", "consecutive_years", 6),
    ),
)


def content_before(earlier: Earlier, content: Content) -> Content:
    """Content of the present version as the earlier one would have held it."""
    return {
        sheet.key: [_line(earlier, sheet, line, content) for line in content.get(sheet.key, ())]
        for sheet in earlier.template
    }


def _line(earlier: Earlier, sheet: Sheet, line: Line, content: Content) -> Line:
    return {
        column.key: _value(earlier, (sheet.key, column.key), line, content)
        for column in sheet.columns
    }


def _value(earlier: Earlier, spot: tuple[str, str], line: Line, content: Content) -> CellInput:
    """What an earlier cell held, followed through every change since."""
    (sheet, key), back = spot, dict[str, str]()
    for step in earlier.steps:
        for now, was in step.origin.items():
            if (was.sheet, was.column.key) == (sheet, key):
                sheet, key = now
                back = {new: old for old, new in was.codes.items()} | back
                break
    held = line if sheet == spot[0] else next(iter(content.get(sheet, ())), NOTHING)
    value = held.get(key)
    return back.get(value, value) if isinstance(value, str) else value
