"""Reporting portal of the Net Zero Industry Alliance: workbooks in, group summaries out."""
