"""The keeper drops what it has made, however the run or the keeper itself has ended."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from asyncproof.core import UsageError
from asyncproof.kit.databases import keeper as keepers
from asyncproof.kit.databases import keeping
from asyncproof.kit.databases.address import read_address
from asyncproof.kit.databases.keeper import Keeper
from tests.kit.databases.test_clones import execute

if TYPE_CHECKING:
    from collections.abc import Callable

DYING = """
import asyncio, os, signal
from asyncproof.kit import database
from tests.kit.databases.shop import Base

async def main():
    async with database({url!r}, metadata=Base.metadata).fresh() as db:
        print(db.url.rpartition("/")[2], flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""
PATIENCE = 30.0


async def names_of_databases(url: str) -> set[str]:
    """List the databases of the server."""
    return set(await execute(url, "SELECT datname FROM pg_database"))


def databases(url: str) -> set[str]:
    """List the databases of the server."""
    return asyncio.run(names_of_databases(url))


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_run_that_was_killed(server_url: str) -> None:
    """After SIGKILL of the tests nothing of theirs is left on the server."""
    before = databases(server_url)
    done = subprocess.run(
        [sys.executable, "-c", DYING.format(url=server_url)], stdout=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    name = done.stdout.strip()
    assert name.startswith(keeping.PREFIX)
    wait_until(lambda: not {one for one in databases(server_url) - before if lock_of(one) == lock_of(name)})


def lock_of(name: str) -> int | None:
    """Return which keeper has made a database."""
    return keeping.lock_of(name)


def test_a_keeper_that_was_killed(server_url: str) -> None:
    """What it has left the next ones drop; those of keepers that live they leave alone."""
    url = read_address(server_url)

    async def kill_one() -> str:
        dead = Keeper(url, {})
        await dead.begin()
        left = await dead.create()
        os.killpg(dead._process.pid, signal.SIGKILL)
        await asyncio.to_thread(dead._process.wait)
        with pytest.raises(UsageError, match="its process has ended without a word"):
            await dead.create()
        dead.drop(left)
        await asyncio.to_thread(dead.close)
        return left

    async def come_and_go() -> None:
        next_one = Keeper(url, {})
        await next_one.begin()
        await asyncio.to_thread(next_one.close)
        await asyncio.to_thread(next_one.close)

    async def main() -> None:
        alive = Keeper(url, {})
        await alive.begin()
        kept = await alive.create()
        left = await kill_one()
        deadline = time.monotonic() + PATIENCE
        while left in await names_of_databases(server_url):  # the server may not know yet that it is dead
            assert time.monotonic() < deadline
            await come_and_go()
        assert kept in await names_of_databases(server_url)
        await asyncio.to_thread(alive.close)

    asyncio.run(main())


def test_names_that_are_not_of_a_keeper() -> None:
    """A database that only looks similar is never dropped."""
    assert keeping.lock_of("asyncproof_12_3") == 12
    assert keeping.lock_of("asyncproof_test") is None
    assert keeping.lock_of("app_12_3") is None


def test_nobody_hears_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the run is gone, the keeper goes on with its work in silence."""
    end, start = os.pipe()
    os.close(end)
    closed = io.TextIOWrapper(io.FileIO(start, "wb"), write_through=True)
    monkeypatch.setattr(sys, "stdout", closed)
    keeping.say({"what": "clone"})
    silent = sys.stdout
    assert silent is not closed
    keeping.say({"what": "clone"})
    silent.close()
    closed.close()


def test_a_failure_in_one_line() -> None:
    """An error of many lines is told in one."""
    assert keeping.told(ValueError("a\n  b")) == "ValueError: a b"


def test_a_trouble_without_a_known_cure(server_url: str) -> None:
    """What the kit does not know is told as it is."""
    told = keepers.complain(read_address(server_url), "can't be used", "Odd: so")
    assert told.endswith("Odd: so. Look at the URL, and at the server's log.")


def test_what_cannot_be_dropped_now() -> None:
    """It stays noted, is tried again at the end, and is no error; what it does not understand is nothing."""

    class Server:
        tried = 0

        async def execute(self, statement: str) -> None:
            self.tried += statement.startswith("DROP")
            if self.tried == 1:
                raise OSError("busy")

        async def close(self) -> None:
            """Close nothing."""

    async def main() -> None:
        keeper = keeping.Keeper(Server())
        await keeper.do({"do": "create"})
        name = next(iter(keeper._made))
        await keeper.do({"do": "drop", "name": name})
        await keeper.do({"do": "dance"})
        await asyncio.sleep(0)
        await keeper.end()
        assert not keeper._made
        assert keeper._server.tried == 2

    asyncio.run(main())


def test_no_unix(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the error says so before a process is begun, and what else to use."""
    monkeypatch.setattr(keepers.sys, "platform", "win32")
    with pytest.raises(UsageError, match=r"made for a test need a Unix.*sqlite\+aiosqlite"):
        Keeper(read_address("postgresql+asyncpg://nobody@localhost/x"), {}).begin().send(None)
