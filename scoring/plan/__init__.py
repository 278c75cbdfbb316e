"""A card becomes a list of named steps that any SQL engine can run and a person can read."""
