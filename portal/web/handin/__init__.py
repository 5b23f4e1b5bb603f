"""Handing in a workbook: template, upload, check, signature, receipt."""
