from __future__ import annotations

import asyncio
import sys

import pytest

from asyncproof.guard.stalling.turn import Doing, Turn, turn_of


def look() -> Turn | None:
    """Look at the running thread."""
    return turn_of(sys._getframe())


def test_without_a_loop_there_is_nothing_to_see() -> None:
    """A thread that runs no loop has no turn."""
    assert look() is None


def test_a_step_is_seen_with_its_loop_and_its_main_task() -> None:
    """The loop, the handle and what it all is for are read off the stack."""

    async def main() -> None:
        turn = look()
        assert turn is not None
        assert turn.doing is Doing.STEPPING
        assert turn.loop is asyncio.get_running_loop()
        assert turn.main is asyncio.current_task()
        assert turn.handle is not None
        assert not turn.is_closing
        assert not turn.waits_for_jobs

    asyncio.run(main())


@pytest.mark.asyncproof(leaks="off")
def test_clean_up_is_known_for_what_it_is() -> None:
    """A task that is cancelled at the end runs while the loop is closing."""
    seen: list[bool] = []

    async def main() -> None:
        asyncio.get_running_loop().create_task(leave())
        await asyncio.sleep(0)

    async def leave() -> None:
        try:
            await asyncio.sleep(10)
        finally:
            turn = look()
            seen.append(turn is not None and turn.is_closing)

    asyncio.run(main())
    assert seen == [True]
