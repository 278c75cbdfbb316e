"""The closed vocabulary of a card: every kind is one file, every list is visible."""
