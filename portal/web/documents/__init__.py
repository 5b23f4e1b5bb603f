"""All documents of a year, made in the background."""
