"""Uploads, the versions of a yearly submission and their life cycle."""
