"""A real WebSocket server on loopback that plays the same script as a host that a test plays."""

from __future__ import annotations

import asyncio
import socket
import struct
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

import asyncproof
from asyncproof.loop import Network
from asyncproof.stub import Net
from tests.stub.websockets.talkers import talker_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from tests.stub.websockets.talkers import Talker

    Scenario = Callable[[Talker], Awaitable[Any]]

Script = list[tuple[Any, ...]]


async def in_memory(
    library: str, script: Script, scenario: Scenario, names: Sequence[str]
) -> tuple[Any, Any]:
    """Run a scenario against a script that a host plays; return what the client saw, and how it left."""
    async with Net() as net:
        expected = net.ws("ws://localhost").websocket("/chat", subprotocols=names)
        for step, *arguments in script:
            getattr(expected, step)(*arguments)
        async with talker_of(library, "ws://localhost/chat", names) as talker:
            seen = await scenario(talker)
    return (talker.subprotocol, seen), _ending(expected.connections)


def _ending(connections: list[Any]) -> Any:
    return [(each.received, each.close_code, each.close_reason) for each in connections]


async def on_loopback(
    library: str, script: Script, scenario: Scenario, names: Sequence[str]
) -> tuple[Any, Any]:
    """Run the same scenario against a real server."""
    ended: list[Any] = []

    async def handler(connection: Any) -> None:
        received: list[Any] = []
        try:
            for step, *arguments in script:
                await _STEPS[step](connection, received, *arguments)
            await connection.wait_closed()
        except ConnectionClosed:
            await connection.wait_closed()
        ended.append((received, connection.protocol.close_code, connection.protocol.close_reason))

    offered: Any = list(names) or None
    async with serve(
        handler, "127.0.0.1", 0, subprotocols=offered, compression=None, max_size=None
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        async with talker_of(library, f"ws://127.0.0.1:{port}/chat", names) as talker:
            seen = await scenario(talker)
        server.close(close_connections=False)
        await server.wait_closed()
    return (talker.subprotocol, seen), ended


async def _receives(connection: Any, received: list[Any], expected: Any) -> None:
    message = await connection.recv()
    assert message == expected
    received.append(message)


async def _sends(connection: Any, received: list[Any], message: Any) -> None:
    await connection.send(message)


async def _pings(connection: Any, received: list[Any]) -> None:
    await (await connection.ping(b"there?"))


async def _closes(connection: Any, received: list[Any], code: int, reason: str) -> None:
    await connection.close(code, reason)


async def _hangs_up(connection: Any, received: list[Any]) -> None:
    connection.transport.close()


async def _cuts(connection: Any, received: list[Any]) -> None:
    sock = connection.transport.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close means reset
    connection.transport.abort()


async def _garbage(connection: Any, received: list[Any], data: bytes) -> None:
    connection.transport.write(data)


async def _receives_close(connection: Any, received: list[Any]) -> None:
    await connection.wait_closed()


_STEPS: dict[str, Callable[..., Awaitable[None]]] = {
    "receives": _receives,
    "sends": _sends,
    "pings": _pings,
    "closes": _closes,
    "hangs_up": _hangs_up,
    "cuts": _cuts,
    "garbage": _garbage,
    "receives_close": _receives_close,
}


def same_as_real(library: str, script: Script, scenario: Scenario, names: Sequence[str] = ()) -> Any:
    """Return what a scenario sees, which has to be the same in memory and on loopback."""
    played = asyncproof.run(in_memory(library, script, scenario, names), network=Network())
    real = asyncio.run(on_loopback(library, script, scenario, names))
    assert played == real, f"in memory: {played}\nreally:    {real}"
    return played
