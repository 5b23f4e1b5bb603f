"""The voluntary reduction plan: its workbook, its figures and its rules."""
