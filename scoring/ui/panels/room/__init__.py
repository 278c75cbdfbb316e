"""A room in which people agree on weights: the way in, the vote, and what the host sees."""
