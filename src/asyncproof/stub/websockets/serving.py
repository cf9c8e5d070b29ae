"""A host's WebSocket that an async function of the test serves."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.stub.websockets.errors import Disconnected
from asyncproof.stub.websockets.socket import WebSocket

if TYPE_CHECKING:
    from asyncproof.stub.websockets.channel import Channel
    from asyncproof.stub.websockets.opening import Opening


class Serving:
    """Calls the handler with every WebSocket that is opened; when it returns, the host closes."""

    def __init__(self, handler: Any) -> None:
        """Keep the handler."""
        if not callable(handler) or (
            inspect.isfunction(handler) and not inspect.iscoroutinefunction(handler)
        ):
            raise UsageError(
                f".serve() needs an async function that takes the WebSocket, not {handler!r}; "
                "write `async def handler(socket): ...` and .serve(handler)."
            )
        self._handler = handler

    def play(self, opening: Opening) -> None:
        """Open the WebSocket and call the handler."""
        channel = opening.open()
        if channel is not None:
            opening.spawn(self._serve(channel))

    async def _serve(self, channel: Channel) -> None:
        try:
            await self._handler(WebSocket(channel))
        except Disconnected:  # a handler that does not care how its client leaves
            return
        channel.close(1000, "")

    def __str__(self) -> str:
        """Say who serves."""
        return f"open, {getattr(self._handler, '__qualname__', self._handler)}()"
