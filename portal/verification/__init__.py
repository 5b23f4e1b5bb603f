"""Measurement and verification of savings: baselines, models, adjustments and their uncertainty."""
