"""Totals of groups and of the alliance: contributions, progress, coverage, overlap."""
