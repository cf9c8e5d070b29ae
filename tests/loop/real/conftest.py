"""Threads, seen in both ways, for the tests of this folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from asyncproof.loop.real.states import StackSight, best_sight
from asyncproof.loop.real.threads import Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.loop.real.states import Sight


@pytest.fixture(params=[best_sight(), StackSight()], ids=["best sight", "stack"])
def sight(request: pytest.FixtureRequest) -> Sight:
    """Both ways to see the state of a thread."""
    chosen: Sight = request.param
    return chosen


@pytest.fixture
def threads(sight: Sight) -> Iterator[Threads]:
    """The threads of a run that has just begun."""
    threads = Threads(sight)
    threads.begin()
    yield threads
    threads.end()


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """A pool of one thread."""
    with ThreadPoolExecutor(1, thread_name_prefix="pool") as pool:
        yield pool
