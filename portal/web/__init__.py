"""The pages: the only Flask code of the portal."""
