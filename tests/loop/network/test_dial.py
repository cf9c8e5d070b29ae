from __future__ import annotations

import asyncio

import pytest

from asyncproof.loop.network import Network
from tests.loop.network.ends import Collector, now, run


def test_an_attempt_that_is_cancelled_leaves_no_timer() -> None:
    """Neither before the knock has arrived, nor while nobody answers it."""
    network = Network(latency=1)
    network.link("silent.example", connect="hang")

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for seconds in (0.5, 1.5):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(loop.create_connection(Collector, "silent.example", 7), seconds)
        await asyncio.sleep(1)

    run(main, network)


def test_an_answer_that_comes_when_nobody_waits_is_hung_up() -> None:
    """A client that is cancelled in the very moment of the answer leaves no connection either."""
    network = Network()
    server = Collector()
    network.mount("peer.example", 7, lambda: server)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        for turns in range(6):
            task = asyncio.ensure_future(loop.create_connection(Collector, "peer.example", 7))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if not task.cancelled():
                task.result()[0].abort()
        await asyncio.sleep(1)

    run(main, network, hang_up=False)
    assert network.connections == []


def test_a_refusal_after_the_client_has_gone_is_nobodys() -> None:
    """The late error is not reported as one that was never retrieved."""
    network = Network(latency=1)
    reported = []

    async def main() -> float:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: reported.append(context))
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(loop.create_connection(Collector, "localhost", 7), 1.5)
        await asyncio.sleep(5)
        return now()

    assert run(main, network) == 6.5
    assert reported == []
