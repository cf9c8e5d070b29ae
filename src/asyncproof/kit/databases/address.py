"""The address of a database: what is wrong with it is said before anything connects."""

from __future__ import annotations

from importlib.util import find_spec

from asyncproof.core import UsageError
from asyncproof.kit.databases.alchemy import URL, ArgumentError, make_url

POSTGRES = "postgresql"
SQLITE = "sqlite"
_DRIVERS = {POSTGRES: ("asyncpg", "psycopg", "psycopg_async"), SQLITE: ("aiosqlite",)}
_NICKNAMES = {"postgres": POSTGRES, "pg": POSTGRES, "sqlite3": SQLITE}
_EXAMPLES = "'postgresql+asyncpg://user@localhost/app' or 'sqlite+aiosqlite://'"


def read_address(text: str | URL) -> URL:
    """Read the URL of a database that the kit can be used with."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"database() got {text!r}, which is not a URL. Write, say, {_EXAMPLES}.") from error
    shown = url.render_as_string(hide_password=True)
    backend, _, driver = url.drivername.partition("+")
    known = _NICKNAMES.get(backend, backend)
    if known not in _DRIVERS:
        raise UsageError(
            f"database() got {shown!r}: it knows PostgreSQL and SQLite, and nothing of {backend!r}. "
            f"Write, say, {_EXAMPLES}."
        )
    drivers = _DRIVERS[known]
    if driver not in drivers or known != backend:
        better = url.set(drivername=f"{known}+{_installed(drivers)}").render_as_string(hide_password=True)
        what = (
            f"{driver!r} is no driver for asyncio"
            if driver and known == backend
            else "that names no driver for asyncio"
        )
        raise UsageError(f"database() got {shown!r}: {what}. Write {better!r}.")
    package = driver.removesuffix("_async")
    if find_spec(package) is None:
        raise UsageError(
            f"database() got {shown!r}, and {package!r} is not installed. Install it: pip install {package}"
        )
    url.get_dialect().import_dbapi()  # now, and not in a test, whose event loop would have to wait
    return url


def _installed(drivers: tuple[str, ...]) -> str:
    return next((driver for driver in drivers if find_spec(driver.removesuffix("_async"))), drivers[0])
