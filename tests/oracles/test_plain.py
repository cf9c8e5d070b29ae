from __future__ import annotations

import asyncio
import datetime as dt
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import pytest

from asyncproof.oracles.plain import fields_of, plain


@dataclass
class Item:
    """Has values, and a lock."""

    name: str
    tags: list[str] = field(default_factory=list)
    lock: Any = None


class Slotted:
    """Has values in slots."""

    __slots__ = ("__weakref__", "left", "right")

    def __init__(self, left: int) -> None:
        self.left = left


class Bare:
    """Has nothing."""

    __slots__ = ()


class Node:
    """Knows itself."""

    def __init__(self, value: int) -> None:
        self.value = value
        self.me = self


def test_alike() -> None:
    """Copies that never knew each other are alike, whatever they are made of."""
    for make in (
        lambda: [1, "two", None, {"three": {3}}, (4.0, b"5"), frozenset({6}), deque([7])],
        lambda: Item("a", ["x"], asyncio.Lock()),
        lambda: Slotted(1),
        lambda: Node(1),
        lambda: dt.date(2026, 1, 1),
        lambda: threading.Lock(),  # noqa: PLW0108 - a new one each time is the point
        Bare,
        asyncio.Event,
    ):
        one, other = plain(make()), plain(make())
        assert one == other
        assert hash(one) == hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1], (1,)),
        ([1], [2]),
        ({"a": 1}, {"a": 2}),
        (Item("a"), Item("b")),
        (Item("a"), Item("a", ["x"])),
        (Slotted(1), Slotted(2)),
        (Node(1), Node(2)),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 2)),
    ],
)
def test_different(one: object, other: object) -> None:
    """What differs anywhere inside differs."""
    assert plain(one) != plain(other)


def test_a_lock_that_is_held_is_another_state() -> None:
    """What asyncio's own objects tell of themselves counts."""

    async def main() -> None:
        free, held = asyncio.Lock(), asyncio.Lock()
        await held.acquire()
        assert plain(free) != plain(held)
        full: asyncio.Queue[int] = asyncio.Queue()
        full.put_nowait(1)
        assert plain(full) != plain(asyncio.Queue())

    asyncio.run(main())


def test_the_fields_of_an_object() -> None:
    """Those in its dict and in its slots, as far as they are set; None if there can't be any."""
    assert fields_of(Item("a")) == {"name": "a", "tags": [], "lock": None}
    assert fields_of(Slotted(1)) == {"left": 1}
    assert fields_of(7) is None
