"""Rule sync-test-client: an async test talks to its app through a client that blocks."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.blocking.looking import runs_on_the_loop
from asyncproof.check.linking import ForeignInstance, Instance
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_OF_LITESTAR = frozenset(("litestar.testing.TestClient", "litestar.testing.client.sync_client.TestClient"))
_CLIENTS = _OF_LITESTAR | frozenset(
    ("starlette.testclient.TestClient", "fastapi.testclient.TestClient", "fastapi.TestClient")
)
_ASKING = frozenset(
    ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream", "websocket_connect")
)


class SyncTestClient(Rule):
    """An async test asks its app by the plain `TestClient` of Starlette, FastAPI or Litestar, which blocks.

    ## What it does

    Finds requests of a `TestClient` in async functions of tests, and tells the first of each function.

    ## Why it is bad

    The client runs the app in a loop of its own in another thread, and blocks the loop of the test until it
    has answered. What belongs to the loop of the test (a session of a database, a lock, a fixture) is used on
    another loop by the app: `attached to a different loop`, or a wait that never ends. And nothing of the
    test runs at the same time as the request.

    ## Example

    ```python bad title="test_app.py"
    from starlette.applications import Starlette
    from starlette.testclient import TestClient

    app = Starlette()


    async def test_nothing_is_there():
        client = TestClient(app)
        assert client.get("/").status_code == 404  # AP509
    ```

    ## What to do instead

    ```python good title="test_app.py"
    from httpx import ASGITransport, AsyncClient
    from starlette.applications import Starlette

    app = Starlette()


    async def test_nothing_is_there():
        async with AsyncClient(transport=ASGITransport(app=app), base_url="http://app") as client:
            answer = await client.get("/")
        assert answer.status_code == 404
    ```

    Or a plain `def test_...`, if nothing else in it is async.

    ## What it cannot see

    Clients behind fixtures and helpers that do not say what they return.
    """

    code = "AP509"
    name = "sync-test-client"
    severity = Severity.WARNING
    guide = "An async test talks to its app by an async client."

    @only(called=_ASKING, in_async=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr not in _ASKING:
            return
        if isinstance(here.parent, ast.Await) or not runs_on_the_loop(here):
            return
        client = _client(function.value, here)
        if client is None or not here.configuration.is_test_file(here.shown_path):
            return
        if _is_first(node, here):
            here.report(
                self,
                node,
                f"`{ast.unparse(function)}()` blocks the loop of the test, and runs the app on another one",
                cure=f"use `{_twin(client)}`, or make it a plain test",
            )


def _client(node: ast.expr, here: Here) -> str | None:
    """Return the full name of the class of a client that blocks; None if it is none."""
    value = here.value(node)
    if isinstance(value, ForeignInstance):
        return value.name if value.name in _CLIENTS else None
    line = here.evaluator.line(value.klass) if isinstance(value, Instance) else ()
    return next((one.name for one in line if one is not None and one.name in _CLIENTS), None)


def _twin(client: str) -> str:
    """Return the async client that takes the place of one that blocks."""
    is_litestar = client in _OF_LITESTAR
    return (
        "litestar.testing.AsyncTestClient"
        if is_litestar
        else "httpx.AsyncClient(transport=ASGITransport(app=app))"
    )


def _is_first(node: ast.Call, here: Here) -> bool:
    """Tell whether no request of the same client stands before this one in its function."""
    around = next(one for one in reversed(here.parents) if isinstance(one, ast.AsyncFunctionDef))
    receiver = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    return not any(
        isinstance(other, ast.Call)
        and isinstance(other.func, ast.Attribute)
        and other.func.attr in _ASKING
        and (other.lineno, other.col_offset) < (node.lineno, node.col_offset)
        and ast.unparse(other.func.value) == receiver
        for other in nodes_in(around)
    )
