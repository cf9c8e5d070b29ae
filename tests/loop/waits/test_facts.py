"""Claims about what is seen of one task, however odd it is."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import weakref
from typing import Any

import pytest

from asyncproof.loop.waits import explain_deadlock, facts
from asyncproof.loop.waits.facts import deadline
from tests.loop.waits.stalling import never, stalled


class Hostile(contextlib.AsyncExitStack):
    """Whatever is asked of it raises."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError

    def __repr__(self) -> str:
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __hash__(self) -> int:
        raise RuntimeError

    def __bool__(self) -> bool:
        raise RuntimeError

    @property
    def lock(self) -> asyncio.Lock:
        raise RuntimeError


def test_hostile_objects_are_passed_by() -> None:
    """Objects whose every method raises neither break the report nor are they called."""

    async def main() -> None:
        hostile = Hostile()
        several = {"a": [hostile]}
        async with hostile:
            event = asyncio.Event()
            await event.wait()
            several["a"][0].lock.release()

    with stalled(main) as program:
        text = explain_deadlock(tasks=program.tasks, main=program.main)
    assert "main waits for Event `event`" in text


@pytest.mark.parametrize("part", ["chain_of", "awaiting", "spot_of", "entered", "calls_ahead"])
def test_what_can_not_be_seen_is_left_out(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one look fails, the others are made all the same."""

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(facts, part, fail)
    with stalled(never) as program:
        assert " waits for " in explain_deadlock(tasks=program.tasks, main=program.main)


def test_the_earliest_deadline_counts() -> None:
    """Of several timeouts around a wait the first to end is told; an infinite one is none."""

    class Timeout(contextlib.AsyncExitStack):
        def __init__(self, when: float) -> None:
            super().__init__()
            self._when = when

    async def main() -> None:
        async with Timeout(7.0), Timeout(3), Timeout(float("inf")):
            await never()

    with stalled(main) as program:
        assert deadline(program.facts()) == 3
    with stalled(never) as program:
        assert deadline(program.facts()) is None


def test_nothing_is_kept_alive() -> None:
    """When the tasks are gone, what they waited for is gone too."""

    async def main() -> None:
        event = asyncio.Event()
        seen.append(weakref.ref(event))
        await event.wait()

    seen: list[weakref.ref[asyncio.Event]] = []
    with stalled(main) as program:
        explain_deadlock(tasks=program.tasks, main=program.main)
    del program
    gc.collect()
    assert seen[0]() is None
