from __future__ import annotations

import asyncio

import pytest

from asyncproof.guard.stalling.standstill import MOST_LINES, Story, ask, end, spot_of, spots


def test_the_story_of_a_wait_blames_the_line_of_the_main_task() -> None:
    """The cause, the place and what to do are told apart."""

    async def main() -> None:
        async def stuck() -> None:
            await asyncio.Event().wait()

        task = asyncio.create_task(stuck())
        await asyncio.sleep(0)
        story = Story(asyncio.get_running_loop(), task, certain=True)
        assert "waits for Event" in story.cause
        assert "set()" in story.cure
        assert story.place is not None
        assert story.place.file == __file__
        assert len(story.lines) <= MOST_LINES
        task.cancel()

    asyncio.run(main())


def test_what_is_ended_is_cancelled_and_in_the_end_stopped() -> None:
    """A task that swallows its cancellation is cancelled twice; then its loop is stopped."""
    loop = asyncio.new_event_loop()
    swallowed: list[int] = []

    async def stubborn() -> None:
        while len(swallowed) < 5:
            try:
                await loop.create_future()
            except asyncio.CancelledError:  # noqa: PERF203 - that is what a stubborn task looks like
                swallowed.append(1)

    task = loop.create_task(stubborn())
    for delay in (0.01, 0.02, 0.03):
        loop.call_later(delay, end, loop, task, None)
    with pytest.raises(RuntimeError, match="stopped"):
        loop.run_until_complete(task)
    assert len(swallowed) == 2
    swallowed += [1] * 5
    task.cancel()
    loop.run_until_complete(task)
    loop.close()


def test_nothing_is_done_to_who_has_gone_on() -> None:
    """What is asked for is done only while the main task still waits for the same thing."""

    async def main() -> None:
        loop, done = asyncio.get_running_loop(), []
        task = loop.create_task(asyncio.sleep(10))
        await asyncio.sleep(0)
        ask(loop, task, lambda: done.append("still"))
        await asyncio.sleep(0.01)
        ask(loop, task, lambda: done.append("gone"))
        task.cancel()
        await asyncio.sleep(0.01)
        assert done == ["still"]

    asyncio.run(main())


def test_where_tasks_stand_changes_with_them() -> None:
    """Two looks are alike exactly while no task moves."""

    async def main() -> None:
        loop = asyncio.get_running_loop()
        task = loop.create_task(asyncio.sleep(10))
        await asyncio.sleep(0)
        before, line = spots(loop), spot_of(task)
        assert spot_of(task) == line
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert spots(loop) != before

    asyncio.run(main())
