"""The cache of failing schedules, also where it is switched off or damaged."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from asyncproof.plugin.exploring.memory import MOST, Memory


def memory(stored: dict[str, Any]) -> Memory:
    """Return a memory that keeps everything in a mapping."""
    cache = SimpleNamespace(get=stored.get, set=stored.__setitem__)
    config: Any = SimpleNamespace(cache=cache)
    return Memory(config)


def test_it_keeps_and_forgets() -> None:
    """What is kept of one test is that, and no more than a few; nothing is written that is known."""
    stored: dict[str, Any] = {}
    known = memory(stored)
    known.keep("a", [])
    assert not stored
    known.keep("a", [str(number) for number in range(2 * MOST)])
    known.keep("b", ["1"])
    assert known.of("a") == ["0", "1", "2", "3", "4"]
    known.keep("a", [])
    assert (known.of("a"), known.of("b")) == ([], ["1"])


def test_what_is_damaged_is_not_known() -> None:
    """Values of another form count as none."""
    stored: dict[str, Any] = {}
    known = memory(stored)
    known.keep("a", ["1"])
    (key,) = stored
    for value in (None, [], {"schedules": "1"}, {"schedules": [1]}):
        stored[key] = value
        assert known.of("a") == []


def test_without_a_cache() -> None:
    """With `-p no:cacheprovider` nothing is kept."""
    config: Any = SimpleNamespace()
    known = Memory(config)
    known.keep("a", ["1"])
    assert known.of("a") == []
