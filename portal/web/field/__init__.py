"""Pages for work on site: for a phone in one hand, and for the workbook that is brought back."""
