"""The rule catalogue and the data dictionary, as pages."""
