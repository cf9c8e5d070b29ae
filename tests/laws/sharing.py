"""Small random programs of a few tasks that change what they share: how one ends is what is left of it."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

ACTS = (
    *("read", "write", "closure", "class", "global", "item", "member", "deque", "push", "slot", "loop"),
    *("lock", "call", "queue", "event", "sleep", "timer", "task", "clock", "limit", "generator", "raise"),
)
TOTAL = 0
"""What programs share as a global."""


class EndError(Exception):
    """How a program has ended."""


class Shared:
    """What the tasks of a program share."""

    __slots__ = ("slot", "values")
    count = 0

    def __init__(self) -> None:
        self.values: dict[str, Any] = {"n": 0}
        self.slot = 0


def program(seed: int) -> Callable[[], Coroutine[Any, Any, None]]:
    """Return a program that raises what is left in the end."""
    draw = random.Random(seed)
    acts = draw.sample(ACTS, 3)
    plans = [[draw.choice(acts) for _ in range(draw.randint(1, 3))] for _ in range(draw.randint(1, 3))]
    repeat = draw.choice((1, 1, 2))

    async def main() -> None:
        global TOTAL  # noqa: PLW0603 - tasks share it
        TOTAL = Shared.count = 0
        work = Work()
        tasks = [work.run(number, plan, repeat) for number, plan in enumerate(plans)]
        done = await asyncio.gather(*tasks, return_exceptions=True)
        raise EndError(f"{work.left()} {[str(one) for one in done]}")

    return main


class Work:
    """What tasks do."""

    def __init__(self) -> None:
        self.shared, self.members, self.waiting = Shared(), set[str](), deque[int](maxlen=3)
        self.lock, self.event = asyncio.Lock(), asyncio.Event()
        self.queue: asyncio.Queue[int] = asyncio.Queue(1)
        self.list: list[int] = []
        closed_over = 0

        def add(more: int) -> int:
            nonlocal closed_over
            closed_over += more
            return closed_over

        self.add = add

    def left(self) -> str:
        """Say what is left."""
        parts = (self.shared.values, self.shared.slot, sorted(self.members), self.waiting, self.list, TOTAL)
        return f"{parts} {Shared.count} {self.add(0)}"

    async def run(self, number: int, plan: list[str], repeat: int) -> None:
        """Do what the plan says."""
        for _ in range(repeat):
            for act in plan:
                await getattr(self, f"do_{act}")(number)

    async def do_read(self, number: int) -> None:
        seen = self.shared.values["n"]
        await asyncio.sleep(0)
        self.shared.values["n"] = seen + 1

    async def do_write(self, number: int) -> None:
        await asyncio.sleep(0)
        self.shared.values["n"] = number

    async def do_closure(self, number: int) -> None:
        seen = self.add(0)
        await asyncio.sleep(0)
        self.add(1 - seen % 2)

    async def do_class(self, number: int) -> None:
        seen = Shared.count
        await asyncio.sleep(0)
        Shared.count = seen + number

    async def do_global(self, number: int) -> None:
        global TOTAL  # noqa: PLW0603 - tasks share it
        seen = TOTAL
        await asyncio.sleep(0)
        TOTAL = seen + 1

    async def do_item(self, number: int) -> None:
        if "key" not in self.shared.values:
            await asyncio.sleep(0)
            self.shared.values["key"] = number

    async def do_member(self, number: int) -> None:
        if not self.members:
            await asyncio.sleep(0)
            self.members.add(str(number))

    async def do_deque(self, number: int) -> None:
        await asyncio.sleep(0)
        self.waiting.append(len(self.waiting))

    async def do_push(self, number: int) -> None:
        await asyncio.sleep(0)
        self.list.append(number)

    async def do_slot(self, number: int) -> None:
        self.shared.slot = max(self.shared.slot, number)
        await asyncio.sleep(0)

    async def do_loop(self, number: int) -> None:
        for each in [number, 5]:
            await asyncio.sleep(0)
            self.shared.slot = each

    async def do_lock(self, number: int) -> None:
        async with self.lock:
            seen = self.shared.slot
            await asyncio.sleep(0)
            self.shared.slot = seen * 2 + number

    async def do_call(self, number: int) -> None:
        asyncio.get_running_loop().call_soon(self.list.append, number)

    async def do_queue(self, number: int) -> None:
        await self.queue.put(number)
        self.shared.values["got"] = await self.queue.get()

    async def do_event(self, number: int) -> None:
        if number:
            self.event.set()
            await asyncio.sleep(0)
            self.event.clear()
        else:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.event.wait(), 0.01)
                self.shared.values["event"] = True

    async def do_sleep(self, number: int) -> None:
        await asyncio.sleep(0.1)
        self.shared.values["slept"] = number

    async def do_timer(self, number: int) -> None:
        asyncio.get_running_loop().call_later(0, self.shared.values.update, {"timer": number})
        await asyncio.sleep(0)

    async def do_task(self, number: int) -> None:
        await asyncio.ensure_future(self.do_read(number))

    async def do_clock(self, number: int) -> None:
        self.shared.values["clock"] = asyncio.get_running_loop().time()

    async def do_limit(self, number: int) -> None:
        try:
            await asyncio.wait_for(self.do_lock(number), 0.1)
        except asyncio.TimeoutError:
            self.shared.values["late"] = number

    async def do_generator(self, number: int) -> None:
        async for each in self.numbers(number):
            self.shared.slot = each

    async def numbers(self, number: int) -> AsyncIterator[int]:
        """Give what is there, and more."""
        yield self.shared.slot
        await asyncio.sleep(0)
        yield number

    async def do_raise(self, number: int) -> None:
        await asyncio.sleep(0)
        if self.shared.slot or self.shared.values["n"]:
            raise ValueError(number)
