"""Documents made of figures: charts, PDF and Excel."""
