"""Signing in and out, passwords, one-time links and a person's own choices."""
