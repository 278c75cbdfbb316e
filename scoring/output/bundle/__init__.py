"""A bundle: one ZIP file with a card, its scores and all that gives the same numbers again."""
