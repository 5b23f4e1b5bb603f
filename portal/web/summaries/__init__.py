"""Pages of figures: the alliance, a group, a member; their definitions and traces."""
