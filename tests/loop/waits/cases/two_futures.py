"""Each of two tasks completes its future only after it has got the other's."""

from __future__ import annotations

import asyncio


async def ping(mine: asyncio.Future[str], yours: asyncio.Future[str]) -> None:
    """Answer pong."""
    answer = await yours
    mine.set_result(f"ping after {answer}")


async def pong(mine: asyncio.Future[str], yours: asyncio.Future[str]) -> None:
    """Answer ping."""
    answer = await yours
    mine.set_result(f"pong after {answer}")


async def game() -> None:
    """Let both wait for the first move."""
    loop = asyncio.get_running_loop()
    left, right = loop.create_future(), loop.create_future()
    pinging = asyncio.create_task(ping(left, right), name="ping")
    ponging = asyncio.create_task(pong(right, left), name="pong")
    await asyncio.wait([pinging, ponging])


main = game
