from __future__ import annotations

import ast
import gc
from collections import deque
from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock

from asyncproof.guard.holding.holders import is_kept_by_strangers, is_part_of


class Thing:
    """Something to keep."""


class Holder:
    """The user's own."""

    thing: Any = None


KEPT: list[Thing] = []


def test_plain_containers_are_no_strangers() -> None:
    """A local variable, a list, a dict, a global and an object of the user's keep it for the user."""
    thing, holder = Thing(), Holder()
    assert not is_kept_by_strangers(thing)
    holder.thing = {"all": [thing]}
    KEPT.append(thing)
    assert not is_kept_by_strangers(thing)
    KEPT.clear()


def test_objects_of_libraries_are_strangers() -> None:
    """A mock keeps what it was called with, a deque what it was given, also in a list."""
    thing = Thing()
    mock = MagicMock()
    mock([thing])
    assert is_kept_by_strangers(thing)
    del mock
    other = Thing()
    queue = deque([other])
    assert is_kept_by_strangers(other)
    assert not is_kept_by_strangers(other, queue)


def test_what_is_old_and_only_in_a_variable_is_kept_by_nobody() -> None:
    """The function that asks is no stranger, nor is anything that is needed to find out."""
    thing = Thing()
    gc.collect()
    assert not is_kept_by_strangers(thing)


def test_what_is_a_part_of_what() -> None:
    """An attribute of an object is, and an entry of a container; what these have is not."""
    thing, holder = Thing(), Holder()
    holder.thing = thing
    assert is_part_of(holder, thing)
    assert is_part_of([thing], thing)
    assert not is_part_of(Holder(), thing)
    assert not is_part_of([[thing]], thing)


def test_a_generator_of_a_library_is_a_stranger() -> None:
    """What it was given it keeps, also before anybody has begun it; one of the test's own file is none."""

    def own(_kept: object) -> Iterator[int]:
        yield 1

    thing = Thing()
    kept = [own(thing)]
    assert not is_kept_by_strangers(thing, home=__file__)
    kept.append(ast.walk(thing))  # type: ignore[arg-type]  # not begun, so that it doesn't matter
    assert is_kept_by_strangers(thing, home=__file__)
