"""Rule removed-app-argument: a client of httpx is given an `app`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.expecting import expects
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.naming import name_of
from asyncproof.check.narrowing import only
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.pytesting.versions import at_least
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_CLIENTS = {"httpx.AsyncClient": "ASGITransport", "httpx.Client": "WSGITransport"}
_ERRORS = frozenset(("TypeError", "DeprecationWarning", "Exception"))
_SINCE = (0, 28)


class RemovedAppArgument(Rule):
    """A client of httpx is given the app by `app=`, which httpx does not take any more.

    ## What it does

    Finds `app=` in calls of `httpx.AsyncClient` and `httpx.Client`. (Some guides still show it.) It is silent
    if the project stays below httpx 0.28.

    ## Why it is bad

    Since httpx 0.28 the call raises: `TypeError: AsyncClient.__init__() got an unexpected keyword argument
    'app'`. Before, it warned.

    ## Example

    ```python bad title="test_app.py"
    from httpx import AsyncClient
    from starlette.applications import Starlette

    app = Starlette()


    async def test_nothing_is_there():
        async with AsyncClient(app=app, base_url="http://app") as client:  # AP901
            answer = await client.get("/")
        assert answer.status_code == 404
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

    ## What it cannot see

    Arguments that are handed on by `**kwargs`, and clients of other libraries, which may well take an `app`.
    """

    code = "AP901"
    name = "removed-app-argument"
    guide = "An app is tested through a transport."

    @only(keywords=("app",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        given = next((keyword for keyword in node.keywords if keyword.arg == "app"), None)
        if given is None:
            return
        name = here.full_name(node) or ""
        transport = _CLIENTS.get(name)
        if transport is None or at_least(here.configuration.evidence, "httpx", _SINCE) is Known.NO:
            return
        if expects(here.parents, node, _ERRORS) or name.rpartition(".")[2] in here.replaced():
            return
        here.report(
            self,
            given,
            f"`{name}` takes no `app` since httpx 0.28: the call raises a `TypeError`",
            cure=f"use `transport=httpx.{transport}(app={ast.unparse(given.value)})`",
            fix=_fix(node, given, transport, here),
        )


def _fix(node: ast.Call, given: ast.keyword, transport: str, here: Here) -> Fix | None:
    """Return the change; None where the client has a transport already."""
    named = name_of(here.evaluator, here.scope, "httpx", transport)
    if named is None or any(keyword.arg in {"transport", None} for keyword in node.keywords):
        return None
    span = Span.of(given)
    before = Edit(Span(span.line, span.column, span.line, span.column), f"transport={named.text}(")
    after = Edit(Span(span.end_line, span.end_column, span.end_line, span.end_column), ")")
    return Fix("hand the app to a transport", (before, after), named.imports, safe=True)
