"""The ministry's official inventory form, read into the portal's own inventory."""
