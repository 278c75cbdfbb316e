"""The report: one file that holds a card, its figures and what they rest on, and loads nothing."""
