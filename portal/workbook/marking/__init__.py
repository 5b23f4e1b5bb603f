"""The member's own workbook handed back: each finding marked in its cell, and all in a list."""

from portal.workbook.marking.alone import list_alone
from portal.workbook.marking.annotating import annotate
from portal.workbook.marking.listing import write_csv

__all__ = ["annotate", "list_alone", "write_csv"]
