"""Correcting the faulty cells of an upload on the page."""
