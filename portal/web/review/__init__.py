"""Who has handed in what, and the city's decision on it."""
