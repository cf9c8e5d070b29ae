"""The keeper: a process beside the tests that makes databases ahead of time, and drops them after the run.

It is told what to do in lines of JSON, and answers so. When its input ends, in whatever way the run has
ended, it drops all that it has made. What a keeper has left behind that was killed itself, the next one
drops: as long as it lives a keeper holds a lock of the server, whose number is in the names of its databases.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

PREFIX = "asyncproof_"
"""What the names of all databases begin with that are made for tests."""
_DATABASES = "SELECT datname FROM pg_database"
_AT_ONCE = 3
"""How many statements the server works on at a time."""


class Server:
    """Connections to a server, for statements that no transaction may hold."""

    def __init__(self, driver: str, options: dict[str, Any]) -> None:
        self._driver = driver
        self._options = options
        self._idle: list[Any] = []
        self._asking: Any = None
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def connect(self) -> Any:
        """Open a connection that commits each statement."""
        driver: Any = import_module(self._driver)
        if self._driver == "asyncpg":
            return await driver.connect(**self._options)
        return await driver.AsyncConnection.connect(**self._options, autocommit=True)

    async def execute(self, statement: str) -> None:
        """Execute a statement on a connection that is free."""
        async with self._room:
            connection = self._idle.pop() if self._idle else await self.connect()
            try:
                await connection.execute(statement)
            finally:
                self._idle.append(connection)

    async def column(self, statement: str) -> list[Any]:
        """Return the first column of what a statement gives, on a connection that is for questions only."""
        if self._asking is None:
            self._asking = await self.connect()
        connection = self._asking
        if self._driver == "asyncpg":
            return [row[0] for row in await connection.fetch(statement)]
        cursor = await connection.execute(statement)
        return [row[0] for row in await cursor.fetchall()]

    async def close(self) -> None:
        """Close all connections."""
        for connection in (self._asking, *self._idle):
            with suppress(Exception):  # the server may be gone before we are
                await connection.close()


class Keeper:
    """What the keeper does."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lock = int.from_bytes(os.urandom(6), "big")
        self._made: set[str] = set()
        self._count = 0
        self._jobs: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Take the lock, and drop what dead keepers have left."""
        await self._server.column(f"SELECT pg_advisory_lock({self._lock})")
        names = await self._server.column(_DATABASES)
        for lock in sorted({part for name in names if (part := lock_of(name)) is not None}):
            if lock != self._lock and (await self._server.column(f"SELECT pg_try_advisory_lock({lock})"))[0]:
                for name in names:
                    if lock_of(name) == lock:
                        self._start(self._drop(name))

    async def do(self, order: dict[str, Any]) -> None:
        """Do what a line asks for."""
        name = order["do"]
        if name == "create":
            await self._create("create", "")
        elif name == "clone":
            self._start(self._create("clone", f' TEMPLATE "{order["template"]}"'))
        elif name == "drop":
            self._start(self._drop(order["name"]))

    async def end(self) -> None:
        """Drop all that was made."""
        while self._jobs:
            await asyncio.wait(self._jobs)
        for name in sorted(self._made):
            self._start(self._drop(name))
        while self._jobs:
            await asyncio.wait(self._jobs)
        await self._server.close()

    def _start(self, job: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(job)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)

    async def _create(self, what: str, how: str) -> None:
        self._count += 1
        name = f"{PREFIX}{self._lock}_{self._count}"
        self._made.add(name)
        try:
            await self._server.execute(f'CREATE DATABASE "{name}"{how}')
        except Exception as error:  # noqa: BLE001 - whatever it is, the run has to hear of it
            self._made.discard(name)
            say({"what": what, "error": told(error)})
        else:
            say({"what": what, "name": name})

    async def _drop(self, name: str) -> None:
        try:
            await self._server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except Exception:  # noqa: BLE001 - the next keeper tries again
            return
        self._made.discard(name)


def lock_of(name: str) -> int | None:
    """Read the number of a keeper's lock from the name of a database; None if it is not of a keeper."""
    number = name.removeprefix(PREFIX).partition("_")[0]
    return int(number) if name.startswith(PREFIX) and number.isdigit() else None


def told(error: BaseException) -> str:
    """Say what went wrong in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def say(line: dict[str, Any]) -> None:
    """Tell the run something, if it is still there."""
    try:
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    except OSError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for the rest of its life


async def keep(driver: str, options: dict[str, Any]) -> None:
    """Obey until the input ends."""
    server = Server(driver, options)
    keeper = Keeper(server)
    try:
        await keeper.begin()
    except Exception as error:  # noqa: BLE001 - as above
        say({"what": "begin", "error": told(error)})
        return
    say({"what": "begin", "name": ""})
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await keeper.do(json.loads(line))
    await keeper.end()


def main(driver: str, options: dict[str, Any]) -> None:
    """Be the keeper, deaf to the Ctrl-C that ends the tests."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(keep(driver, options))
