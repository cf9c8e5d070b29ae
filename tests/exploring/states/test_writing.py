from __future__ import annotations

from typing import Any

import pytest

from asyncproof.exploring.states import writing
from asyncproof.exploring.states.visible import Unseen
from asyncproof.exploring.states.writing import NOT_REACHED, Writing


def digest(*roots: object) -> bytes:
    """Return what stands for some objects."""
    one = Writing()
    one.add(*roots)
    return one.digest()


class Thing:
    def __init__(self, *parts: object) -> None:
        self.parts = parts


def test_what_is_alike_has_one_digest() -> None:
    """It does not matter where in memory things lie."""
    assert digest(Thing([1, 2]), {"a": {3}}) == digest(Thing([1, 2]), {"a": {3}})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1], [2]),
        ([1], (1,)),
        ([1, [2]], [1, 2]),
        ("1", 1),
        (1, True),
        (1, 1.0),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ("a\nb", "a\n'b'"),
        (["a", "b"], ["a\n'b'"]),
        (Thing(1), Thing(2)),
        (0.0, -0.0),
    ],
)
def test_what_differs_has_two(one: object, other: object) -> None:
    """In value, kind, structure or order."""
    assert digest(one) != digest(other)


def test_it_matters_what_is_one_thing() -> None:
    """Two lists that are alike are not one list twice."""
    same: list[int] = []
    assert digest([same, same]) != digest([[], []])


def test_a_circle_comes_to_an_end() -> None:
    """As any other structure."""

    def circle() -> list[Any]:
        one: list[Any] = []
        one.append(one)
        return one

    assert digest(circle()) == digest(circle()) != digest([[]])


def test_a_long_chain_is_no_matter() -> None:
    """A list in a list in a list, thousands of times."""
    one: list[Any] = []
    for _ in range(5000):
        one = [one]
    assert len(digest(one)) == 16


def test_what_is_reached_has_its_number() -> None:
    """By the order in which it was come to."""
    inner, one = Thing(), Writing()
    one.add([inner])
    assert one.number_of(inner) == 1
    assert one.number_of(Thing()) == NOT_REACHED


def test_too_much_is_not_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take longer than it saves."""
    monkeypatch.setattr(writing, "MOST", 10)
    with pytest.raises(Unseen, match="more than 10 objects"):
        digest([[] for _ in range(20)])
