"""Pages of diagnoses: from a request to the known outcome."""
