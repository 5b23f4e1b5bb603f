"""Workbooks of figures: headings, numbers with formats, text that can never be a formula."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, Final

from portal.language import Language, Text
from portal.plans.amounts import Amount, Missing
from portal.reports import formats
from portal.reports.charts import COLOURS
from portal.reports.edition import ABSENT, ALLIANCE, ROUNDING, Edition
from portal.reports.look import GROUND
from portal.reports.plain_text import plain
from portal.reports.row_heights import height_of, lines_of
from portal.reports.values import NOTHING, Form, absent
from portal.workbook.writing.excel import Format, Workbook, Worksheet, new_workbook

Value = Text | str | Amount | int | datetime | None

_FONT: Final = "Microsoft JhengHei"
_A4: Final = 9
_A3: Final = 8
# In characters: what is wider cannot be read on A4.
_WIDE: Final = 230
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Excel takes 255 characters in a footer, the title and all that is around it.
_TITLE_LIMIT: Final = 80
_FOOTER: Final = Text("第 &P 頁，共 &N 頁", "Page &P of &N")
_CONTENTS: Final = Text("目次", "Contents")
# Height of a sentence over the width of a table, which may take two lines.
_SENTENCE: Final = 28
_LINE: Final = {"bottom": 4, "bottom_color": COLOURS["line"]}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its heading, its width in characters, and the form of its numbers.

    Attributes:
        of: unit of its numbers where their form does not say it.
    """

    heading: Text
    width: float
    form: Form | None = None
    of: Text | None = None

    @property
    def unit(self) -> Text | None:
        """The unit of its numbers; None where each line has its own, or they have none."""
        is_tonnes = self.form is not None and self.form.is_tonnes
        return self.form.value.unit if self.form is not None and is_tonnes else self.of

    @property
    def title(self) -> Text:
        """The heading with the unit of its numbers."""
        unit = self.unit
        if unit is None:
            return self.heading
        return Text(f"{self.heading.zh}（{unit.zh}）", f"{self.heading.en} ({unit.en})")


# A name, the columns, and the rows.
Sheet = tuple[Text, Sequence[Field], list[Sequence[Value]]]


@dataclass(slots=True)
class Entry:
    """One worksheet as the contents list it: its name, what it holds, and how many rows."""

    name: str
    about: Text
    rows: int = 0


CONTENTS_FIELDS: Final = (
    Field(Text("工作表", "Sheet"), 26),
    Field(Text("內容", "What it holds"), 88),
    Field(Text("列數", "Rows"), 10),
)


class Book:
    """A workbook in one language, with one format for each kind of cell.

    The first sheet lists the others, each as a link, with what they hold.

    Every piece of text, whoever wrote it, goes through `write`, as a string of at most 2,000
    characters with the mark that keeps a spreadsheet program from reading it as anything else.
    """

    def __init__(
        self, title: Text, edition: Edition, language: Language, *, has_contents: bool = True
    ) -> None:
        self._stream = BytesIO()
        self._book: Workbook = new_workbook(self._stream, dict(_OPTIONS))
        self.title, self.edition = plain(title[language], _TITLE_LIMIT), edition
        self.language = language
        self._book.set_properties(
            {
                "title": self.title,
                "author": ALLIANCE[language],
                "created": edition.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self._format = cache(self._new_format)
        self._entries: dict[str, Entry] = {}
        self._contents = self._new_sheet(_CONTENTS) if has_contents else None

    def close(self) -> bytes:
        """The finished workbook."""
        if self._contents is not None:
            self._write_contents(self._contents)
        self._book.close()
        return self._stream.getvalue()

    def _new_format(self, **looks: Any) -> Format:
        base = {"font_name": _FONT, "font_size": 10, "font_color": COLOURS["ink"], "valign": "top"}
        return self._book.add_format({**base, **looks})

    def sheet(self, name: Text, about: Text = NOTHING) -> Worksheet:
        """A new worksheet, ready to print on A4; `about` says what it holds in the contents."""
        made = self._new_sheet(name)
        self._entries[name[self.language]] = Entry(name[self.language], about)
        return made

    def _write_contents(self, sheet: Worksheet) -> None:
        first = self._front(sheet)
        for column, field in enumerate(CONTENTS_FIELDS):
            sheet.set_column(column, column, field.width)
            self._heading(sheet, first, column, field)
        link = self._format(font_color=COLOURS["alliance"], underline=1, indent=1, **_LINE)
        for row, entry in enumerate(self._entries.values(), first + 1):
            quoted = entry.name.replace("'", "''")
            sheet.write_url(row, 0, f"internal:'{quoted}'!A1", link, entry.name)
            self.write(sheet, row, 1, entry.about, None)
            self.write(sheet, row, 2, entry.rows, Form.MEMBERS)
        sheet.freeze_panes(first + 1, 0)
        sheet.repeat_rows(first)

    def _new_sheet(self, name: Text) -> Worksheet:
        sheet = self._book.add_worksheet(name[self.language])
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        # An ampersand begins a command in a footer unless it is doubled.
        title = self.title.replace("&", "&&")
        method, publication = self.edition.facts()[1], self.edition.facts()[3]
        state = f"{method[self.language]} · {publication[self.language]}".replace("&", "&&")
        sheet.set_header(f"&L{title}&R&A")
        sheet.set_footer(f"&L{ALLIANCE[self.language]}&C{state}&R{_FOOTER[self.language]}")
        return sheet

    def opening(self, sheet: Worksheet, width: int, missing: Sequence[Text] = ()) -> int:
        """Title, edition and reading notes on top of a sheet.

        Args:
            sheet: an empty one.
            width: number of columns that long sentences may cover.
            missing: what the workbook leaves out, a sentence each, before the notes.

        Returns:
            The first free row.
        """
        first = self._front(sheet) - 1
        note = self._format(
            font_color=COLOURS["secondary"], text_wrap=True, bg_color=GROUND, valign="vcenter"
        )
        told = [plain(one[self.language]) for one in (*missing, ROUNDING, ABSENT)]
        sheet.set_row(first, 54 + _SENTENCE * len(missing))
        sentences = "\n".join(told)
        sheet.merge_range(first, 0, first, width - 1, "", note)
        sheet.write_string(first, 0, sentences, note)
        return first + 2

    def _front(self, sheet: Worksheet) -> int:
        """Title and edition on top of a sheet; the row after the next free one."""
        sheet.set_row(0, 28)
        looks = {"bold": True, "font_size": 18, "valign": "vcenter"}
        sheet.write_string(0, 0, self.title, self._format(**looks))
        look = self._format(font_color=COLOURS["secondary"], quote_prefix=True)
        lines = (ALLIANCE, *self.edition.facts())
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, 0, plain(line[self.language]), look)
        return len(lines) + 2

    def table(
        self,
        sheet: Worksheet,
        fields: Sequence[Field],
        rows: Sequence[Sequence[Value]],
        *,
        first: int = 0,
        frozen: int = 0,
    ) -> None:
        """A table with headings that stay in view and repeat in print.

        Args:
            sheet: from `sheet`.
            fields: from left to right.
            rows: a value for each field.
            first: row of the headings, counted from 0.
            frozen: columns at the left that stay in view.
        """
        entry = self._entries.get(sheet.get_name())
        if entry is not None:
            entry.rows = len(rows)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, field.width)
            self._heading(sheet, first, column, field)
        for number, row in enumerate(rows, first + 1):
            lines = 1
            for column, (field, value) in enumerate(zip(fields, row, strict=True)):
                said = self.write(sheet, number, column, value, field.form)
                lines = max(lines, lines_of(said, field.width))
            if lines > 1:
                sheet.set_row(number, height_of(lines))
        if sum(field.width for field in fields) > _WIDE:
            sheet.set_paper(_A3)
        headed = max((lines_of(one.title[self.language], one.width) for one in fields), default=1)
        sheet.set_row(first, max(34, height_of(headed) + 4))
        sheet.freeze_panes(first + 1, frozen)
        sheet.repeat_rows(first)
        sheet.autofilter(first, 0, first + max(len(rows), 1), len(fields) - 1)

    def _heading(self, sheet: Worksheet, row: int, column: int, field: Field) -> None:
        look = self._format(
            bold=True,
            text_wrap=True,
            bg_color=GROUND,
            bottom=1,
            bottom_color=COLOURS["secondary"],
            valign="vcenter",
            **_aligned("left" if field.form is None else "right"),
        )
        sheet.write_string(row, column, field.title[self.language], look)

    def write(
        self, sheet: Worksheet, row: int, column: int, value: Value, form: Form | None
    ) -> str:
        """One cell: numbers as numbers, everything else as text that is never calculated.

        Returns:
            The text, as far as it is one.
        """
        if isinstance(value, int | Decimal):
            numbers = "0" if form is None else form.value.excel
            if form is Form.ACTIVITY and isinstance(value, int):
                numbers = Form.COUNT.value.excel
            look = self._format(num_format=numbers, align="right", **_LINE)
            scale = 1 if form is None else form.value.scale
            sheet.write_number(row, column, value / scale, look)
            return ""
        text, is_absent = self._said(value)
        align = "right" if is_absent or form is not None else "left"
        colour = COLOURS["secondary"] if is_absent else COLOURS["ink"]
        look = self._format(
            num_format="@",
            quote_prefix=True,
            text_wrap=True,
            **{**_LINE, **_aligned(align), "font_color": colour},
        )
        sheet.write_string(row, column, text, look)
        return text

    def _said(self, value: Text | str | Missing | datetime | None) -> tuple[str, bool]:
        match value:
            case None:
                return formats.MISSING, True
            case Missing():
                return absent(value)[self.language], True
            case datetime():
                return formats.short_time(value), False
            case Text():
                return plain(value[self.language]), False
            case str():
                return plain(value), False


def _aligned(side: str) -> dict[str, Any]:
    """Text keeps away from the number in the column before it."""
    return {"align": side, "indent": 1 if side == "left" else 0}
