"""A handshake that asks for a WebSocket: the host opens it, or answers by HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.stub.peers.answering import Answering
from asyncproof.stub.peers.parsing import Message
from asyncproof.stub.websockets.channel import Channel
from asyncproof.stub.websockets.connection import WebSocketConnection
from asyncproof.stub.websockets.wire import Wire
from asyncproof.stub.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.stub.peers.http import HttpPeer
    from asyncproof.stub.request import Request

INTERNAL_ERROR = 1011


class Opening(Answering):
    """One handshake; a reply can be played on it as on any request, or it becomes a WebSocket."""

    subprotocols: Sequence[str] = ()
    compression = False

    def __init__(self, peer: HttpPeer, request: Request, rest: bytes, note: Callable[[Wrong], None]) -> None:
        """Take the connection over from its HTTP peer."""
        message = Message()
        message.keep_alive = False
        self.channel = Channel(peer.transport, peer.loop, rest)
        super().__init__(self.channel, request, message)
        self.note = note
        self.talk: list[tuple[float, str]] = []
        """The lines of the transcript that belong to it."""
        self.channel.on_lost.append(self._lost)

    def open(self) -> Channel | None:
        """Agree to the handshake, and return None if it is none."""
        wire = Wire(self.request, self.subprotocols, compression=self.compression)
        if wire.refused is not None:
            self.note(Wrong("not-http", f"{self.request} came without a handshake: {wire.refused}"))
            for data in wire.take():
                self.write(data)
            self.hang_up()
            return None
        self.begun = True
        connection = WebSocketConnection(self.request, wire.subprotocol, self.talk, self.channel.loop.time)
        self.channel.begin(wire, connection)
        return self.channel

    @property
    def is_open(self) -> bool:
        """Whether it has become a WebSocket."""
        return self.channel.is_begun

    def reset(self) -> None:
        """End it because something went wrong at the host."""
        if self.is_open:
            self.channel.close(INTERNAL_ERROR, "")
        else:
            super().reset()

    def _lost(self) -> None:
        """Stop a reply that nobody waits for; a handler hears of the end when it next asks."""
        if not self.is_open:
            self.abandon()
