"""Rule loop-in-fixture: a sync fixture that gives a coroutine, or what an ended loop has made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Attribute, Call, Name
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.loop_bound import Bond, bound_object
from asyncproof.check.linking import UNKNOWN, Coroutine
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.facts import Term
    from asyncproof.check.facts.facts import Giving
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value
    from asyncproof.check.pytesting.fixtures import Fixture

_RUN = "asyncio.run"


class LoopInFixture(Rule):
    """A sync fixture does async work: it gives a coroutine, or an object of a loop that has ended.

    ## What it does

    Finds fixtures that are no `async def` and return or yield a coroutine that nobody has awaited, or what
    `asyncio.run` or a loop of their own has made, if that belongs to its loop: a task, a queue, a connection.

    ## Why it is bad

    The test gets a coroutine in the place of the value. It can be awaited once only: a second `await` fails
    with "cannot reuse already awaited coroutine". And `asyncio.run` closes its loop when it returns: what was
    made in it is dead before the test begins.

    It is allowed, if it is rarely needed, to run a loop in a sync fixture for something that is done when the
    loop is.

    ## Example

    ```python bad title="test_store.py"
    import asyncio

    import pytest


    async def connect() -> asyncio.StreamWriter:
        reader, writer = await asyncio.open_connection("localhost", 80)
        return writer


    @pytest.fixture
    def connection():  # AP211
        return connect()


    @pytest.fixture
    def open_connection():  # AP211
        return asyncio.run(connect())
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest_asyncio


    async def connect() -> asyncio.StreamWriter:
        reader, writer = await asyncio.open_connection("localhost", 80)
        return writer


    @pytest_asyncio.fixture
    async def connection():
        writer = await connect()
        yield writer
        writer.close()
        await writer.wait_closed()
    ```

    ## What it cannot see

    Objects that hold something of a loop inside, and loops that the fixture is given.
    """

    code = "AP211"
    name = "loop-in-fixture"
    severity = Severity.WARNING
    guide = "Async set-up belongs into an async fixture."

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Look at what a fixture gives."""
        facts = fixture.function.facts
        if facts.is_async:
            return
        for giving in facts.yields if facts.is_generator else facts.returns:
            value = here.evaluator.value(giving.value, fixture.function.scope, giving.at, giving.path)
            if isinstance(value, Coroutine):
                here.report(
                    self,
                    node,
                    f"`{fixture.name}` gives a coroutine, not what comes of it",
                    cure="make it an async fixture, and await there",
                    related=here.defined_async(value.source),
                    confidence=Confidence.LIKELY,
                )
                return
            runner, made = self._made_by_run(giving, fixture, here)
            found = bound_object(made)
            if found is not None:
                kind, bond = found
                here.report(
                    self,
                    node,
                    f"`{fixture.name}` gives a `{kind}` that `{runner}` has made in a loop which runs no "
                    f"test: such an object {bond.value}",
                    cure="make it an async fixture, and await there",
                    severity=Severity.ERROR if (runner, bond) == (_RUN, Bond.FROM_THE_START) else None,
                )
                return

    def _made_by_run(self, giving: Giving, fixture: Fixture, here: Here) -> tuple[str, Value]:
        """Return who ran a loop, and what came out of it, if that is what a fixture gives."""
        term, scope = giving.value, fixture.function.scope
        if isinstance(term, Name):
            bindings = fixture.function.facts.bindings.get(term.id, ())
            if len(bindings) != 1 or not isinstance(bindings[0].value, Call):
                return "", UNKNOWN
            term = bindings[0].value
        if not isinstance(term, Call) or not term.arguments:
            return "", UNKNOWN
        runner = here.evaluator.full_name(term.function, scope)
        if runner != _RUN:
            runner = _of_own_loop(term.function, fixture)
        if runner is None:
            return "", UNKNOWN
        value = here.evaluator.value(term.arguments[0], scope, giving.at, giving.path)
        return runner, here.evaluator.awaited(value)


def _of_own_loop(term: Term, fixture: Fixture) -> str | None:
    """Return the name of a method that runs a loop, if the fixture has made or found that loop itself."""
    if (
        not isinstance(term, Attribute)
        or term.name != "run_until_complete"
        or not isinstance(term.base, Name)
    ):
        return None
    is_given = any(one.name == term.base.id for one in fixture.function.facts.parameters)
    return None if is_given else "run_until_complete"
