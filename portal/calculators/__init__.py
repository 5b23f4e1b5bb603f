"""Diagnosis calculators: pure, declared once, printed with their derivation."""
