from __future__ import annotations

import asyncio

from asyncproof import VirtualClock
from examples.limiter.limiter import Limiter


async def test_a_burst_is_spread_over_the_minutes(clock: VirtualClock) -> None:
    """Of 25 calls, ten a minute, 10 go at once, 10 after a minute, 5 after two."""
    limiter = Limiter(10, period=60)
    went: list[float] = []

    async def call() -> None:
        await limiter.wait()
        went.append(clock.now)

    await asyncio.gather(*(call() for _ in range(25)))
    assert went == [0] * 10 + [60] * 10 + [120] * 5


async def test_no_minute_ever_has_too_many() -> None:
    """However the calls come, any stretch of a minute has ten of them at most."""
    limiter = Limiter(10, period=60)
    went: list[float] = []

    async def caller(pause: float) -> None:
        for _ in range(40):
            await asyncio.sleep(pause)
            await limiter.wait()
            went.append(asyncio.get_running_loop().time())

    await asyncio.gather(caller(1.7), caller(3.1), caller(0))
    assert all(round(later - earlier, 6) >= 60 for earlier, later in zip(went, went[10:], strict=False))


async def test_first_come_first_served(clock: VirtualClock) -> None:
    """Who waits longest goes first."""
    limiter = Limiter(1, period=10)
    order: list[str] = []

    async def call(name: str, after: float) -> None:
        await asyncio.sleep(after)
        await limiter.wait()
        order.append(f"{name} at {clock.now:g}")

    await asyncio.gather(call("late", 3), call("early", 1), call("first", 0))
    assert order == ["first at 0", "early at 10", "late at 20"]
