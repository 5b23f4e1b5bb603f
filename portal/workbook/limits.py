"""How much of everything a workbook may hold: one place for the gate and for the reader.

The figures leave a wide margin over the largest inventory we expect (50,000 rows of 20 columns)
and stay inside what the child process can read in its time.
"""

from enum import StrEnum

MEGABYTE = 1_000_000

FILE_BYTES = 20 * MEGABYTE
PARTS = 2_000
DIRECTORY_BYTES = 1 * MEGABYTE
UNPACKED_BYTES = 200 * MEGABYTE
PART_BYTES = 100 * MEGABYTE
RATIO = 200
RATIO_FROM_BYTES = 1 * MEGABYTE
DEPTH = 64
TOKEN_BYTES = 1 * MEGABYTE
TEXT_CHARACTERS = 1 * MEGABYTE
STRING_CHARACTERS = 16 * MEGABYTE
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Counted(StrEnum):
    """What is counted in a workbook."""

    SHEETS = "sheets"
    ROWS = "rows"
    CELLS = "cells"
    MERGES = "merges"
    CONDITIONAL_FORMATS = "conditional_formats"
    VALIDATIONS = "validations"
    NAMES = "names"
    STRINGS = "strings"
    STYLES = "styles"
    PROPERTIES = "properties"
    LINKS = "links"
    COLUMNS = "columns"
    PARTS = "parts"
    TEXT = "text"


MOST: dict[Counted, int] = {
    Counted.SHEETS: 200,
    Counted.ROWS: 250_000,
    Counted.CELLS: 2_500_000,
    Counted.MERGES: 20_000,
    Counted.CONDITIONAL_FORMATS: 10_000,
    Counted.VALIDATIONS: 20_000,
    Counted.NAMES: 10_000,
    Counted.STRINGS: 1_000_000,
    Counted.STYLES: 65_490,
    Counted.PROPERTIES: 1_000,
    Counted.LINKS: 1_000,
    Counted.COLUMNS: 100_000,
    Counted.PARTS: PARTS,
    Counted.TEXT: STRING_CHARACTERS,
}
