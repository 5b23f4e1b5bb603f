"""The append-only log of every change and every sign-in event."""
