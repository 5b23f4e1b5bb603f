"""The city's carbon budget beside what members, the grid and other programmes deliver."""
