"""The redis in memory: what all its connections share."""

from __future__ import annotations

import asyncio

from asyncproof.stub.resp.channels import Channels
from asyncproof.stub.resp.connection import RedisConnection
from asyncproof.stub.resp.store import Store
from asyncproof.stub.resp.waiting import Waiting


class RedisServer:
    """A redis of one test, to be mounted: `net.mount("redis://cache:6379", RedisServer())`.

    It keeps strings, hashes, lists and sets, lets keys expire on the clock of the loop, has channels and
    transactions, and answers every command that it does not know with an error that names it.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.channels = Channels()
        self.waiting = Waiting()
        self.commands: list[tuple[bytes, ...]] = []
        """Every command that came, oldest first."""
        self._databases: dict[int, Store] = {}

    def __repr__(self) -> str:
        """Show how much came."""
        return f"<RedisServer, {len(self.commands)} commands>"

    def __call__(self) -> RedisConnection:
        """Make the protocol of one connection."""
        return RedisConnection(self)

    def database(self, number: int) -> Store:
        """Return one of its databases."""
        if number not in self._databases:
            self._databases[number] = Store(lambda: asyncio.get_running_loop().time())
        return self._databases[number]

    def clear(self) -> None:
        """Forget the keys of all databases."""
        for store in self._databases.values():
            store.clear()
