"""The parts of the page on the book, one file a part."""
