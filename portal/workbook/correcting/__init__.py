"""Values of single cells changed inside the member's own workbook; every other byte stays."""

from portal.workbook.correcting.present import Held, held
from portal.workbook.correcting.values import CannotWriteError, Change, write_values

__all__ = ["CannotWriteError", "Change", "Held", "held", "write_values"]
