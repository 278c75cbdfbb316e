"""data: soon."""
