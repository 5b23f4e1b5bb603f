"""Claims of savings handed in as a workbook: its sheets, what its rows claim, and its rules."""
