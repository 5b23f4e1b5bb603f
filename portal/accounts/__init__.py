"""Users, their sessions and passwords, and who may do what."""
