from __future__ import annotations

import asyncio

from asyncproof.loop.network import Network
from asyncproof.loop.network.waiters import settle
from tests.loop.network.ends import run


def test_who_waits_is_told_once() -> None:
    """A result, an error, or nothing for who is not there any more."""

    async def main() -> list[object]:
        loop = asyncio.get_running_loop()
        told, failed, gone = (loop.create_future() for _ in range(3))
        gone.cancel()
        for waiter in (told, failed, gone, None):
            settle(waiter, ZeroDivisionError() if waiter is failed else None)
            settle(waiter, KeyError())
        return [told.result(), type(failed.exception()), gone.cancelled()]

    assert run(main, Network()) == [None, ZeroDivisionError, True]
