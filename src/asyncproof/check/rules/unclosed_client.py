"""Rule unclosed-client: a test opens a client, a connection or a server, and never closes it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.insight.resources import RESOURCES, is_expected_to_fail, resource_of
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking.shape import Shape
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.resources import Resource
    from asyncproof.check.insight.uses import Use

_HARMLESS = frozenset((How.METHOD, How.ATTRIBUTE, How.AWAITED, How.TESTED, How.ITERATED))
"""What does not close, and leaves nobody else who could."""
_PARTS = frozenset(("connector", "_connector", "connection_pool", "sync_engine", "_transport", "transport"))
"""Attributes by which a part of it can be closed."""


class UnclosedClient(Rule):
    """A test opens a client, a connection or a server, and neither closes it nor hands it on.

    ## What it does

    Finds `aiohttp.ClientSession`, `httpx.AsyncClient`, clients of `redis.asyncio`, engines and sessions of
    SQLAlchemy, connections of asyncpg, aiosqlite, psycopg and websockets, and servers of asyncio that a test
    assigns to a name or uses on the spot, if it never closes them; and those that a fixture yields and does
    not close afterwards. Of what opens nothing before it is used only those that are used are told, as a
    warning.

    ## Why it is bad

    Sockets, files and threads stay open. `Unclosed client session` is printed at the end of another test, and
    the server's next test finds the port or the lock of the database taken. With a few thousand tests it is
    `Too many open files`.

    ## Example

    ```python bad title="test_shop.py"
    import aiohttp


    async def test_the_shop_is_open(shop_url):
        session = aiohttp.ClientSession()  # AP801
        answer = await session.get(shop_url)
        assert answer.status == 200
    ```

    ## What to do instead

    ```python good title="test_shop.py"
    import aiohttp


    async def test_the_shop_is_open(shop_url):
        async with aiohttp.ClientSession() as session, session.get(shop_url) as answer:
            assert answer.status == 200
    ```

    ## What it cannot see

    What is stored, returned or given to another function: that may close it. Clients with a transport of
    their own, as `ASGITransport`, are left alone, for they open nothing. A guide that closes in a line after
    the `yield` of a fixture is right: that line runs when the test has failed, too.
    """

    code = "AP801"
    name = "unclosed-client"
    guide = "What a test opens it closes, best by `async with`."

    @only(called=RESOURCES)
    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what is assigned in a test or a fixture."""
        if len(node.targets) == 1:
            self._assigned(node, node.targets[0], here)

    @only(called=RESOURCES)
    def on_AnnAssign(self, node: ast.AnnAssign, here: Here) -> None:
        """Look at the same with an annotation."""
        self._assigned(node, node.target, here)

    def _assigned(self, node: ast.Assign | ast.AnnAssign, target: ast.expr, here: Here) -> None:
        if not isinstance(target, ast.Name) or node.value is None:
            return
        resource = resource_of(node.value, here)
        place = _place(here) if resource is not None else ""
        around = around_of(here.parents) if place else None
        if resource is None or around is None or is_expected_to_fail(here):
            return
        name = target.id
        found = uses_in(around)
        if name in found.elsewhere:
            return
        severity = _severity(resource, found.after(name, node), place)
        if severity is not None:
            self._tell(node.value, f"`{name}`", resource, severity, here)

    @only(in_tests=True)
    def on_Attribute(self, node: ast.Attribute, here: Here) -> None:
        """Look at what is opened and used on the spot: `AsyncClient().get(...)`."""
        if not isinstance(node.value, ast.Call) or here.test is None or _place(here) != "test":
            return
        resource = resource_of(node.value, here)
        if resource is None or node.attr in resource.closers or not _is_waited_for(here):
            return
        if not is_expected_to_fail(here):
            severity = Severity.ERROR if resource.is_open else Severity.WARNING
            self._tell(node.value, f"`{ast.unparse(node.value.func)}()`", resource, severity, here)

    def _tell(self, node: ast.expr, what: str, resource: Resource, severity: Severity, here: Here) -> None:
        closer = min(resource.closers, key=len)
        if here.replaced() and severity is Severity.ERROR:
            severity = Severity.WARNING  # what is replaced may have opened nothing
        here.report(
            self,
            node,
            f"{what} is never closed, and what it opens stays open after the test",
            cure=f"use `async with`, or call `{closer}()` when it is done with",
            severity=severity,
        )


def _place(here: Here) -> str:
    """Tell whether the present node is in the body of a `test` or of a `fixture` itself."""
    function = here.function
    if function is None:
        return ""
    if here.test is not None:
        return "test" if function == here.test.function else ""
    is_fixture = here.evaluator.shape(function) is Shape.FIXTURE and function.facts.is_generator
    return "fixture" if is_fixture else ""


def _severity(resource: Resource, uses: tuple[Use, ...], place: str) -> Severity | None:
    """Return how bad it is that nobody closes it; None if somebody may."""
    if any(use.detail in resource.closers | _PARTS for use in uses):
        return None
    rest = [use for use in uses if not _is_yielded(use)]
    if any(use.leaves or use.how not in _HARMLESS for use in rest):
        return None
    if place == "fixture":
        return Severity.WARNING if len(rest) < len(uses) else None
    if resource.is_open:
        looked_into = any(use.how is How.ATTRIBUTE for use in rest)
        return Severity.WARNING if looked_into else Severity.ERROR
    return Severity.WARNING if any(use.is_awaited for use in uses) else None


def _is_yielded(use: Use) -> bool:
    """Tell whether a fixture gives it to a test, which leaves the closing to the fixture."""
    return use.how is How.RETURNED and isinstance(use.around[-1], ast.Yield)


def _is_waited_for(here: Here) -> bool:
    """Tell whether the method of the present attribute is called, and its result awaited or entered."""
    call, above = (here.parents[-1], here.parents[-2]) if len(here.parents) > 1 else (None, None)
    return isinstance(call, ast.Call) and isinstance(above, (ast.Await, ast.withitem))
