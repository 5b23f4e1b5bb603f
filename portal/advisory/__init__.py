"""Site diagnoses: request, visit, finding, recommendation, decision, implementation, outcome."""
