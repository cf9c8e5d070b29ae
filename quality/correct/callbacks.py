"""Callbacks: `call_soon` is first in, first out, and timers come in the order of their deadlines."""

import asyncio
from collections.abc import Callable
from functools import partial


async def _heard(*calls: Callable[[Callable[[str], None]], object]) -> str:
    """Let calls put a letter each into a word, and wait until all have."""
    word: list[str] = []
    for call in calls:
        call(word.append)
    while len(word) < len(calls):
        await asyncio.sleep(1)
    return "".join(word)


async def call_soon_is_fifo() -> None:
    """Callbacks run in the order in which they were registered."""
    soon = asyncio.get_running_loop().call_soon
    assert (
        await _heard(lambda say: soon(say, "a"), lambda say: soon(say, "b"), lambda say: soon(say, "c"))
        == "abc"
    )


async def timers_come_in_the_order_of_deadlines() -> None:
    """The one that is due first comes first, whenever it was set."""
    later = asyncio.get_running_loop().call_later
    assert await _heard(lambda say: later(0.2, say, "b"), lambda say: later(0.1, say, "a")) == "ab"


async def a_callback_that_calls_soon_waits_its_turn() -> None:
    """What a callback registers comes after what was registered before."""
    loop = asyncio.get_running_loop()

    def nested(say: Callable[[str], None]) -> None:
        loop.call_soon(say, "c")
        say("a")

    word: list[str] = []
    loop.call_soon(nested, word.append)
    loop.call_soon(word.append, "b")
    while len(word) < 3:
        await asyncio.sleep(1)
    assert word == ["a", "b", "c"]


async def done_callbacks_are_fifo() -> None:
    """Callbacks of a future are called in the order in which they were added."""
    future = asyncio.get_running_loop().create_future()
    word: list[str] = []
    for letter in "abc":
        future.add_done_callback(lambda _, letter=letter: word.append(letter))
    asyncio.get_running_loop().call_soon(future.set_result, None)
    await future
    await asyncio.sleep(0)
    assert word == ["a", "b", "c"]


async def a_cancelled_timer_never_comes() -> None:
    """Whatever time it is: a timer that was cancelled before it was due is gone."""
    heard = []
    timer = asyncio.get_running_loop().call_later(5, heard.append, "too late")
    await asyncio.sleep(0)
    timer.cancel()
    await asyncio.sleep(10)
    assert not heard


async def threads_are_heard_in_their_order() -> None:
    """What one thread hands over arrives in the order in which it did so, and before its result."""
    loop = asyncio.get_running_loop()
    heard: list[int] = []

    def work() -> str:
        for number in range(3):
            loop.call_soon_threadsafe(partial(heard.append, number))
        return "done"

    assert await loop.run_in_executor(None, work) == "done"
    assert heard == [0, 1, 2]


PROGRAMS = {
    call_soon_is_fifo: "",
    timers_come_in_the_order_of_deadlines: "",
    a_callback_that_calls_soon_waits_its_turn: "",
    done_callbacks_are_fifo: "",
    a_cancelled_timer_never_comes: "",
    threads_are_heard_in_their_order: "",
}
