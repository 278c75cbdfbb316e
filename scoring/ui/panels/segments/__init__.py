"""The parts of the page that divides the book into segments."""
