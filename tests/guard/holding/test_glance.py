from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any
from weakref import ref

import pytest

from asyncproof.guard.holding.glance import Glance


class Thing:
    """Something that may end."""


class Refuses:
    """Can't be compared with anything."""

    def __eq__(self, other: object) -> bool:
        raise ValueError

    __hash__ = None


def glance(members: dict[str, Any], names: list[str] | None = None, held: tuple[str, ...] = ()) -> Glance:
    """Take a glance at a dict."""
    return Glance([({"before": 1}, None, ["before"]), (members, names, held), ({}, [], [])])


@pytest.mark.parametrize("names", [None, ["a", "b"], ["a"]])
@pytest.mark.parametrize("held", [(), ("a",), ("a", "b")])
def test_what_is_the_same_is_the_same(names: list[str] | None, held: tuple[str, ...]) -> None:
    """Until a name holds another object, is gone, or has come."""
    members: dict[str, Any] = {"a": Thing(), "b": [1]}
    seen = glance(members, names, held)
    assert seen.is_same()
    first = members["a"]
    members["a"] = Thing()
    assert not seen.is_same()
    members["a"] = first
    assert seen.is_same()
    members["c"] = 1
    assert not seen.is_same()
    del members["c"], members["b"]
    assert not seen.is_same()


def test_what_is_not_held_may_end() -> None:
    """An object ends when nobody else holds it; one that comes to its place is another one."""
    members: dict[str, Any] = {"a": Thing()}
    watched = ref(members["a"])
    seen = glance(members)
    members.clear()
    gc.collect()
    assert watched() is None
    members["a"] = Thing()
    assert not seen.is_same()


def test_only_the_names_that_may_change_are_looked_at() -> None:
    """What pytest alone deals with is left out."""
    members: dict[str, Any] = {"a": 1, "test_it": len}
    seen = glance(members, ["a"], ("a",))
    members["test_it"] = max
    assert seen.is_same()
    members["a"] = 2
    assert not seen.is_same()


def test_who_can_not_be_compared_is_another_one() -> None:
    """A value that refuses to be compared stands in for one that was there; a name has become another."""
    members: dict[str, Any] = {"a": "text", "b": 1}
    seen = glance(members, ["a", "b"], ("a", "b"))
    members["a"] = Refuses()
    assert not seen.is_same()
    members["a"] = "text"
    members["c"] = members.pop("b")
    assert not seen.is_same()


def test_what_classes_are_made_of_is_held() -> None:
    """Nobody misses the end of a property, or of a tuple of names."""

    class Made:
        __slots__ = ("one",)

        @property
        def two(self) -> int:
            """Return two."""
            return 2

    seen = Glance([(vars(Made), None, ())])
    assert seen.is_same()
    Made.two = property(lambda _: 3)
    assert not seen.is_same()


def test_what_stands_for_a_type_is_compared_by_itself() -> None:
    """Annotations and the like hold nothing that anybody would miss the end of, so they may be held."""
    members: dict[str, Any] = {"a": list[int], "b": Callable[[], int], "c": Any}
    seen = glance(members)
    assert seen.is_same()
    members["a"] = list[str]
    assert not seen.is_same()


def test_a_name_more_is_seen_where_there_was_none() -> None:
    """A mapping that was empty is looked at as well."""
    members: dict[str, Any] = {}
    seen = Glance([(members, None, [])])
    assert seen.is_same()
    members["a"] = 1
    assert not seen.is_same()
