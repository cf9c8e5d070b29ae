"""The run's end of the keeper: orders databases, and waits for those that are not ready yet."""

from __future__ import annotations

import asyncio
import base64
import pickle
import sys
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.kit.companions import start_companion
from asyncproof.kit.databases.lines import Lines

if TYPE_CHECKING:
    import subprocess

    from asyncproof.kit.databases.alchemy import URL

_PROGRAM = (
    "import base64, json, pickle, sys; told = json.loads(sys.stdin.readline()); sys.path[:] = told['path']; "
    "from asyncproof.kit.databases.keeping import main; "
    "main(told['driver'], pickle.loads(base64.b64decode(told['options'])))"
)
_ADMIN = "postgres"
"""The database that every server has: to be there while others are made."""
_OF_SQLALCHEMY = frozenset(
    {"prepared_statement_cache_size", "prepared_statement_name_func", "async_fallback", "async_creator_fn"}
)
_FAILURES = {
    "begin": "can't be reached",
    "create": "can't have new ones beside it",
    "clone": "can't be copied for a test",
}
_CURES = (
    (
        "ConnectionRefused",
        "Nobody listens there: start the server, or use `database(postgres_server(), ...)`.",
    ),
    ("No such file", "Nobody listens there: start the server, or use `database(postgres_server(), ...)`."),
    (
        "connection refused",
        "Nobody listens there: start the server, or use `database(postgres_server(), ...)`.",
    ),
    ("gaierror", "There is no host of that name: look at the URL."),
    ("password", "Look at user and password in the URL."),
    ("permission denied to create", "Let the user make databases: ALTER ROLE ... CREATEDB."),
    ("being accessed by other users", "Close all connections to the database that is to be copied."),
    ("does not exist", "Create it, or let the tests make it: database(url, metadata=Base.metadata)."),
)


class Keeper:
    """A process that makes databases and, however this one ends, drops them."""

    def __init__(self, url: URL, connect_options: dict[str, Any]) -> None:
        self._url = url
        self._told = _what_to_tell(url, connect_options)
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: Lines | None = None

    async def begin(self) -> None:
        """Start the process, and wait until it is connected to the server."""
        if sys.platform == "win32":  # no event loop of asyncio waits for both pipes and sockets there
            raise UsageError(
                "databases that are made for a test need a Unix, or the Linux that Windows has in it. "
                "Run the tests there, or use 'sqlite+aiosqlite://'."
            )
        self._process = await asyncio.to_thread(start_companion, [sys.executable, "-c", _PROGRAM])
        assert self._process.stdout is not None  # noqa: S101 - for the type checker
        self._lines = Lines(self._process.stdout)
        self._order(**self._told)
        await self._answer("begin")

    async def create(self) -> str:
        """Make an empty database and return its name."""
        self._order(do="create")
        return await self._answer("create")

    def order_clone(self, template: str) -> None:
        """Have a copy of a database made ready."""
        self._order(do="clone", template=template)

    async def take(self) -> str:
        """Return the name of a copy that was ordered, as soon as there is one."""
        return await self._answer("clone")

    def drop(self, name: str) -> None:
        """Have a database dropped, some time soon."""
        self._order(do="drop", name=name)

    def close(self) -> None:
        """Have all databases dropped, and wait until that is done."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate()

    async def _answer(self, what: str) -> str:
        assert self._lines is not None  # noqa: S101 - for the type checker
        answer = await self._lines.take(what)
        if answer is None:
            answer = {"error": "its process has ended without a word"}
        if "error" not in answer:
            return str(answer["name"])
        if what == "begin":
            self.close()
        raise UsageError(complain(self._url, _FAILURES[what], answer["error"]))

    def _order(self, **order: Any) -> None:
        if self._process is not None and self._process.stdin is not None and self._lines is not None:
            self._lines.say(self._process.stdin, order)


def complain(url: URL, what: str, error: str) -> str:
    """Say what is wrong with a server, and what to do where that is known."""
    shown = url.render_as_string(hide_password=True)
    cure = next((cure for sign, cure in _CURES if sign in error), "Look at the URL, and at the server's log.")
    return f"the database at {shown!r} {what}: {error}. {cure}"


def _what_to_tell(url: URL, connect_options: dict[str, Any]) -> dict[str, Any]:
    """Say how to connect to the server, in the terms of the driver."""
    _, options = url.set(database=_ADMIN).get_dialect()().create_connect_args(url.set(database=_ADMIN))
    options = {**options, **connect_options}
    options = {name: value for name, value in options.items() if name not in _OF_SQLALCHEMY}
    try:
        packed = base64.b64encode(pickle.dumps(options)).decode()
    except (TypeError, AttributeError, pickle.PicklingError) as error:
        raise UsageError(
            f"connect_args of database() can't be sent to another process: {error}. Fresh databases are made "
            "there. Say it in the URL (`?ssl=require`), which is text."
        ) from error
    driver = url.get_driver_name().removesuffix("_async")
    return {"path": sys.path, "driver": driver, "options": packed}
