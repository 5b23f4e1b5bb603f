"""Savings counted once: pages and forms."""
