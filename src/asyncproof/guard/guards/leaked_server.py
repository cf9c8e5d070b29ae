"""Finds servers that still listen when those who started them have ended."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.loopbound import LoopKeeper

if TYPE_CHECKING:
    from asyncproof.guard.holding.belongings import Belonging
    from asyncproof.guard.holding.making import Making


class LeakedServer(LoopKeeper):
    """A server was started and never closed.

    ```python title="test_echo.py"
    import asyncio

    import pytest


    async def echo(reader, writer):
        writer.write(await reader.read())
        writer.close()


    @pytest.mark.asyncio
    async def test_listens():
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        assert server.sockets
    ```

    ```console
    $ pytest test_echo.py
    ...
    leaked-server: a server was never closed
        test_echo.py:13:  server = await asyncio.start_server(echo, "127.0.0.1", 0)
        it listens at 127.0.0.1:...
        why: it holds its port and goes on to answer whoever comes, in the tests that follow too
        do:  use `async with server:`, or close() and await wait_closed() when the test is done
        more: asyncproof explain leaked-server
    ...
    ```

    ## What it sees

    Servers of `asyncio.start_server`, `start_unix_server` and `loop.create_server`, also those that a library
    starts on your line's behalf, that still listen when the test and its fixtures are done, or when the wider
    fixture that started them ends. It blames the line that started the server.

    ## What to do instead

    `async with await asyncio.start_server(...) as server:` closes it on every path. In a fixture, close it
    after the `yield`.

    ## What it cannot see

    Servers in threads and processes of their own, and those of uvloop, which shows nobody how they are made.
    """

    name: ClassVar[str] = "leaked-server"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "it holds its port and goes on to answer whoever comes, in the tests that follow too"
    cure: ClassVar[str] = "use `async with server:`, or close() and await wait_closed() when the test is done"
    classes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("asyncio.base_events", "Server"),
        ("asyncproof.loop.network.server", "MemoryServer"),
    )

    def is_wanted(self, making: Making) -> bool:
        """Want those of libraries too: somebody has to close them as well."""
        return making.origin is not None

    def is_open(self, thing: Any) -> bool:
        """Say whether the server has sockets that listen."""
        return bool(getattr(thing, "sockets", ()))

    def finish(self, thing: Any) -> None:
        """Close it."""
        thing.close()

    def tell_of(self, thing: Any, belonging: Belonging) -> bool:
        """Tell where it listens."""
        lines: list[str] = []
        with suppress(OSError):  # somebody has closed the sockets behind its back
            places = [_place(sock.getsockname()) for sock in thing.sockets]
            lines = [f"it listens at {', '.join(places)}"]
        return self.tell(
            belonging.owner,
            "a server was never closed",
            place=belonging.making.place,
            subjects=[belonging.making.name],
            lines=lines,
        )


def _place(address: object) -> str:
    return f"{address[0]}:{address[1]}" if isinstance(address, tuple) else str(address)
