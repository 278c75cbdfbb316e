"""The made-up book of customers, whose churn follows a law that is known."""

from scoring.demo.book import Book, make_book
from scoring.demo.write import write_book

__all__ = ["Book", "make_book", "write_book"]
