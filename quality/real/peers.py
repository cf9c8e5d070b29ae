"""The other end of a connection, over memory: a little of redis, memcached and HTTP, for any client."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

PORT = 8765
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"


class Peer:
    """A server that is over when all who came have left."""

    def __init__(self) -> None:
        self._serving: set[asyncio.Task[None] | None] = set()

    async def __aenter__(self) -> Any:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", PORT)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()
        await asyncio.gather(
            *filter(None, self._serving)
        )  # before Python 3.12.1 the server itself waits for nobody

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.add(asyncio.current_task())
        with suppress(ConnectionResetError):  # who hangs up before it has read all resets the connection
            await self.talk(reader, writer)
        writer.close()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Listen until the client leaves."""
        await reader.read()


class WebPeer(Peer):
    """Answers each HTTP request after a while."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read requests without bodies."""
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            await asyncio.sleep(0.1)
            writer.write(PAGE)


class RedisPeer(Peer):
    """Keys and values."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[bytes, bytes] = {}

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read commands, and answer each at once."""
        while head := await reader.readline():
            words = []
            for _ in range(int(head[1:])):
                await reader.readline()
                words.append((await reader.readline()).strip())
            writer.write(self._answer(words[0].upper(), words[1:]))

    def _answer(self, command: bytes, words: list[bytes]) -> bytes:
        if command == b"GET":
            value = self.values.get(words[0])
            return b"$-1\r\n" if value is None else b"$%d\r\n%b\r\n" % (len(value), value)
        if command == b"EVALSHA":  # the one script that is asked for deletes a key that has a value
            same = self.values.get(words[2]) == words[3]
            if same:
                del self.values[words[2]]
            return b":%d\r\n" % same
        if command == b"SET":
            if b"NX" in words and words[0] in self.values:
                return b"$-1\r\n"
            self.values[words[0]] = words[1]
        return b"+OK\r\n"


class MemcachedPeer(Peer):
    """Has a value for each key: the key itself."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer each `get` at once."""
        while line := await reader.readline():
            key = line.split()[1]
            writer.write(b"VALUE %b 0 %d\r\n%b\r\nEND\r\n" % (key, len(key), key))
