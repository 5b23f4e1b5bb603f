"""Changing diagnoses; each change is logged, none commits."""
