"""Client and server meet on the network of the test: no socket, any host name, time only where it is said."""

from __future__ import annotations

import asyncio

import pytest

from asyncproof import VirtualClock
from examples.weather.weather import Station

pytestmark = pytest.mark.virtual_time(network="memory")


async def serve(*answers: tuple[float, bytes]) -> asyncio.AbstractServer:
    """Be a station on the network: give each connection the next answer after so many seconds."""
    script = iter(answers)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        delay, data = next(script)
        await asyncio.sleep(delay)
        writer.write(data)
        writer.close()

    return await asyncio.start_server(answer, "station.example", 7000)


async def test_it_tells_the_temperature(clock: VirtualClock) -> None:
    """The answer comes as a number, however far away the station is."""
    asyncio.get_running_loop().network.link("station.example").latency = 0.2
    async with await serve((1, b"21.5\n")):
        assert await Station("station.example", 7000).temperature("Rome") == 21.5
    assert clock.now >= 1.4


async def test_a_station_that_is_too_slow_times_out(clock: VirtualClock) -> None:
    """After exactly five seconds the client gives up."""
    async with await serve((6, b"21.5\n")):
        with pytest.raises(asyncio.TimeoutError):
            await Station("station.example", 7000).temperature("Rome")
        assert clock.now == 5
        await clock.advance(1)  # the station answers, and nobody listens any more


async def test_a_cut_answer_is_asked_for_again() -> None:
    """A connection that breaks in the middle of a number yields no wrong number."""
    async with await serve((0, b"2"), (0, b"21.5\n")):
        assert await Station("station.example", 7000).temperature("Rome") == 21.5


async def test_an_unknown_host_is_an_error_that_names_it() -> None:
    """No test reaches the internet by mistake."""
    with pytest.raises(OSError, match=r"nobody is mounted as 'weather.example'"):
        await Station("weather.example", 80).temperature("Rome")
