"""Bellwether turns a scorecard and a book of accounts into scores that people can check."""
