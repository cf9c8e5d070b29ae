from __future__ import annotations

from asyncproof.loop.real.work import Book, Work


class Counter:
    def __init__(self, name: str, book: Book) -> None:
        self.name, self.book, self.left = name, book, 2

    def look(self, now: float) -> Work | None:
        self.left -= 1
        if self.left:
            return Work(f"{self.name} at {now:g}", self.name, certain=True)
        self.book.cross_out(self)
        return None


def test_sources_are_asked_in_the_order_in_which_they_entered() -> None:
    """The report of what is outstanding does not depend on identities."""
    book = Book()
    for name in "cab":
        book.enter(Counter(name, book))
    assert [work.what for work in book.look(7)] == ["c at 7", "a at 7", "b at 7"]


def test_a_source_at_rest_crosses_itself_out_while_it_is_asked() -> None:
    """What is at rest costs nothing at the next look."""
    book = Book()
    source = Counter("a", book)
    book.enter(source)
    book.look(0)
    assert book.look(0) == []
    assert not book.open


def test_a_source_may_be_entered_and_crossed_out_twice() -> None:
    """Sources need not remember whether they are in the book."""
    book = Book()
    source = Counter("a", book)
    book.enter(source)
    book.enter(source)
    assert len(book.open) == 1
    book.cross_out(source)
    book.cross_out(source)
    assert not book.open
