"""A workbook read in one pass: sheets, rows and cells with value, formula and style together."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from portal.workbook.addresses import Range, address, column_letters, column_number
from portal.workbook.formats import FormatKind, Style, read_styles
from portal.workbook.parts import CHUNK, check_entries, directory, inflate
from portal.workbook.refusals import Refused, damaged
from portal.workbook.sheet_cells import (
    Budget,
    Cell,
    Kind,
    Layout,
    Row,
    Shared,
    SheetParser,
    Value,
)
from portal.workbook.shared_strings import read_strings
from portal.workbook.structure import (
    DefinedName,
    SheetInfo,
    SheetState,
    read_contents,
)
