from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from asyncproof.stub import Host, Net
    from tests.stub.clients import Client

pytestmark = pytest.mark.asyncio


def now() -> float:
    """Return the virtual second."""
    return asyncio.get_running_loop().time()


async def test_a_delay(api: Host, client: Client) -> None:
    """A reply comes after exactly its delay."""
    api.get("/").reply(text="x", delay=2.5)
    start = now()
    assert (await client.get(f"{api.url}/")).text == "x"
    assert now() - start == pytest.approx(2.5)


async def test_a_stream_with_pauses(api: Host, client: Client) -> None:
    """Pieces are bytes and text, in chunks; numbers are pauses."""
    api.get("/").reply(stream=[b"a", 1, "ü", 0.5, b""])
    start = now()
    got = await client.get(f"{api.url}/")
    assert got.text == "aü"
    assert got.headers["transfer-encoding"] == "chunked"
    assert now() - start == pytest.approx(1.5)


async def test_a_stream_of_an_async_generator(api: Host, client: Client) -> None:
    """A function that yields serves every request anew."""

    async def numbers() -> AsyncIterator[str]:
        for number in range(3):
            await asyncio.sleep(1)
            yield f"{number}\n"

    api.get("/").reply(stream=numbers, times=2)
    assert [(await client.get(f"{api.url}/")).text for _ in range(2)] == ["0\n1\n2\n"] * 2


async def test_server_sent_events(api: Host, client: Client) -> None:
    """Events come as the browser reads them."""
    api.get("/").reply(sse=["a", 1, {"event": "end", "data": [1]}])
    got = await client.get(f"{api.url}/")
    assert got.headers["content-type"] == "text/event-stream"
    assert got.text == "data: a\n\nevent: end\ndata: [1]\n\n"


async def test_server_sent_events_of_an_async_generator(api: Host, client: Client) -> None:
    """Events may come from an async generator."""

    async def events() -> AsyncIterator[dict[str, Any]]:
        yield {"data": 1}

    api.get("/").reply(sse=events)
    assert (await client.get(f"{api.url}/")).text == "data: 1\n\n"


async def test_pieces_arrive_one_by_one(api: Host) -> None:
    """A client that reads as it comes sees each piece in its second."""
    api.get("/").reply(stream=[b"a", 1, b"b", 1, b"c"])
    seen = []
    async with aiohttp.ClientSession() as session, session.get(f"{api.url}/") as response:
        start = now()
        seen += [(piece, round(now() - start, 3)) async for piece in response.content.iter_any()]
    assert seen == [(b"a", 0), (b"b", 1), (b"c", 2)]


async def test_dripping(api: Host, client: Client) -> None:
    """A body drips with so many bytes a second, also when it is a stream."""
    api.get("/").reply(content=b"x" * 25, drip=10).reply(stream=[b"y" * 3], drip=2)
    start = now()
    assert (await client.get(f"{api.url}/")).content == b"x" * 25
    assert now() - start == pytest.approx(2.5)
    assert (await client.get(f"{api.url}/")).content == b"y" * 3
    assert now() - start == pytest.approx(4)


@pytest.mark.parametrize("end", ["reset_after", "cut_after"])
@pytest.mark.parametrize("size", [0, 3])
async def test_an_early_end(api: Host, client: Client, end: Any, size: int) -> None:
    """A body that breaks off is an error of the client's, however it breaks off."""
    api.get("/").reply(content=b"x" * 10, **{end: size}).reply(text="again")
    with pytest.raises(client.breaks):
        await client.get(f"{api.url}/")
    assert (await client.get(f"{api.url}/")).text == "again"


async def test_a_stream_that_is_cut(api: Host, client: Client) -> None:
    """A stream can break off, too."""
    api.get("/").reply(stream=[b"abc", b"def"], cut_after=4)
    with pytest.raises(client.breaks):
        await client.get(f"{api.url}/")


async def test_a_slow_body_and_an_impatient_client(api: Host, client: Client) -> None:
    """A client's own timeout fires in virtual time, as over a wire."""
    api.get("/").reply(stream=[b"a", 60, b"b"])
    start = now()
    with pytest.raises(client.gives_up):
        await client.get(f"{api.url}/")
    assert now() - start == pytest.approx(5)


async def test_a_client_that_leaves_an_endless_stream(api: Host) -> None:
    """A stream without an end is stopped when its client goes."""
    stopped = []

    async def ticks() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"tick"
                await asyncio.sleep(1)
        finally:
            stopped.append(now())

    api.get("/").reply(stream=ticks)
    async with aiohttp.ClientSession() as session, session.get(f"{api.url}/") as response:
        assert await response.content.readexactly(8) == b"tick" * 2
        response.close()
    await asyncio.sleep(5)
    assert stopped == [pytest.approx(1, abs=0.5)]


async def test_back_pressure(api: Host) -> None:
    """A stream waits while its client does not read."""
    sent = []

    async def much() -> AsyncIterator[bytes]:
        for number in range(100):
            sent.append(number)
            yield b"x" * 100_000

    api.get("/").reply(stream=much)
    async with aiohttp.ClientSession() as session, session.get(f"{api.url}/") as response:
        await asyncio.sleep(10)
        assert len(sent) < 50
        assert len(await response.read()) == 10_000_000
    assert len(sent) == 100


async def test_a_piece_of_the_wrong_kind(net: Net, api: Host, client: Client) -> None:
    """What is neither bytes nor text nor a pause is told, and the stream breaks off."""
    net.allow("handler")
    api.get("/").reply(stream=[b"a", 1, {"b": 1}])
    with pytest.raises(client.breaks):
        await client.get(f"{api.url}/")
    assert "a stream has bytes, text and pauses in seconds, not {'b': 1}" in net.book.wrong[0].what
