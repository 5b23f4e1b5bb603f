"""Pages of the diagnosis calculators."""
