"""A thousand requests through aioresponses, run by an interpreter of its own; prints the seconds."""

from __future__ import annotations

import asyncio
import re
import sys
from time import perf_counter

import aiohttp
from aioresponses import aioresponses  # type: ignore[import-not-found] # only in the environment of its own

USER = {"id": 1, "name": "Ann"}


async def main(requests: int) -> float:
    """Ask one after the other."""
    with aioresponses() as double:
        double.get(re.compile(r"^http://api\.example\.com/users/.*$"), payload=USER, repeat=True)
        async with aiohttp.ClientSession() as session:
            started = perf_counter()
            for number in range(requests):
                async with session.get(f"http://api.example.com/users/{number}") as response:
                    assert await response.json() == USER
            return perf_counter() - started


if __name__ == "__main__":
    print(asyncio.run(main(int(sys.argv[1]))))
