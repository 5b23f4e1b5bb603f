"""Savings counted once: claims of every source on one physical change, added up by level."""
