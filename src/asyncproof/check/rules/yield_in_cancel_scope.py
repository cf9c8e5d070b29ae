"""Rule yield-in-cancel-scope: a fixture gives its value inside of a timeout or a task group."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.pytesting.backend import asks_for_backend
from asyncproof.check.pytesting.loops import runs_fixture
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture

_TIMEOUT = "it ends the task that made the fixture, and not the test: it never fires"
_GROUP = "it belongs to the task that made the fixture: what fails in it does not stop the test"
_ANYIO = "it is left in another task than it was entered in: RuntimeError when the fixture ends"
_SCOPES = {
    "asyncio.timeout": _TIMEOUT,
    "asyncio.timeout_at": _TIMEOUT,
    "asyncio.TaskGroup": _GROUP,
    "async_timeout.timeout": _TIMEOUT,
    "anyio.create_task_group": _ANYIO,
    "anyio.fail_after": _ANYIO,
    "anyio.move_on_after": _ANYIO,
    "anyio.CancelScope": _ANYIO,
}


class YieldInCancelScope(Rule):
    """A fixture yields inside of a timeout or a task group, which does not reach into the test.

    ## What it does

    Finds async fixtures run by pytest-asyncio with a `yield` inside of `asyncio.timeout`,
    `asyncio.TaskGroup`, or a cancel scope or task group of anyio. Those of anyio are errors, the others
    warnings.

    ## Why it is bad

    pytest-asyncio runs what is before the `yield`, the test, and what is after it in three tasks. A timeout
    cancels the first, which is done: the test never times out. A task group notices only at the end that
    one of its tasks failed. anyio refuses: "Attempted to exit cancel scope in a different task than it was
    entered in".

    ## Example

    ```python bad title="test_mail.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def limit():
        async with asyncio.timeout(5):
            yield 5  # AP218


    @pytest.mark.asyncio
    async def test_mail_is_quick(limit):
        await asyncio.sleep(0)
        assert limit == 5
    ```

    ## What to do instead

    Enter the timeout or the group in the test, or give it a function that makes one.

    ```python good title="test_mail.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_mail_is_quick():
        async with asyncio.timeout(5):
            mail = await asyncio.sleep(0, "mail")
        assert mail == "mail"
    ```

    ## What it cannot see

    Scopes inside of other context managers. Where anyio runs the fixture, in one task with the test, it says
    nothing.
    """

    code = "AP218"
    name = "yield-in-cancel-scope"
    guide = "What a fixture enters, it leaves by itself: no task group or timeout stays open over its yield."
    also = ("ASYNC119",)

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Look at a fixture."""
        if not fixture.function.facts.is_async_generator or not runs_fixture(fixture, here.configuration):
            return
        if asks_for_backend(here.fixtures, fixture.function, (), here.configuration):
            return
        for scope, inside in _yields(node.body, ()):
            for entered in scope:
                name = here.full_name(entered) or ""
                if isinstance(entered, ast.Call) and name in _SCOPES:
                    here.report(
                        self,
                        inside,
                        f"`{fixture.name}` yields inside of `{name}`: {_SCOPES[name]}",
                        cure="enter it in the test",
                        severity=Severity.ERROR if _SCOPES[name] is _ANYIO else Severity.WARNING,
                    )
                    break


def _yields(
    body: list[ast.stmt], around: tuple[ast.expr, ...]
) -> Iterator[tuple[tuple[ast.expr, ...], ast.expr]]:
    """Yield what is entered around each `yield`, and the `yield`."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        entered = around
        if isinstance(node, (ast.With, ast.AsyncWith)):
            entered = (*around, *(item.context_expr for item in node.items))
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.stmt):
                yield from _yields([part], entered)
            elif isinstance(part, ast.ExceptHandler):
                yield from _yields(part.body, entered)
            elif isinstance(part, ast.expr):
                yield from ((entered, one) for one in nodes_in(part) if isinstance(one, ast.Yield))
