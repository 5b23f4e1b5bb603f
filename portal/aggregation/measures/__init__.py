"""Measures of accepted plans together: by year and kind, net of overlap, cost, change, progress."""
