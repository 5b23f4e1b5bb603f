"""What a workbook holds and what is checked, made from the declarations themselves."""
