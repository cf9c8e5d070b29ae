from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import anyio
import pytest

import asyncproof
from asyncproof.exploring.story import Storyteller
from quality.bugs import latency_inversion, leaked_slot, lost_update
from tests.exploring import scenarios

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def story_of(scenario: object, **options: object) -> str:
    """Explore a scenario, and return the story of its failure."""
    failure = asyncproof.explore(scenario, **options).failure
    assert failure is not None
    return failure.story


def test_a_story_says_where_a_run_is_odd() -> None:
    """The steps of the tasks with their lines, and between them what stock asyncio would not do."""
    story = story_of(scenarios.lost_slot, runs=200)
    assert "scenarios.py" in story
    assert "is cancelled --" in story
    assert "asyncproof/exploring" not in story


def test_a_line_is_told_with_its_text() -> None:
    """Wherever a test is run from: the place as seen from there, and what is written there."""
    story = story_of(lost_update.broken, runs=200)
    assert re.search(
        r"Task-2 +\S*lost_update\.py:\d+ in Account\.deposit:  await asyncio\.sleep\(0\.01\)", story
    )


def test_who_is_cancelled_is_told_with_its_coroutine() -> None:
    """A number alone says nothing to a reader."""
    story = story_of(leaked_slot.broken)
    assert re.search(r"-- Task-\d \(Pool\.use\) is cancelled --", story)


def test_who_takes_longer_is_told() -> None:
    """The task that has to wait for something outside, and who runs instead."""
    story = story_of(latency_inversion.broken, runs=200)
    assert re.search(r"-- .*Task-2 \(search\).* --\n  Task-3 ", story)


def test_a_first_step_is_told_as_that() -> None:
    """The line of a `def` would say less."""
    assert re.search(r"Task-2 +\S+:\d+ in search begins\n", story_of(latency_inversion.broken, runs=200))


def test_who_comes_before_whom_is_told() -> None:
    """On the rung on which steps overtake each other, both are named."""

    async def order() -> None:
        seen: list[str] = []

        async def note(name: str) -> None:
            seen.append(name)

        await asyncio.gather(note("a"), note("b"))
        assert seen == ["a", "b"]

    story = story_of(order, rungs=["reorder"], runs=200)
    assert "-- Task-3 (note) runs before Task-2 (note), which would be first --" in story


def test_arrivals_are_told_by_who_waits_for_them() -> None:
    """Another order, and all of them later; whoever is not known is not named."""
    teller = Storyteller()

    async def main() -> None:
        async def one() -> None:
            """Do nothing."""

        tasks = [asyncio.create_task(one(), name=name) for name in ("left", "right")]
        teller.hear("fault", ("nothing", "no route to the bank"), 1)
        teller.choice(asyncproof.core.Choice("fault", 2, 1))
        teller.hear("latency", (tasks[0], "later"), 1)
        teller.choice(asyncproof.core.Choice("latency", 2, 1))
        teller.hear("arrival", (*tasks, "later"), 1)
        teller.choice(asyncproof.core.Choice("arrival", 3, 1))
        teller.hear("arrival", (*tasks, "later"), 2)
        teller.choice(asyncproof.core.Choice("arrival", 3, 2))
        teller.hear("jitter", (0.5, 0.5), 1)
        teller.choice(asyncproof.core.Choice("jitter", 2, 1))
        teller.hear("arrival", (object(), "later"), 1)
        teller.choice(asyncproof.core.Choice("arrival", 2, 1))
        await asyncio.gather(*tasks)

    asyncio.run(main())
    assert teller.tell().splitlines() == [
        "    -- no route to the bank --",
        "    -- left (one): what stands in for the outside world takes longer --",
        "    -- right (one) comes before left (one), which would be first --",
        "    -- left (one) and right (one) have to wait --",
        "    -- a delivery takes longer --",
        "    -- what has arrived has to wait --",
    ]


def test_a_long_story_is_told_by_its_ends() -> None:
    """What lies between is counted."""

    async def long() -> None:
        for _ in range(20):
            await asyncio.gather(asyncio.sleep(0), asyncio.sleep(0))
            await asyncio.sleep(0)
            await asyncio.sleep(1)
        raise LookupError

    assert re.search(r"\.\.\. \d+ more steps \.\.\.", story_of(long, rungs=["stock"]))


def test_steps_of_one_line_are_told_once() -> None:
    """A task that goes round in a circle, with nobody else to tell of, is one line."""

    async def circle() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        raise LookupError

    assert len(story_of(circle, rungs=["stock"]).splitlines()) == 2


async def use(slots: asyncio.Semaphore) -> None:
    """Take a slot for a while, and forget it when cancelled."""
    await asyncio.sleep(0.1)
    await slots.acquire()
    await asyncio.sleep(0.1)
    slots.release()


async def with_a_limit() -> None:
    """Take a slot under a time limit, and forget it when that is over."""
    slots = asyncio.Semaphore(1)
    try:
        with anyio.fail_after(60):
            await use(slots)
    except TimeoutError:
        pass
    await use(slots)


async def with_a_group() -> None:
    """Do the same in a task group, and cancel all of it."""
    slots = asyncio.Semaphore(1)
    async with anyio.create_task_group() as group:
        group.start_soon(use, slots, name="user")
    await use(slots)


@pytest.mark.parametrize(
    ("scenario", "told"),
    [
        (with_a_limit, "the time limit of Task-1 (with_a_limit) is over"),
        (with_a_group, "the task group of user is cancelled"),
    ],
)
def test_what_is_ended_as_a_whole_is_told(scenario: Callable[[], Awaitable[None]], told: str) -> None:
    """A time limit is over, a group is cancelled; whose they are says the task in them."""
    failure = asyncproof.explore(scenario, rungs=["cancel"], runs=40).failure
    assert failure is not None
    assert isinstance(failure.exception, asyncproof.Deadlock)
    assert f"-- {told} --" in failure.story
    with pytest.raises(asyncproof.Deadlock):
        asyncproof.replay(scenario, failure.schedule)
