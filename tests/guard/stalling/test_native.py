from __future__ import annotations

import asyncio
import select
import sys

import pytest

from asyncproof.guard.stalling.native import listened_to, native_turn_of
from asyncproof.guard.stalling.turn import Doing


def test_asyncios_own_loops_are_not_looked_at_this_way() -> None:
    """Where a loop has frames, these tell more."""

    async def main() -> None:
        assert native_turn_of(sys._getframe(), [asyncio.get_running_loop()]) is None

    asyncio.run(main())


def test_a_step_of_a_loop_in_c_is_that_of_its_task() -> None:
    """The current task is what the loop does, and the runner's task is what it is for."""
    uvloop = pytest.importorskip("uvloop")

    async def main() -> None:
        turn = native_turn_of(sys._getframe(), [asyncio.get_running_loop()])
        assert turn is not None
        assert turn.doing is Doing.STEPPING
        assert turn.handle is asyncio.current_task()

    loop = uvloop.new_event_loop()
    loop.run_until_complete(main())
    loop.close()


@pytest.mark.skipif(not hasattr(select, "epoll"), reason="this system has no epoll")
def test_what_an_epoll_object_watches_is_counted_by_kind() -> None:
    """Nothing is watched at first; what can't be read counts as unknown."""
    with select.epoll() as epoll:
        assert not listened_to(epoll.fileno())
    assert listened_to(-1)["unknown"] == 1
