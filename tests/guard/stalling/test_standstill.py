from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from asyncproof.guard import Owner
from asyncproof.guard.owner import OWNER
from asyncproof.guard.stalling import standstill
from asyncproof.guard.stalling.standstill import MOST_LINES, Story, ask, end, is_woken, spot_of, spots


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

    def end_it(times: int) -> None:
        end(loop, task, None)
        if times > 1:
            loop.call_soon(loop.call_soon, loop.call_soon, end_it, times - 1)  # when it has had its turn

    loop.call_soon(end_it, 3)
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


def test_who_was_woken_does_not_stand_still() -> None:
    """What it waits for has happened, and it is about to run."""

    async def main() -> list[bool]:
        waiter = asyncio.get_running_loop().create_future()

        async def wait() -> None:
            await waiter

        task = asyncio.ensure_future(wait())
        await asyncio.sleep(0)
        seen = [is_woken(asyncio.get_running_loop())]
        waiter.set_result(None)
        seen.append(is_woken(asyncio.get_running_loop()))
        await task
        return seen

    assert asyncio.run(main()) == [False, True]


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


def test_a_long_story_is_cut_before_a_head_without_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left out is counted; a head whose lines would not be shown is left out with them."""
    told = [
        "one waits",
        *(f"  line {number}" for number in range(MOST_LINES - 3)),
        "others:",
        "  last",
        "  rest",
    ]
    monkeypatch.setattr(standstill.waits, "explain_waits", lambda **_: "\n".join(told))

    async def main() -> None:
        story = Story(asyncio.get_running_loop(), asyncio.current_task(), certain=False)
        assert story.lines[-2:] == [f"line {MOST_LINES - 4}", "... and 3 more lines"]
        assert len(story.lines) == MOST_LINES - 1
        assert (story.first, story.cause, story.cure) == ("one waits", "", "")

    asyncio.run(main())


def test_where_no_line_is_the_users_none_is_blamed() -> None:
    """A task of a library's alone has no place and no names."""

    async def main() -> None:
        task = asyncio.create_task(asyncio.Event().wait())
        await asyncio.sleep(0)
        story = Story(SimpleNamespace(), task, certain=False)
        assert (story.place, story.names) == (None, ())
        task.cancel()

    asyncio.run(main())


def test_what_others_run_on_the_loop_goes_on() -> None:
    """Only the tasks of the test are cancelled, and a future that it waits for alike."""
    test, other = Owner("test"), Owner("fixture", scope="module")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        before = OWNER.set(other)
        theirs = loop.create_task(asyncio.sleep(10))
        OWNER.set(test)
        ours = loop.create_task(asyncio.sleep(10))
        OWNER.reset(before)
        awaited = loop.create_future()
        assert not end(loop, awaited, test)
        await asyncio.wait([ours, awaited])
        assert (ours.cancelled(), awaited.cancelled()) == (True, True)
        assert not theirs.done()
        theirs.cancel()

    asyncio.run(main())


def test_a_task_is_followed_only_so_far() -> None:
    """Very deep below a task the looking ends, at a line of the user's all the same."""

    async def deeper(levels: int) -> None:
        await (deeper(levels - 1) if levels else asyncio.sleep(10))

    async def main() -> None:
        task: asyncio.Task[Any] = asyncio.create_task(deeper(80))
        await asyncio.sleep(0)
        code, line = spot_of(task)
        assert code is deeper.__code__
        assert line == code.co_firstlineno + 1
        task.cancel()

    asyncio.run(main())
