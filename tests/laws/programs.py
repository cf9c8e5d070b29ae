"""Small random programs of a few tasks that log what they do: what they do depends on the order alone."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

ACTS = ("yield", "lock", "call", "queue", "event", "sleep", "arrive", "timer", "task", "clock", "raise")


def program(seed: int) -> Callable[[], Coroutine[Any, Any, None]]:
    """Return a program, whose log is its attribute `log`."""
    draw = random.Random(seed)
    acts = draw.sample(ACTS, 3)
    plans = [[draw.choice(acts) for _ in range(draw.randint(1, 2))] for _ in range(draw.randint(1, 2))]
    extra = draw.choice(("none", "none", "yield", "timer"))
    in_group = draw.random() < 0.3 and hasattr(asyncio, "TaskGroup")

    async def main() -> None:
        log: list[str] = []
        main.log = log
        worker = Worker(log)
        work = [worker.work(chr(ord("A") + number), plan) for number, plan in enumerate(plans)]
        if extra == "timer":
            asyncio.get_running_loop().call_later(0.02, log.append, "extra")
        if extra == "yield":
            work.append(worker.work("X", []))
        if in_group:
            try:
                async with asyncio.TaskGroup() as group:
                    for one in work:
                        group.create_task(one)
            except BaseExceptionGroup as error:  # noqa: F821 - as TaskGroup, on newer Pythons only
                log.append(f"{len(error.exceptions)} failed")
        else:
            done = await asyncio.gather(*work, return_exceptions=draw_exceptions)
            log.append(str(done))
        log.append("end")

    draw_exceptions = draw.random() < 0.7
    return main


class Worker:
    """What the tasks of a program share."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.lock, self.event = asyncio.Lock(), asyncio.Event()
        self.queue: asyncio.Queue[int] = asyncio.Queue(1)

    async def work(self, name: str, plan: list[str]) -> None:
        """Do what the plan says, and log it."""
        for number, act in enumerate(plan):
            self.log.append(f"{name}{number}")
            await self.act(act, f"{name}{number}")
        self.log.append(f"{name} ends")

    async def act(self, act: str, name: str) -> None:  # noqa: C901 - a list of what may be done
        """Do one thing."""
        loop = asyncio.get_running_loop()
        if act == "yield":
            await asyncio.sleep(0)
        elif act == "lock":
            async with self.lock:
                await asyncio.sleep(0)
        elif act == "call":
            loop.call_soon(self.log.append, f"called {name}")
        elif act == "queue":
            await self.queue.put(len(self.log))
            self.log.append(f"got {await self.queue.get()}")
        elif act == "event":
            self.event.set()
            self.event.clear()
            await asyncio.sleep(0)
        elif act == "sleep":
            await asyncio.sleep(0.1)
        elif act == "arrive":
            loop.arrive(name[0], self.log.append, f"arrived {name}")
        elif act == "timer":
            loop.call_later(0, loop.call_soon, self.log.append, f"timer {name}")
        elif act == "task":
            await asyncio.ensure_future(self.work(f"{name}'s", []))
        elif act == "clock":
            self.log.append(f"{loop.time():g}")
        else:
            raise ValueError(name)
