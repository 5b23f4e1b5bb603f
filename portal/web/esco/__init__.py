"""Contracts with energy service companies: pages and forms."""
