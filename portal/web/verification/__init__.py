"""Pages of measurement and verification."""
