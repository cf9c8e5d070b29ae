"""Which methods of libraries are not async, though they are often mocked as if they were."""

from __future__ import annotations

ALWAYS_SYNC = frozenset({"raise_for_status"})
"""Names of methods that no library at hand defines as async."""
_SESSION = frozenset(
    (
        "add",
        "add_all",
        "expunge",
        "expunge_all",
        "get_bind",
        "in_transaction",
        "is_modified",
        "begin",
        "begin_nested",
    )
)
_HTTPX = frozenset({"json", "raise_for_status", "read", "iter_bytes", "iter_lines", "iter_text", "close"})
_AIOHTTP = frozenset({"raise_for_status", "release", "close"})
SYNC_MEMBERS = {
    "sqlalchemy.ext.asyncio.AsyncSession": _SESSION,
    "sqlalchemy.ext.asyncio.session.AsyncSession": _SESSION,
    "sqlmodel.ext.asyncio.session.AsyncSession": _SESSION,
    "httpx.Response": _HTTPX,
    "httpx._models.Response": _HTTPX,
    "requests.Response": _HTTPX,
    "requests.models.Response": _HTTPX,
    "aiohttp.ClientResponse": _AIOHTTP,
    "aiohttp.client_reqrep.ClientResponse": _AIOHTTP,
}
"""The methods of classes that are no coroutine functions, by the full names of the classes."""
ADDING = frozenset({"add", "add_all", "expunge", "expunge_all"})
"""Methods of database sessions that are not async, which other classes may well have as async ones."""
SESSIONS = ("session", "db")
"""How the name of a database session ends."""
