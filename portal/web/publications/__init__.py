"""Pages of what was published: list, publication, trace, bridge, draft."""
