"""A redis server of a few commands, to be mounted on the network in memory."""

from __future__ import annotations

import asyncio
from typing import Any


class RedisPeer:
    """Keeps values and hands out one protocol per connection."""

    def __init__(self) -> None:
        self.values: dict[bytes, bytes] = {}

    def __call__(self) -> RespProtocol:
        return RespProtocol(self)

    def answer(self, command: bytes, arguments: list[bytes]) -> bytes:
        """Return the reply to one command."""
        if command == b"PING":
            return b"+PONG\r\n"
        if command == b"SET":
            self.values[arguments[0]] = arguments[1]
            return b"+OK\r\n"
        if command == b"GET":
            return bulk(self.values.get(arguments[0]))
        if command == b"INCRBY":
            number = int(self.values.get(arguments[0], b"0")) + int(arguments[1])
            self.values[arguments[0]] = b"%d" % number
            return b":%d\r\n" % number
        if command in (b"CLIENT", b"SELECT"):
            return b"+OK\r\n"
        return b"-ERR unknown command '%s'\r\n" % command


class RespProtocol(asyncio.Protocol):
    """Reads commands as RESP arrays and writes the replies."""

    def __init__(self, peer: RedisPeer) -> None:
        self.peer = peer
        self.buffer = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while (parsed := parse(self.buffer)) is not None:
            (command, *arguments), self.buffer = parsed
            self.transport.write(self.peer.answer(command.upper(), arguments))


def bulk(value: bytes | None) -> bytes:
    """Return a value as RESP writes it."""
    return b"$-1\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)


def parse(buffer: bytes) -> tuple[list[bytes], bytes] | None:
    """Return the first command and what follows it, or None if it is not complete."""
    head, found, rest = buffer.partition(b"\r\n")
    if not found:
        return None
    words = []
    for _ in range(int(head[1:])):
        size, found, rest = rest.partition(b"\r\n")
        end = int(size[1:]) if found else 0
        if not found or len(rest) < end + 2:
            return None
        words.append(rest[:end])
        rest = rest[end + 2 :]
    return words, rest
