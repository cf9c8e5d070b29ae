"""How the bytes of a reply get onto the wire: in one go, or in pieces with pauses and an early end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import TYPE_CHECKING

from asyncproof.core import UsageError

if TYPE_CHECKING:
    from asyncproof.stub.replies.body import Piece
    from asyncproof.stub.replies.exchange import Exchange
    from asyncproof.stub.replies.reply import Reply

TICKS = 10
"""How many pieces a second a dripping body has."""


class Sending:
    """Plays a reply."""

    def __init__(self, reply: Reply) -> None:
        """Send this reply whenever it is played."""
        self.reply = reply

    def play(self, exchange: Exchange) -> None:
        """Send it, now or after its delay."""
        exchange.later(
            self.reply.delay, _send_at_once if self.reply.whole else _send_in_pieces, self.reply, exchange
        )

    def __str__(self) -> str:
        """Say what is sent."""
        return str(self.reply)


def _send_at_once(reply: Reply, exchange: Exchange) -> None:
    """Send the head and the whole body in one write."""
    content = reply.body.content
    head = exchange.head(reply.status, reply.words, reply.fields, len(content), close=reply.close)
    exchange.write(head + content if exchange.has_body(reply.status) else head)
    exchange.finish(close=reply.close)


def _send_in_pieces(reply: Reply, exchange: Exchange) -> None:
    """Send the head, and the body piece by piece in a task of the host."""
    exchange.spawn(_send(reply, exchange))


async def _send(reply: Reply, exchange: Exchange) -> None:
    streamed = reply.body.pieces is not None
    length = None if streamed else len(reply.body.content)
    exchange.write(exchange.head(reply.status, reply.words, reply.fields, length, close=reply.close))
    end = reply.cut_after if reply.reset_after is None else reply.reset_after
    sent = 0
    if exchange.has_body(reply.status) and end != 0:
        async for piece in _pieces(reply):
            part = piece if end is None else piece[: end - sent]
            await exchange.body(part, chunked=streamed)
            sent += len(part)
            if sent == end:
                break
    if end is None:
        exchange.finish(close=reply.close, chunked=streamed and exchange.has_body(reply.status))
    elif reply.reset_after is not None:
        exchange.reset()
    else:
        exchange.hang_up()


async def _pieces(reply: Reply) -> AsyncIterator[bytes]:
    """Go through the body in the pieces and at the pace in which it is sent."""
    source = (reply.body.content,) if reply.body.pieces is None else reply.body.pieces()
    async for piece in _each(source):
        if isinstance(piece, (int, float)) and not isinstance(piece, bool):
            await asyncio.sleep(piece)
            continue
        data = piece.encode() if isinstance(piece, str) else piece
        if not isinstance(data, (bytes, bytearray)):
            raise UsageError(f"a stream has bytes, text and pauses in seconds, not {piece!r}.")
        if reply.drip is None:
            yield data
            continue
        async for drop in _drops(bytes(data), reply.drip):
            yield drop


async def _drops(data: bytes, rate: float) -> AsyncIterator[bytes]:
    size = max(1, int(rate / TICKS))
    for start in range(0, len(data), size):
        drop = data[start : start + size]
        await asyncio.sleep(len(drop) / rate)
        yield drop


async def _each(source: Iterable[Piece] | AsyncIterable[Piece]) -> AsyncIterator[Piece]:
    if isinstance(source, AsyncIterable):
        async for piece in source:
            yield piece
    else:
        for piece in source:
            yield piece
