"""The WebSocket that a handler of the test's gets: receive, send, and close."""

from __future__ import annotations

import json as json_module
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.stub.matching.values import shown
from asyncproof.stub.websockets.errors import Disconnected
from asyncproof.stub.websockets.messages import Message, read_message
from asyncproof.stub.websockets.wire import check_close

if TYPE_CHECKING:
    from typing_extensions import Self

    from asyncproof.stub.request import Params, Request
    from asyncproof.stub.websockets.channel import Channel

IN_ORDER = frozenset({1000, 1001, 1005})
"""The codes with which a client closes when all is well."""


class WebSocket:
    """One WebSocket, seen from the host; iterate over it to get its messages until the client closes."""

    def __init__(self, channel: Channel) -> None:
        """Speak over a channel that is open."""
        self._channel = channel

    def __repr__(self) -> str:
        """Show who it is."""
        return f"<WebSocket {self.request.url}>"

    @property
    def request(self) -> Request:
        """The handshake: its URL, query, headers and cookies."""
        return self._channel.connection.request

    @property
    def params(self) -> Params:
        """The parameters in the path."""
        return self.request.params

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that both ends speak."""
        return self._channel.connection.subprotocol

    async def receive(self) -> Message:
        """Return the next message: text or bytes; raises `Disconnected` once the client is gone."""
        return await self._channel.receive()

    async def receive_json(self) -> Any:
        """Return the next message as JSON says."""
        message = await self.receive()
        try:
            return json_module.loads(message)
        except ValueError as error:
            raise UsageError(
                f"the client's message is no JSON ({error}): {shown(message)}; take receive()."
            ) from None

    async def send(self, message: Any = ..., *, json: Any = ...) -> None:
        """Send text, bytes, or a value as JSON; raises `Disconnected` once the client is gone."""
        await self._channel.send(read_message(message, json))

    async def ping(self, data: bytes = b"asyncproof") -> None:
        """Send a ping and wait for its pong."""
        await self._channel.ping(data)

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Begin to close; what the client has sent and nobody has received is lost."""
        check_close(code, reason)
        self._channel.close(code, reason)

    def cut(self) -> None:
        """Reset the connection."""
        self._channel.cut()

    def __aiter__(self) -> Self:
        """Go through the messages."""
        return self

    async def __anext__(self) -> Message:
        """Return the next message; the end is a close in good order, any other is `Disconnected`."""
        try:
            return await self.receive()
        except Disconnected as gone:
            if gone.code in IN_ORDER:
                raise StopAsyncIteration from None
            raise
