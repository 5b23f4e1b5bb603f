"""The annual greenhouse gas inventory: its sheets, its figures and its rule book."""
