"""portfolio: soon."""
