"""Rule client-double: a test answers in the place of an HTTP client, and so tests without a network."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_RESPX = {f"respx.{verb}": f"`host.{verb}(path).reply(...)`" for verb in _VERBS} | {
    "respx.route": "`host.request(method, path).reply(...)`",
    "respx.request": "`host.request(method, path).reply(...)`",
    "respx.mock": "`net.http(base_url)`",
    "respx.MockRouter": "`net.http(base_url)`",
}
_TRANSPORTS = {
    "httpx.MockTransport": '`net.http(url).request("*", "/{rest:path}").reply(handler, times="any")`',
    "httpx2.MockTransport": '`net.http(url).request("*", "/{rest:path}").reply(handler, times="any")`',
}
_FUNCTIONS = _RESPX | _TRANSPORTS
_FIXTURES = {
    "httpx_mock": {
        "add_response": "`net.http(url).get(path).reply(...)`",
        "add_exception": "the trouble that it stands for: `.hang()`, `.reset()`, `.hang_up()`",
        "add_callback": "`net.http(url).get(path).reply(function)`",
        "get_requests": "`net.requests`",
        "get_request": "`net.requests[0]`",
    },
    "respx_mock": {verb: f"`host.{verb}(path).reply(...)`" for verb in _VERBS},
}
_CALLED = frozenset(
    (
        *(name.rpartition(".")[2] for name in _FUNCTIONS),
        *(method for methods in _FIXTURES.values() for method in methods),
    )
)


class ClientDouble(Rule):
    """A test answers in the place of an HTTP client, so that nothing is sent and nobody waits.

    ## What it does

    Finds the calls by which respx, pytest-httpx and `httpx.MockTransport` say what is answered, and names
    what stands for each on a [network of the test](../from-other-doubles.md).

    ## Why it is bad

    The answer is there in the same step. So no other task runs meanwhile, no timeout fires, no limit of
    connections is reached, and races between requests, which is what async code has, are never seen.

    ## Example

    ```python bad title="test_names.py"
    import httpx
    import respx


    async def names():
        async with httpx.AsyncClient() as client:
            return (await client.get("https://api.example/names")).json()


    @respx.mock
    async def test_names():
        respx.get("https://api.example/names").mock(return_value=httpx.Response(200, json=["ann"]))  # AP907
        assert await names() == ["ann"]
    ```

    ## What to do instead

    ```python good title="test_names.py"
    import httpx


    async def names():
        async with httpx.AsyncClient() as client:
            return (await client.get("https://api.example/names")).json()


    async def test_names(net):
        net.http("https://api.example").get("/names").reply(json=["ann"])
        assert await names() == ["ann"]
    ```

    ## What it cannot see

    Routers that a project makes for itself and hands on by other names.
    """

    code = "AP907"
    name = "client-double"
    severity = Severity.INFO
    default = False
    guide = "Calls to other services are mocked where they leave the program."

    @only(called=_CALLED)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        instead = _FUNCTIONS.get(here.full_name(node) or "") or _of_fixture(node, here)
        if instead is not None:
            here.report(
                self,
                node,
                f"`{ast.unparse(node.func)}` answers in the place of the client, where nobody waits",
                cure=f"let the test play the host with the `net` fixture: {instead}",
            )


def _of_fixture(node: ast.Call, here: Here) -> str | None:
    """Return what stands for a method of a fixture by which these packages are known."""
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return None
    if here.function is None:
        return None
    if function.value.id not in {one.name for one in here.function.facts.parameters}:
        return None
    return _FIXTURES.get(function.value.id, {}).get(function.attr)
