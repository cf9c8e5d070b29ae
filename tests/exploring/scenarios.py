"""Small programs to explore: with a bug on each rung, and without one."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

HERE = __name__


async def always() -> None:
    """Fail every time."""
    await asyncio.sleep(1)
    raise LookupError("always")


async def inversion() -> None:
    """Rely on the shorter of two sleeps ending first."""
    seen: list[str] = []

    async def get(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        seen.append(name)

    await asyncio.gather(get("a", 0.1), get("b", 0.2))
    assert seen == ["a", "b"]


async def in_order() -> None:
    """Rely on nothing but each task's own order."""
    seen: list[str] = []

    async def get(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        seen.append(name)

    await asyncio.gather(get("a", 0.1), get("b", 0.2))
    assert sorted(seen) == ["a", "b"]


async def lost_slot() -> None:
    """Give a slot back only if nothing happens in between."""
    slots = asyncio.Semaphore(1)

    async def job() -> None:
        await slots.acquire()
        await asyncio.sleep(0.1)
        slots.release()

    task = asyncio.create_task(job(), name="job")
    await asyncio.wait([task])
    assert not slots.locked(), "a slot is lost"


async def kept_slot() -> None:
    """Give a slot back whatever happens."""
    slots = asyncio.Semaphore(1)

    async def job() -> None:
        async with slots:
            await asyncio.sleep(0.1)

    task = asyncio.create_task(job(), name="job")
    await asyncio.wait([task])
    assert not slots.locked(), "a slot is lost"


async def unordered_arrivals() -> None:
    """Rely on two threads reporting in the order in which they are asked."""
    seen: list[int] = []
    loop = asyncio.get_running_loop()
    for number in range(2):
        loop.arrive(number, seen.append, number)  # type: ignore[attr-defined] # asyncproof's own loop
    await asyncio.sleep(5)
    assert seen == [0, 1]


async def first_come() -> None:
    """Rely on tasks running in the order in which they were woken, as stock asyncio runs them."""
    seen: list[int] = []
    event = asyncio.Event()

    async def wait(number: int) -> None:
        await event.wait()
        seen.append(number)

    tasks = [asyncio.create_task(wait(number)) for number in range(2)]
    await asyncio.sleep(5)
    event.set()
    await asyncio.gather(*tasks)
    assert seen == [0, 1]


async def dies_unseen() -> None:
    """Let a task die that nobody looks at."""

    async def die() -> None:
        raise LookupError("unseen")

    task = asyncio.create_task(die())
    await asyncio.sleep(1)
    del task


async def leaves_a_task() -> None:
    """End while a task still runs."""
    leaves_a_task.task = asyncio.create_task(asyncio.sleep(60))  # type: ignore[attr-defined] # kept alive here


async def stuck() -> None:
    """Wait for what never comes."""
    await asyncio.get_running_loop().create_future()


class Bank(asyncio.Protocol):
    """Sends back what it gets."""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(data)


async def pay() -> bytes:
    """Talk with a bank that is in memory."""
    network = asyncio.get_running_loop().network  # type: ignore[attr-defined] # asyncproof's own loop
    if not network.registry.knows("bank.example"):
        network.mount("bank.example", 7, Bank)
    reader, writer = await asyncio.open_connection("bank.example", 7)
    try:
        writer.write(b"paid")
        return await reader.readexactly(4)
    finally:
        writer.close()


async def says_what_failed() -> None:
    """Pay, and let errors through."""
    assert await pay() == b"paid"


async def stays_busy() -> None:
    """Forget to say that it is done when it fails."""
    busy = True
    with suppress(OSError, EOFError):
        await pay()
        busy = False
    assert not busy, "busy for ever"


async def tries_twice() -> None:
    """Give up after the second attempt."""
    for _ in range(2):
        with suppress(OSError, EOFError):
            await pay()
            return
    raise AssertionError("gave up")


async def fails_unseen() -> None:
    """Pay in a task that nobody looks at."""
    task = asyncio.create_task(pay())
    await asyncio.sleep(300)
    del task
