"""The alliance's companies, their groups and their sites."""
