"""Pages of measures: of the alliance, of a group and of a member."""
