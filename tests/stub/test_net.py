from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import pytest

import asyncproof
from asyncproof.core import UsageError
from asyncproof.loop import Network
from asyncproof.stub import Net, NetworkMismatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.stub import Host
    from tests.stub.clients import Client


@pytest.mark.asyncio
async def test_several_hosts(net: Net, client: Client) -> None:
    """Many hosts live side by side; the same URL is the same host."""
    first, second = net.http("http://a.example"), net.http("https://b.example")
    assert net.http("http://a.example") is first
    first.get("/").reply(text="a")
    second.get("/").reply(text="b")
    net.http("http://a.example/v2").get("/x").reply(text="v2")
    urls = ["http://a.example/", "https://b.example/", "http://a.example/v2/x"]
    assert [(await client.get(url)).text for url in urls] == ["a", "b", "v2"]
    assert repr(net) == "<Net: http://a.example, https://b.example, http://a.example/v2, 3 requests>"


@pytest.mark.asyncio
async def test_one_port_is_one_host(net: Net) -> None:
    """A second scheme at the same port is an error that names the first."""
    net.http("http://a.example:8000")
    with pytest.raises(
        UsageError, match=r"http://a\.example:8000 is played already, so https://a\.example:8000 needs"
    ):
        net.http("https://a.example:8000")


@pytest.mark.asyncio
async def test_a_protocol_of_ones_own(net: Net) -> None:
    """Any asyncio protocol can answer at a URL."""

    class Time(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            transport.write(b"12:00")
            transport.close()

    net.mount("time://clock.example:37", Time)
    reader, writer = await asyncio.open_connection("clock.example", 37)
    assert await reader.read() == b"12:00"
    writer.close()
    await writer.wait_closed()
    with pytest.raises(UsageError, match="is played already"):
        net.mount("time://clock.example:37", Time)
    with pytest.raises(UsageError, match="write the class itself"):
        net.mount("time://other.example:37", Time())  # type: ignore[arg-type] # the mistake


async def ask(url: str) -> int:
    """Ask for a URL and return the status."""
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status


async def unexpected(net: Net) -> None:
    """Ask for what nobody expects."""
    net.http("http://a.example").get("/b").reply(times="any")
    assert await ask("http://a.example/a") == 501


async def nothing_expected(net: Net) -> None:
    """Ask a host where nothing is expected."""
    net.http("http://a.example")
    assert await ask("http://a.example/a") == 501


async def surplus(net: Net) -> None:
    """Ask once too often."""
    net.http("http://a.example").get("/a").reply()
    assert [await ask("http://a.example/a") for _ in range(2)] == [200, 501]


async def without_reply(net: Net) -> None:
    """Ask for what is expected and has no reply."""
    net.http("http://a.example").get("/a")
    assert await ask("http://a.example/a") == 501


async def unused(net: Net) -> None:
    """Ask for less than what is expected."""
    net.http("http://a.example").get("/a").reply(times=3)
    await ask("http://a.example/a")


async def never_asked(net: Net) -> None:
    """Ask for nothing."""
    net.http("http://a.example").get("/a")


async def unordered(net: Net) -> None:
    """Ask in the wrong order."""
    api = net.http("http://a.example")
    with net.in_order():
        api.get("/a").reply()
        api.get("/b").reply()
    await ask("http://a.example/b")
    await ask("http://a.example/a")


async def unknown_host(net: Net) -> None:
    """Ask a host that nobody plays, and swallow the error."""
    del net
    with pytest.raises(aiohttp.ClientError):
        await ask("http://nobody.example/")


async def refused(net: Net) -> None:
    """Ask a port where nobody listens."""
    net.http("http://a.example")
    with pytest.raises(aiohttp.ClientError):
        await ask("http://a.example:81/")


async def no_http(net: Net) -> None:
    """Send what is no HTTP."""
    net.http("http://a.example")
    reader, writer = await asyncio.open_connection("a.example", 80)
    writer.write(b"EHLO you\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 400 Bad Request")
    writer.close()


async def handler(net: Net) -> None:
    """Ask for a reply that can't be made."""
    net.http("http://a.example").get("/a").reply(lambda _: 1 / 0)
    assert await ask("http://a.example/a") == 500


TROUBLES = [
    (unexpected, "unexpected", ["nobody expected GET http://a.example/a", "closest: GET http://a.example/b"]),
    (nothing_expected, "unexpected", ["nothing is expected at http://a.example"]),
    (surplus, "surplus", ["GET http://a.example/a came twice, and has a reply for once", "times=2"]),
    (without_reply, "surplus", ["is expected, but has no reply", "write .reply(...) behind it at"]),
    (unused, "unused", ["was only once asked for", "expected 3 times at", "200, 0 bytes"]),
    (never_asked, "unused", ["has no reply and was not asked for"]),
    (unordered, "order", ["GET http://a.example/b came before GET http://a.example/a", "net.in_order()"]),
    (
        unknown_host,
        "host",
        ["tried to nobody.example:80: nobody knows it", 'net.http("http://nobody.example")'],
    ),
    (refused, "host", ["a.example:81: nobody listens at it", 'net.http("http://a.example:81")']),
    (no_http, "not-http", ["was sent what is no HTTP"]),
    (handler, "handler", ["could not be made: ZeroDivisionError"]),
]


@pytest.mark.parametrize(
    ("scenario", "trouble", "said"), TROUBLES, ids=[each[0].__name__ for each in TROUBLES]
)
def test_what_is_not_as_expected(scenario: Callable[[Net], object], trouble: str, said: list[str]) -> None:
    """All that is not as expected is told at the end, even if the code has swallowed it."""

    async def main() -> None:
        async with Net() as net:
            await scenario(net)  # type: ignore[misc] # it is a coroutine function
            assert {wrong.trouble for wrong in net.wrong()} >= {trouble}

    with pytest.raises(NetworkMismatch) as caught:
        asyncproof.run(main(), network=Network())
    for text in said:
        assert text in str(caught.value)


@pytest.mark.parametrize(
    ("scenario", "trouble", "said"), TROUBLES, ids=[each[0].__name__ for each in TROUBLES]
)
def test_what_is_allowed(scenario: Callable[[Net], object], trouble: str, said: list[str]) -> None:
    """Each kind of trouble can be allowed by its name."""
    del said

    async def main() -> None:
        async with Net() as net:
            net.allow(trouble, "unused")  # type: ignore[arg-type] # one of the kinds
            await scenario(net)  # type: ignore[misc] # it is a coroutine function

    asyncproof.run(main(), network=Network())


@pytest.mark.asyncio
async def test_kinds_of_trouble_that_do_not_exist(net: Net) -> None:
    """A misspelt kind of trouble is named beside those that there are."""
    with pytest.raises(
        UsageError, match=r"net\.allow\(\) knows 'unexpected', 'surplus'.*, not 'unused_replies'"
    ):
        net.allow("unused_replies")  # type: ignore[arg-type] # the mistake
    with net.in_order(), pytest.raises(UsageError, match="stands inside of another one"), net.in_order():
        pass


def test_a_block_that_fails_keeps_its_own_error() -> None:
    """What went wrong in the block is not hidden by what was not asked for."""

    async def main() -> None:
        async with Net() as net:
            net.http("http://a.example").get("/a").reply()
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        asyncproof.run(main(), network=Network())


def test_the_hosts_go_with_the_block() -> None:
    """After the block nobody is there any more, and connections to its hosts are broken off."""

    async def main() -> None:
        network = asyncio.get_running_loop().network  # type: ignore[attr-defined] # asyncproof's own loop
        async with Net() as net:
            net.http("http://a.example").get("/a").reply()
            session = aiohttp.ClientSession()
            await session.get("http://a.example/a")
            assert len(network.connections) == 1
        await asyncio.sleep(1)
        assert network.connections == []
        with pytest.raises(aiohttp.ClientError):
            await session.get("http://a.example/a")
        await session.close()

    asyncproof.run(main(), network=Network())


def test_without_a_network() -> None:
    """Whoever has no network in memory is told how to get one."""

    async def main() -> None:
        Net()

    with pytest.raises(UsageError, match="make it in a coroutine on asyncproof's loop"):
        Net()
    with pytest.raises(UsageError, match="take the `net` fixture"):
        asyncio.run(main())


def test_a_real_host(net: Net) -> None:
    """A host may be let through to the real network."""
    net.allow_real("real.example", port=80)
    assert net.network.goes_real("real.example", 80)


@pytest.mark.asyncio
async def test_many_requests_in_the_story(net: Net, api: Host, client: Client) -> None:
    """A long transcript shows its end."""
    api.get("/{n}").reply(times=40)
    for number in range(40):
        await client.get(f"{api.url}/{number}")
    lines = net.transcript().splitlines()
    assert len(lines) == 32
    assert "10 earlier requests are left out" in lines[1]
    assert lines[-1].endswith("/39 -> 200, 0 bytes")
