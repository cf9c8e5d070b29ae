from __future__ import annotations

from asyncproof.core.record import fresh, frozen, record


@record
class Shelf:
    """Something with fields of all kinds."""

    name: str
    """What it is called."""
    books: list[str] = fresh(default_factory=list)
    width: int = 80

    def size(self) -> int:
        """Count the books."""
        return len(self.books)


@frozen
class Point:
    """Two numbers."""

    x: int
    y: int = 0


def test_fields_are_taken_by_place_and_by_name() -> None:
    """Those with a default may be left out."""
    shelf = Shelf("low", width=20)
    assert (shelf.name, shelf.books, shelf.width, shelf.size()) == ("low", [], 20, 0)
    assert Shelf("high", ["one"]).books == ["one"]


def test_what_is_fresh_is_made_for_each() -> None:
    """Nobody shares it."""
    one, other = Shelf("one"), Shelf("other")
    one.books.append("a")
    assert other.books == []


def test_a_record_is_only_itself() -> None:
    """It has no equality, and may change."""
    one, other = Shelf("one"), Shelf("one")
    one.width = 3
    assert one != other
    assert len({one, other}) == 2


def test_a_value_equals_what_has_the_same_fields() -> None:
    """And is found in sets and dicts by them."""
    assert Point(1) == Point(1, 0) != Point(1, 2)
    assert {Point(1), Point(1, 0)} == {Point(x=1)}
    assert Point(1) != (1, 0)


def test_both_show_their_fields() -> None:
    """As a message of pytest shows them."""
    assert repr(Point(1, 2)) == "Point(x=1, y=2)"
    assert repr(Shelf("low")) == "Shelf(name='low', books=[], width=80)"
