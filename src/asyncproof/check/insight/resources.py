"""What has to be closed: clients, connections and servers, by the calls that make them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.check.facts.replaced import ANYTHING
from asyncproof.check.insight.blocking.looking import last_name

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class Resource(NamedTuple):
    """What one call makes."""

    maker: str
    """The full name of what is called."""
    closers: frozenset[str]
    """The methods that close it, or give it to somebody else."""
    is_awaited: bool
    """Whether the call has to be awaited."""
    is_open: bool
    """Whether it holds something from the start, and not only when it is used."""


def _resources(*makers: str, by: str, is_awaited: bool = False, is_open: bool = False) -> dict[str, Resource]:
    return {
        maker: Resource(maker, frozenset((*by.split(), "__aexit__")), is_awaited, is_open) for maker in makers
    }


MAKERS: dict[str, Resource] = {
    **_resources("aiohttp.ClientSession", "aiohttp.client.ClientSession", by="close detach", is_open=True),
    **_resources("httpx.AsyncClient", "httpx2.AsyncClient", by="aclose"),
    **_resources(
        "asyncpg.connect", "asyncpg.create_pool", by="close terminate", is_awaited=True, is_open=True
    ),
    **_resources("aiosqlite.connect", by="close stop", is_awaited=True, is_open=True),
    **_resources("psycopg.AsyncConnection.connect", by="close", is_awaited=True, is_open=True),
    **_resources(
        *("redis.asyncio.Redis", "redis.asyncio.StrictRedis", "redis.asyncio.client.Redis"),
        *("redis.asyncio.from_url", "redis.asyncio.Redis.from_url"),
        by="aclose close",
    ),
    **_resources("sqlalchemy.ext.asyncio.create_async_engine", by="dispose"),
    **_resources("sqlalchemy.ext.asyncio.AsyncSession", by="close aclose"),
    **_resources(
        *("websockets.connect", "websockets.asyncio.client.connect"),
        by="close",
        is_awaited=True,
        is_open=True,
    ),
    **_resources(
        *("asyncio.start_server", "asyncio.start_unix_server"),
        by="close close_clients abort_clients",
        is_awaited=True,
        is_open=True,
    ),
    **_resources("anyio.connect_tcp", "anyio.connect_unix", by="aclose", is_awaited=True, is_open=True),
    **_resources("grpc.aio.insecure_channel", "grpc.aio.secure_channel", by="close"),
    **_resources("aiohttp.web.AppRunner", by="cleanup"),
    **_resources("aio_pika.connect", "aio_pika.connect_robust", by="close", is_awaited=True, is_open=True),
}
"""What each of these calls opens, by the full name of what is called."""
RESOURCES = frozenset(maker.rpartition(".")[2] for maker in MAKERS)
"""What a call that opens something is called."""
_IN_MEMORY = frozenset(("transport", "mounts", "app"))
"""Arguments of a client that talks to nobody outside, so that nothing is left open."""


def resource_of(node: ast.AST | None, here: Here) -> Resource | None:
    """Return what an expression opens; None if it opens nothing, or if somebody replaces what it calls."""
    call = node.value if isinstance(node, ast.Await) else node
    if not isinstance(call, ast.Call):
        return None
    if last_name(call, here) not in RESOURCES:
        return None
    found = MAKERS.get(here.full_name(call) or "")
    if found is None or found.is_awaited is not isinstance(node, ast.Await):
        return None
    if found.maker.startswith("httpx") and any(keyword.arg in _IN_MEMORY for keyword in call.keywords):
        return None
    if not here.replaced().isdisjoint({*found.maker.split("."), ANYTHING}):
        return None
    return found


def is_expected_to_fail(here: Here) -> bool:
    """Tell whether the present node stands in a block that expects an error, so that nothing is made."""
    return any(
        isinstance(parent, (ast.With, ast.AsyncWith))
        and any("raises" in ast.unparse(item.context_expr).lower() for item in parent.items)
        for parent in here.parents
    )
