"""Workbooks: packages, cells, sheets, findings and rule books."""
