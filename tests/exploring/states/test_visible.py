from __future__ import annotations

import asyncio
import functools
import random
import re
import sqlite3
import threading
from dataclasses import dataclass
from enum import Enum
from unittest import mock

import pytest

from asyncproof.exploring.states.visible import all_slots_of, attributes_of, is_visible, name_of


class Plain:
    pass


class Slotted:
    __slots__ = ("a", "b")


class More(Slotted):
    __slots__ = ("__dict__", "c")


@dataclass
class Data:
    number: int = 1


class OfDict(dict):  # type: ignore[type-arg] # of whatever
    pass


@pytest.mark.parametrize(
    "kind", [Plain, Slotted, More, Data, Enum, asyncio.Lock, asyncio.Queue, asyncio.StreamReader, mock.Mock]
)
def test_what_is_written_in_python_shows_all_of_itself(kind: type) -> None:
    """Attributes, slots and weak references are all that it has room for."""
    assert is_visible(kind)


HIDING = [
    *(dict, OfDict, int, sqlite3.Connection, functools.partial, re.Pattern, random.Random, asyncio.Future),
    *(asyncio.Task, threading.local, type(iter([])), type),
]


@pytest.mark.parametrize("kind", HIDING)
def test_what_keeps_something_of_its_own_does_not(kind: type) -> None:
    """It has room for more than its attributes."""
    assert not is_visible(kind)


def test_above_a_base_only_what_a_class_adds_counts() -> None:
    """A kind of dictionary that is written in Python shows what it adds to one."""
    assert is_visible(OfDict, dict)
    assert not is_visible(bool, str)


def test_slots_are_those_of_all_bases() -> None:
    """A slot that was never filled is one, too."""
    assert [slot.__name__ for slot in all_slots_of(More)] == ["c", "a", "b"]


def test_attributes_are_an_objects_own() -> None:
    """Whatever its class makes of them."""

    class Hiding:
        def __getattribute__(self, name: str) -> object:
            raise AssertionError(name)

    one = Hiding()
    object.__setattr__(one, "a", 1)
    assert attributes_of(one) == {"a": 1}
    assert attributes_of(Slotted()) == {}


def test_a_type_has_a_full_name() -> None:
    """As one would import it."""
    assert name_of(OfDict) == f"{__name__}.OfDict"
