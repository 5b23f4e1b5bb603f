"""Intake: a workbook is received, checked, handed in; every kind of workbook comes in here."""
