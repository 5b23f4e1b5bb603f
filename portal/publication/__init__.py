"""Published figures: named for good, frozen with their rows, and recomputed by anybody."""
