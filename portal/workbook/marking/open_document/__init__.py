"""The marking of an OpenDocument spreadsheet: the same marks, notes and list as in an .xlsx."""

from portal.workbook.marking.open_document.marking import is_open_document, mark_open_document

__all__ = ["is_open_document", "mark_open_document"]
