"""Contracts with energy service companies and the savings they state each year."""
