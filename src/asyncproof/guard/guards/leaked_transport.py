"""Finds connections and datagram endpoints that nobody closes."""

from __future__ import annotations

from asyncio import DatagramTransport, StreamReaderProtocol
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.loopbound import LoopKeeper

if TYPE_CHECKING:
    from asyncproof.guard.holding.belongings import Belonging

_LOOPS = ("asyncio", "uvloop", "asyncproof")


class LeakedTransport(LoopKeeper):
    """A connection was opened and never closed.

    ```python title="test_greeting.py"
    import asyncio

    import pytest


    async def greet(reader, writer):
        writer.write(b"hello")
        writer.close()


    @pytest.mark.asyncio
    async def test_greeting():
        async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            reader, writer = await asyncio.open_connection(*address)
            assert await reader.read() == b"hello"
    ```

    ```console
    $ pytest test_greeting.py
    ...
    leaked-transport: a connection was never closed
        test_greeting.py:15:  reader, writer = await asyncio.open_connection(*address)
        it leads to 127.0.0.1:...
        why: its socket stays open, and the other side waits for more
        do:  close it on every path: `writer.close()`, then `await writer.wait_closed()`
        more: asyncproof explain leaked-transport
    ...
    ```

    ## What it sees

    What `asyncio.open_connection`, `loop.create_connection`, `create_datagram_endpoint` and their like have
    opened for a line of your code, with or without TLS, and what is still open when the test and its fixtures
    are done, when its wider fixture ends, or when it is thrown away open.

    ## What to do instead

    Close what you open, in a `finally` or a fixture: `writer.close()` and `await writer.wait_closed()`, or
    `transport.close()`.

    ## What it cannot see

    What a library has opened for itself: its client is what you have to close, and other guards look at that.
    The server's end of a connection belongs to the server. On uvloop, only streams are seen.
    """

    name: ClassVar[str] = "leaked-transport"
    texts: ClassVar[tuple[str, ...]] = ("unclosed transport <...>",)
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "its socket stays open, and the other side waits for more"
    cure: ClassVar[str] = "close it on every path: `transport.close()`"
    ours: ClassVar[tuple[str, ...]] = ("anyio", "uvloop", "asyncproof")
    classes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("asyncio.streams", "StreamWriter"),
        ("asyncio.selector_events", "_SelectorTransport"),
        ("asyncproof.loop.network.lifetime", "Lifetime"),
    )

    def is_open(self, thing: Any) -> bool:
        """Say whether the connection stands."""
        transport = _transport_of(thing)
        if not _is_real(transport) or transport.is_closing():
            return False
        connection = transport.get_extra_info("connection")  # on a network in memory
        if hasattr(connection, "is_blameless") and connection.is_blameless(transport):
            return False
        secured = getattr(getattr(transport, "_protocol", None), "_app_transport", None)  # TLS lies between
        return secured is None or not (getattr(secured, "_closed", False) or secured.is_closing())

    def finish(self, thing: Any) -> None:
        """Let the connection go."""
        transport = _transport_of(thing)
        if transport is not None:
            transport.abort()

    def tell_of(self, thing: Any, belonging: Belonging) -> bool:
        """Tell of a connection once: a stream has a transport, which has been made in the same line."""
        transport = _transport_of(thing)
        if any(
            other.facts is not None and _transport_of(other.thing()) is transport for other in self.belongings
        ):
            return False
        peer = None if transport is None else transport.get_extra_info("peername")
        is_datagram = isinstance(transport, DatagramTransport)
        is_stream = thing is not transport or _is_stream(transport)
        return self.tell(
            belonging.owner,
            f"a {'datagram endpoint' if is_datagram else 'connection'} was never closed",
            place=belonging.making.place,
            subjects=[belonging.making.name],
            lines=[f"it leads to {_place(peer)}"] if peer else [],
            cure="close it on every path: `writer.close()`, then `await writer.wait_closed()`"
            if is_stream
            else None,
        )


def _transport_of(thing: Any) -> Any:
    """Return the transport of a stream, or the transport itself."""
    return getattr(thing, "transport", thing) if hasattr(thing, "drain") else thing


def _is_real(transport: Any) -> bool:
    """Say whether it is a transport of a loop, and none that a test has made up."""
    return type(transport).__module__.partition(".")[0] in _LOOPS


def _is_stream(transport: Any) -> bool:
    return isinstance(transport.get_protocol(), StreamReaderProtocol)


def _place(address: object) -> str:
    return f"{address[0]}:{address[1]}" if isinstance(address, tuple) else str(address)
