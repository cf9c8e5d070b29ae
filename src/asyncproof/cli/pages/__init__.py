"""The pages that `asyncproof explain` shows: of guards, of explanations, of errors."""

from asyncproof.cli.pages.book import Book, open_book
from asyncproof.cli.pages.page import Page

__all__ = ["Book", "Page", "open_book"]
