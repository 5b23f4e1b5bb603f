"""Receipts: what was handed in, when, by whom, with the fingerprint of the file."""
