"""The first page: what do I have to do now."""
