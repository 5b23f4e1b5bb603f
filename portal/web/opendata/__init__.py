"""The public page of open data."""
