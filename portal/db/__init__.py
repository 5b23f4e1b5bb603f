"""The base of every table: column types, sessions, numbering and migrations."""
