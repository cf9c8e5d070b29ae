"""Tasks: the order in which they start, and what gather, wait, shield and wait_for promise."""

import asyncio
from contextlib import suppress


async def tasks_start_in_the_order_they_were_made() -> None:
    """Starting is a callback as others: first in, first out."""
    started: list[str] = []

    async def one(name: str) -> None:
        started.append(name)

    await asyncio.gather(*(asyncio.create_task(one(name)) for name in "abc"))
    assert started == ["a", "b", "c"]


async def a_task_has_started_after_a_yield() -> None:
    """Who yields once after making a task finds it started."""
    started = []

    async def one() -> None:
        started.append("one")

    task = asyncio.create_task(one())
    await asyncio.sleep(0)
    assert started
    await task


async def waiters_wake_in_their_order() -> None:
    """Tasks that wait for one future go on in the order in which they began to wait."""
    future = asyncio.get_running_loop().create_future()
    waiting: list[int] = []
    woken: list[int] = []

    async def wait(place: int) -> None:
        waiting.append(place)
        await asyncio.wait([future])
        woken.append(place)

    tasks = [asyncio.create_task(wait(place)) for place in range(3)]
    await asyncio.sleep(5)
    future.set_result(None)
    await asyncio.gather(*tasks)
    assert woken == waiting


async def results_of_gather_are_in_the_order_of_its_arguments() -> None:
    """Whoever is ready first."""

    async def one(number: int) -> int:
        await asyncio.sleep(0.01 * (3 - number))
        return number

    assert await asyncio.gather(one(0), one(1), one(2)) == [0, 1, 2]


async def as_completed_gives_everyone_once() -> None:
    """In some order."""

    async def one(number: int) -> int:
        await asyncio.sleep(0.01)
        return number

    tasks = [asyncio.create_task(one(number)) for number in range(3)]
    assert sorted([await done for done in asyncio.as_completed(tasks)]) == [0, 1, 2]


async def wait_for_first_has_somebody() -> None:
    """One is done at least, and who isn't is pending."""
    tasks = {asyncio.create_task(asyncio.sleep(delay)) for delay in (0.01, 0.02)}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    assert done
    assert done | pending == tasks
    await asyncio.gather(*pending)


async def a_shielded_task_goes_on() -> None:
    """A cancellation of who waits does not reach who is shielded."""
    done = []

    async def inner() -> None:
        await asyncio.sleep(0.01)
        done.append("inner")

    work = asyncio.ensure_future(inner())

    async def outer() -> None:
        await asyncio.shield(work)

    waiting = asyncio.create_task(outer())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting, work})
    assert done or work.cancelled()


async def wait_for_lets_go_what_is_in_time() -> None:
    """What takes a hundredth of a second is not given up after a minute."""
    assert await asyncio.wait_for(asyncio.sleep(0.01, "reply"), 60) == "reply"


async def wait_for_gives_up_what_never_comes() -> None:
    """And cancels it."""
    future = asyncio.get_running_loop().create_future()
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(future, 1)
    assert future.cancelled()


async def who_is_cancelled_cleans_up() -> None:
    """A `finally` runs before whoever waits for the cancelled task goes on."""
    seen = []

    async def work() -> None:
        seen.append("begun")
        try:
            await asyncio.sleep(3600)
        finally:
            seen.append("cleaned up")

    task = asyncio.create_task(work())
    while not seen and not task.done():
        await asyncio.sleep(0.01)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert seen in ([], ["begun", "cleaned up"])


async def who_is_cancelled_first_never_begins() -> None:
    """A task that is cancelled at once does not run a line."""
    seen = []

    async def work() -> None:
        seen.append("begun")

    task = asyncio.create_task(work())
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
    assert not seen


PROGRAMS = {
    tasks_start_in_the_order_they_were_made: "latency",
    a_task_has_started_after_a_yield: "latency",
    waiters_wake_in_their_order: "reorder",
    results_of_gather_are_in_the_order_of_its_arguments: "",
    as_completed_gives_everyone_once: "",
    wait_for_first_has_somebody: "",
    a_shielded_task_goes_on: "",
    wait_for_lets_go_what_is_in_time: "",
    wait_for_gives_up_what_never_comes: "",
    who_is_cancelled_cleans_up: "",
    who_is_cancelled_first_never_begins: "",
}
