"""Rule blocking-http: an HTTP request of a synchronous client in an async function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.insight.blocking.known import LAST_NAMES, Kind
from asyncproof.check.insight.blocking.telling import tell
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here


class BlockingHttp(Rule):
    """An async function asks a server with a client that blocks the thread.

    ## What it does

    Finds `requests`, `urllib.request`, `urllib3`, `http.client` and the synchronous functions and clients of
    `httpx` in async functions.

    ## Why it is bad

    Until the server has answered, the event loop stands still. If the server runs on the same loop, as in
    many tests, it can never answer: the test hangs, and no `asyncio.timeout` can end it.

    ## Example

    ```python bad title="test_prices.py"
    import requests


    async def fetch_prices(url):
        return requests.get(url, timeout=5).json()  # AP502
    ```

    ## What to do instead

    ```python good title="test_prices.py"
    import httpx


    async def fetch_prices(url):
        async with httpx.AsyncClient() as client:
            answer = await client.get(url)
        return answer.json()
    ```

    ## What it cannot see

    Calls behind an attribute or a parameter whose class it does not know, and functions that block and are
    not in its tables. A test that replaces what it names, by `patch` or `monkeypatch`, is left alone.
    """

    code = "AP502"
    name = "blocking-http"
    severity = Severity.WARNING
    guide = "In async code, HTTP is spoken by an async client."
    also = ("ASYNC210", "ASYNC212")

    @only(called=LAST_NAMES[Kind.HTTP], in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        tell(
            self,
            node,
            here,
            Kind.HTTP,
            cure="use an async client, such as `httpx.AsyncClient` or `aiohttp.ClientSession`",
        )
