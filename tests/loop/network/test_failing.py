from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof.loop.network import Network
from tests.loop.fates import ONE_FAULT, FailWhere
from tests.loop.network.ends import Collector

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Echo(asyncio.Protocol):
    """Sends back what it gets."""

    got: list[bytes]

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.got.append(data)
        self.transport.write(data)


def talk(word: str | None, what: Callable[[], Awaitable[Any]], chooser: FailWhere | None = None) -> Any:
    """Run something beside an echo at echo.example:7, and let something fail."""
    network = Network()
    Echo.got = []
    network.mount("echo.example", 7, Echo)
    chooser = chooser or FailWhere(word)

    async def main() -> Any:
        return await what()

    return asyncproof.run(main(), network=network, chooser=chooser, policy=ONE_FAULT)


async def say_hello() -> bytes:
    """Say hello, and return what comes back."""
    reader, writer = await asyncio.open_connection("echo.example", 7)
    try:
        writer.write(b"hello")
        return await reader.readexactly(5)
    finally:
        writer.close()


def test_what_may_fail_between_a_client_and_its_server() -> None:
    """The lookup, the connection, and each thing that is sent, in words; nothing by default."""
    chooser = FailWhere()
    assert talk(None, say_hello, chooser) == b"hello"
    assert chooser.offered == [
        "looking up 'echo.example': no answer from the name server",
        "connecting to echo.example:7 is refused",
        "connecting to echo.example:7 takes until the system gives up",
        "echo.example:7#1 is reset before the server gets what is sent",
        "echo.example:7#1 is reset in the place of what the server sends",
        "echo.example:7#1 is reset when all but a byte of what the server sends has come",
        "echo.example:7#1 ends when all but a byte of what the server sends has come",
    ]


@pytest.mark.parametrize(
    ("word", "error", "heard"),
    [
        ("looking up", socket.gaierror, []),
        ("refused", ConnectionRefusedError, []),
        ("gives up", TimeoutError, []),
        ("before the server gets", ConnectionResetError, []),
        ("in the place of", ConnectionResetError, [b"hello"]),
        ("reset when all but", ConnectionResetError, [b"hello"]),
        ("ends when all but", asyncio.IncompleteReadError, [b"hello"]),
    ],
)
def test_how_each_of_them_fails(word: str, error: type[Exception], heard: list[bytes]) -> None:
    """The client sees what it sees on a real network, and the server has heard of it or not."""
    with pytest.raises(error) as caught:
        talk(word, say_hello)
    assert Echo.got == heard
    if isinstance(caught.value, asyncio.IncompleteReadError):
        assert caught.value.partial == b"hell"


def test_only_one_thing_fails() -> None:
    """Who tries again gets through."""

    async def say_it_until_it_is_heard() -> bytes:
        try:
            return await say_hello()
        except ConnectionResetError:
            return await say_hello()

    assert talk("in the place of", say_it_until_it_is_heard) == b"hello"
    assert Echo.got == [b"hello", b"hello"]


def test_what_is_noted_on_the_network() -> None:
    """Those who expect something of the network can look up what failed, until the loop is made fresh."""
    network = Network()
    network.mount("echo.example", 7, Echo)
    loop = asyncproof.ControlledLoop(chooser=FailWhere("refused"), policy=ONE_FAULT, network=network)
    with pytest.raises(ConnectionRefusedError):
        loop.run_until_complete(say_hello())
    assert network.faults == ["connecting to echo.example:7 is refused"]
    loop.reset()
    assert network.faults == []
    loop.close()


def test_what_fails_anyway_is_not_asked_about() -> None:
    """Nobody asks about hosts that are not there, links that are down, or names of this machine."""
    network = Network()
    network.link("down.example", connect="refused")
    chooser = FailWhere()

    async def main() -> None:
        for host in ("down.example", "localhost", "127.0.0.1"):
            with pytest.raises(ConnectionRefusedError):
                await asyncio.open_connection(host, 7)

    asyncproof.run(main(), network=network, chooser=chooser, policy=ONE_FAULT)
    assert chooser.offered == ["looking up 'down.example': no answer from the name server"]


def test_an_address_was_looked_up_before() -> None:
    """Who connects to the address that a lookup gave is asked about the lookup once."""
    chooser = FailWhere()

    async def in_two_steps() -> None:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo("echo.example", 7)
        transport, _ = await loop.create_connection(Collector, *found[0][4][:2])
        transport.close()

    talk(None, in_two_steps, chooser)
    assert sum("looking up" in each for each in chooser.offered) == 1


def test_a_datagram_may_be_lost() -> None:
    """As on any real way, whatever the link's own loss."""

    async def main() -> list[bytes]:
        loop = asyncio.get_running_loop()
        heard: list[bytes] = []

        class Ear(asyncio.DatagramProtocol):
            def datagram_received(self, data: bytes, addr: Any) -> None:
                heard.append(data)

        ear, _ = await loop.create_datagram_endpoint(Ear, local_addr=("127.0.0.1", 9))
        mouth, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=("127.0.0.1", 9))
        mouth.sendto(b"one")
        mouth.sendto(b"two")
        await asyncio.sleep(1)
        ear.close()
        mouth.close()
        await asyncio.sleep(0)
        return heard

    assert asyncproof.run(
        main(), network=Network(), chooser=FailWhere("a datagram to 127.0.0.1:9 is lost"), policy=ONE_FAULT
    ) == [b"two"]


def test_a_single_byte_has_no_middle() -> None:
    """What is sent whole or not at all is reset or not."""
    chooser = FailWhere()

    async def say_one_byte() -> None:
        reader, writer = await asyncio.open_connection("echo.example", 7)
        writer.write(b"x")
        await reader.readexactly(1)
        writer.close()

    talk(None, say_one_byte, chooser)
    assert not any("all but a byte" in each for each in chooser.offered)
    with pytest.raises(ConnectionResetError):
        talk("in the place of", say_one_byte)
