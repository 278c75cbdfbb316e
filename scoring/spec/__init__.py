"""What people write (cards, source files, links), read strictly and said back plainly."""
