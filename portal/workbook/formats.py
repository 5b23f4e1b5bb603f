"""Number formats: what a cell's style says about the number in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.workbook.limits import MOST, Counted
from portal.workbook.refusals import damaged, too_many
from portal.workbook.xml_stream import read_part


class FormatKind(StrEnum):
    """What a number format shows."""

    GENERAL = "general"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    TEXT = "text"
    ZEROS = "zeros"


@dataclass(frozen=True, slots=True)
class Style:
    """One cell style: its position in the workbook's list and its number format.

    `digits` is the width to which a ZEROS format fills with leading zeros, else 0.
    """

    index: int
    kind: FormatKind
    code: str
    digits: int = 0


# ECMA-376 part 1, 18.8.30, with the formats of zh-TW for 27-36 and 50-58.
BUILT_IN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: "[$-404]e/m/d",
    28: '[$-404]e"年"m"月"d"日"',
    29: '[$-404]e"年"m"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'hh"時"mm"分"',
    33: 'hh"時"mm"分"ss"秒"',
    34: 'AM/PMhh"時"mm"分"',
    35: 'AM/PMhh"時"mm"分"ss"秒"',
    36: "[$-404]e/m/d",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    50: "[$-404]e/m/d",
    51: '[$-404]e"年"m"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: '[$-404]e"年"m"月"d"日"',
    55: 'AM/PMhh"時"mm"分"',
    56: 'AM/PMhh"時"mm"分"ss"秒"',
    57: "[$-404]e/m/d",
    58: '[$-404]e"年"m"月"d"日"',
}
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DURATION = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
MOMENT = re.compile(r"[ymdhsg]|e(?![+-])", re.IGNORECASE)
ZEROS = re.compile(r"0{2,}")
# Excel allows 255 characters; matching a longer code could take long.
LONGEST_CODE = 255
SECONDS_A_DAY = 86_400
LAST_SERIAL = 2_958_466
FICTITIOUS_DAY = 60


def style(index: int, code: str) -> Style:
    """A style from its number format's code."""
    if ZEROS.fullmatch(code):
        return Style(index, FormatKind.ZEROS, code, len(code))
    return Style(index, _kind(code), code)


def _kind(code: str) -> FormatKind:
    if code.casefold() == "general":
        return FormatKind.GENERAL
    bare = QUOTED.sub("", code).split(";")[0]
    if "%" in bare:
        return FormatKind.PERCENT
    if DURATION.search(bare):
        return FormatKind.DURATION
    if MOMENT.search(bare.casefold().replace("general", "")):
        return FormatKind.DATE
    return FormatKind.TEXT if bare == "@" else FormatKind.NUMBER


GENERAL = style(0, "General")


class _StylesReader:
    """Collects the number formats and the cell formats of the styles part."""

    def __init__(self) -> None:
        self.codes = dict(BUILT_IN)
        self.used: list[int] = []
        self._in_cell_formats = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")[
                :LONGEST_CODE
            ]
        elif name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            self.used.append(int(attributes.get("numFmtId", "0")))
        if max(len(self.used), len(self.codes)) > MOST[Counted.STYLES]:
            raise too_many(Counted.STYLES, len(self.used))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_formats = False


def read_styles(chunks: Iterable[bytes], part: str) -> tuple[Style, ...]:
    """The workbook's cell styles, by the number that cells name them with.

    Raises:
        Refused: the part cannot be read.
    """
    reader = _StylesReader()
    try:
        read_part(chunks, part, reader.start, reader.end, _ignore)
    except (ValueError, KeyError) as error:
        raise damaged(part) from error
    found = tuple(
        style(index, reader.codes.get(number, "General"))
        for index, number in enumerate(reader.used)
    )
    return found or (GENERAL,)


def _ignore(_: str) -> None:
    """Text between the elements of a part that has none."""


def moment(serial: float, *, since_1904: bool) -> datetime | time | None:
    """The date and time, without zone, that Excel shows for a number; rounded to milliseconds.

    Args:
        serial: days since the workbook's first day, at least 0.
        since_1904: whether that is the first day of 1904 (old Macs), else the last of 1899.

    Returns:
        a time of day when the number is below 1; nothing when no calendar has the day: below
        zero, after 9999, or Excel's 29 February 1900.
    """
    if not 0 <= serial < LAST_SERIAL:
        return None
    elapsed = timedelta(milliseconds=round(serial * SECONDS_A_DAY * 1000))
    if serial < 1:
        start = datetime.combine(date(1904, 1, 1), time())
        return (start + elapsed).time()
    return _day(elapsed, since_1904=since_1904)


def _day(elapsed: timedelta, *, since_1904: bool) -> datetime | None:
    if since_1904:
        first = date(1904, 1, 1)
    elif elapsed.days == FICTITIOUS_DAY:
        return None
    else:
        first = date(1899, 12, 30) if elapsed.days > FICTITIOUS_DAY else date(1899, 12, 31)
    try:
        return datetime.combine(first, time()) + elapsed
    except OverflowError:
        return None


def moment_of_text(text: str) -> datetime | time | None:
    """The date, date and time, or time that ISO 8601 text states, without zone."""
    try:
        if "-" in text:
            return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
        return time.fromisoformat(text.removesuffix("Z")).replace(tzinfo=None)
    except ValueError:
        return None
