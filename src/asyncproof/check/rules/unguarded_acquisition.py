"""Rule unguarded-acquisition: a fixture opens something, and what follows may fail before it can close it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.resources import resource_of
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture


class UnguardedAcquisition(Rule):
    """A fixture opens something and closes it after its `yield`, and awaits something in between unguarded.

    ## What it does

    Finds fixtures that open a client, a connection or a server, await something else before the `yield`, and
    close after it, without `try` or `async with`. It is off by default.

    ## Why it is bad

    If what is awaited in between fails, the fixture ends there: its line that closes never runs. (A test that
    fails is no such danger, though some guides say so: what stands after the `yield` runs then, too.)

    ## Example

    ```python bad title="conftest.py"
    import asyncpg
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def shop():
        connection = await asyncpg.connect("postgresql://localhost/shop")  # AP805
        await connection.execute("create table if not exists orders ()")
        yield connection
        await connection.close()
    ```

    ## What to do instead

    ```python good title="conftest.py"
    import asyncpg
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def shop():
        connection = await asyncpg.connect("postgresql://localhost/shop")
        try:
            await connection.execute("create table if not exists orders ()")
            yield connection
        finally:
            await connection.close()
    ```

    ## What it cannot see

    What helpers open, and steps in between that fail without being awaited.
    """

    code = "AP805"
    name = "unguarded-acquisition"
    severity = Severity.INFO
    default = False
    guide = "What a fixture has opened it closes, also when the rest of its set-up fails."

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Look at the statements of a fixture."""
        if not fixture.function.facts.is_generator:
            return
        ends = [number for number, one in enumerate(node.body) if _is_yield(one)]
        for number, statement in enumerate(node.body[: ends[0]] if ends else ()):
            if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
                continue
            resource = resource_of(statement.value, here)
            between, after = node.body[number + 1 : ends[0]], node.body[ends[0] + 1 :]
            if resource is None or not _awaits(between):
                continue
            if _calls(after, statement.targets[0].id, resource.closers):
                name = statement.targets[0].id
                here.report(
                    self,
                    statement,
                    f"`{name}` stays open if what is awaited before the `yield` fails",
                    cure="put `try: ... finally:` around it, or open it by `async with`",
                )


def _is_yield(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Yield)


def _awaits(statements: Sequence[ast.stmt]) -> bool:
    """Tell whether one of some statements may fail while it waits."""
    return any(isinstance(node, ast.Await) for statement in statements for node in nodes_in(statement))


def _calls(statements: Sequence[ast.stmt], name: str, methods: frozenset[str]) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in methods and getattr(node.value, "id", "") == name
        for statement in statements
        for node in nodes_in(statement)
    )
