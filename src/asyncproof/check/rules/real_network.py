"""Rule real-network: a test asks a server of the real world."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from asyncproof.check.linking import Instance, Plain
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_VERBS = frozenset(
    ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream", "ws_connect")
)
_CLIENTS = frozenset(
    (
        "aiohttp.client.ClientSession",
        "httpx._client.AsyncClient",
        "httpx._client.Client",
        "httpx2._client.AsyncClient",
        "requests.sessions.Session",
    )
)
_FUNCTIONS = frozenset(f"{owner}.{verb}" for owner in ("requests", "httpx", "httpx2") for verb in _VERBS)
_URL = re.compile(r"(?:https?|wss?)://(?:[^/@]*@)?([^/:?#]+)")
_LOCAL = re.compile(
    r"localhost|127\.|10\.|192\.168\.|0\.0\.0\.0|\[|testserver$|test$|[^.]+$|.*\.(?:test|invalid|example|local|localhost)$"
)
_ANSWERING = re.compile(
    r"^net$|respx|mock|aioresponses|responses|vcr|cassette|recorder|betamax|pook|nock|httpserver|stub"
)


class RealNetwork(Rule):
    """A test sends a request to a host of the real world.

    ## What it does

    Finds requests of `aiohttp`, `httpx` and `requests` in tests whose address is written out, and is not on
    this machine nor of a name that is reserved for tests. It is off by default: what answers in the place of
    the host may be somewhere else.

    ## Why it is bad

    The test needs the network, and fails when the host is slow, has changed or is not there. It may be
    counted as an attack.

    ## Example

    ```python bad title="test_prices.py"
    import httpx


    async def test_the_price_list_is_there():
        async with httpx.AsyncClient() as client:
            answer = await client.get("https://shop.example.org/prices")  # AP804
        assert answer.status_code == 200
    ```

    ## What to do instead

    ```python good title="test_prices.py"
    import httpx


    async def test_the_price_list_is_there(net):
        net.http("https://shop.example.org").get("/prices").reply(json=[])
        async with httpx.AsyncClient() as client:
            answer = await client.get("https://shop.example.org/prices")
        assert answer.status_code == 200
    ```

    ## What it cannot see

    Addresses that are put together, and requests of code under test. Where the test or its file names
    anything that answers for others (a mock, `net`, `respx`, `aioresponses`, `vcr`), it is silent.
    """

    code = "AP804"
    name = "real-network"
    severity = Severity.INFO
    default = False
    guide = "A test talks to no server of the real world."

    @only(called=_VERBS, in_tests=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        function = node.func
        if not isinstance(function, ast.Attribute) or function.attr not in _VERBS or here.test is None:
            return
        host = next((found for found in (_host(one, here) for one in node.args[:2]) if found), None)
        if host is None or not _asks(function, here) or _is_answered(here):
            return
        here.report(
            self,
            node,
            f"the test sends a request to `{host}`",
            cure="answer the request in the test, as with `httpx.MockTransport` or a server on this machine",
        )


def _host(node: ast.expr, here: Here) -> str | None:
    """Return the host of an address that is written out, if it is one of the real world."""
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]  # the host is in the first part, or nobody knows
    node = node.value if isinstance(node, ast.FormattedValue) else node
    value = here.value(node)
    if not isinstance(value, Plain) or not isinstance(value.value, str):
        return None
    found = _URL.match(value.value)
    if found is None or _LOCAL.match(found[1]):
        return None
    return found[1]


def _asks(function: ast.Attribute, here: Here) -> bool:
    if here.full_name(function) in _FUNCTIONS:
        return True
    receiver = here.value(function.value)
    return isinstance(receiver, Instance) and any(
        klass is not None and klass.name in _CLIENTS for klass in here.evaluator.line(receiver.klass)
    )


def _is_answered(here: Here) -> bool:
    """Tell whether the test or its file names something that answers in the place of servers."""
    if here.replaced() or any(_ANSWERING.search(name.lower()) for name in here.module.facts.bindings):
        return True
    test = here.test.function.facts if here.test is not None else None
    if test is not None and any(_ANSWERING.search(one.name.lower()) for one in test.parameters):
        return True
    around = [one for one in here.parents if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return any(
        "transport" in ast.unparse(one) or _ANSWERING.search(ast.unparse(one).lower()) for one in around
    )
