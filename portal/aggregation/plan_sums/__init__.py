"""What accepted plans add up to, kept for the pages: measures, expected cut, electricity."""
