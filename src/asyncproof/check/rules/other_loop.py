"""Rule other-loop: a fixture gives a test an object of another event loop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import children_of, nodes_in
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.loop_bound import Bond, given_by
from asyncproof.check.pytesting.loops import (
    loop_scope_of_fixture,
    loop_scope_of_test,
    may_have_one_loop,
)
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture
    from asyncproof.check.pytesting.tests import Test


AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


class OtherLoop(Rule):
    """A test waits for an object that its fixture made in another event loop.

    ## What it does

    Finds tests and fixtures that pytest-asyncio runs in one loop and that wait for what a fixture made in
    another one: a task, a queue, a server, a client session, a connection. Which loop it is follows from
    marks, decorators and configuration: a test has a loop of its own unless `loop_scope` says otherwise, and
    an async fixture has one as wide as its `scope`.

    It is an error where the object belongs to its loop from the start, and a warning where it comes to belong
    to one when something waits.

    ## Why it is bad

    While the test runs, the other loop stands still: what lives there makes no progress. The test fails with
    "got Future ... attached to a different loop" or "is bound to a different event loop", or it hangs; with
    locks, queues and pools of connections the first test passes and a later one fails.

    ## Example

    ```python bad title="test_mail.py"
    import asyncio

    import pytest
    import pytest_asyncio


    async def deliver():
        await asyncio.sleep(1)
        return "delivered"


    @pytest_asyncio.fixture(scope="module")
    async def delivery():
        task = asyncio.create_task(deliver())
        yield task
        task.cancel()


    @pytest.mark.asyncio
    async def test_mail_is_delivered(delivery):  # AP215
        assert await asyncio.wait_for(delivery, 5) == "delivered"
    ```

    ## What to do instead

    Let tests and fixture share a loop. For all tests of a project `asyncio_default_test_loop_scope` and
    `asyncio_default_fixture_loop_scope` do it.

    ```python good title="test_mail.py"
    import asyncio

    import pytest
    import pytest_asyncio


    async def deliver():
        await asyncio.sleep(1)
        return "delivered"


    @pytest_asyncio.fixture(scope="module", loop_scope="module")
    async def delivery():
        task = asyncio.create_task(deliver())
        yield task
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


    @pytest.mark.asyncio(loop_scope="module")
    async def test_mail_is_delivered(delivery):
        assert await asyncio.wait_for(delivery, 5) == "delivered"
    ```

    ## What it cannot see

    Objects whose class is not known, or that hold one of another loop inside. A client of an app in memory,
    or of SQLite, has no connection that could belong to a loop. Projects with a hook that marks
    tests or makes loops, and what is set on the command line.
    """

    code = "AP215"
    name = "other-loop"
    guide = (
        "A fixture that is wider than a test has to share its event loop, or its objects belong to another."
    )

    def on_test(self, node: ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at what a test is given and waits for."""
        mine = loop_scope_of_test(test, here.configuration)
        if mine is None or may_have_one_loop(here.fixtures, here.module, here.configuration):
            return
        closure = here.closures.of_test(test.function, test.marks)
        for argument in _arguments(node):
            way = closure.ways.get(argument.arg)
            if way is not None:
                self._look(node, argument, way.fixture, mine, here)

    def on_fixture(self, node: AnyFunction, fixture: Fixture, here: Here) -> None:
        """Look at what a fixture is given and waits for."""
        mine = loop_scope_of_fixture(fixture, here.configuration)
        if mine is None or may_have_one_loop(here.fixtures, here.module, here.configuration):
            return
        asked = here.closures.asked_by(fixture.function)
        for argument in _arguments(node):
            found = here.closures.needed_by(fixture, argument.arg) if argument.arg in asked else None
            if found is not None:
                self._look(node, argument, found, mine, here)

    def _look(self, node: AnyFunction, argument: ast.arg, fixture: Fixture, mine: str, here: Here) -> None:
        its = loop_scope_of_fixture(fixture, here.configuration)
        if its is None or its == mine:
            return
        value = here.fixtures.value(fixture, here.configuration)
        found = given_by(here.evaluator, fixture.function, value)
        related = here.defined(fixture.function, f"the fixture is made here, in the loop of its {its}")
        if found is None or any(hit.rule == self.name and related in hit.related for hit in here.hits):
            return  # one word a file is enough
        if not any(one.id == argument.arg for one in _waited_for(node)):
            return
        kind, bond = found
        certain = bond is Bond.FROM_THE_START
        here.report(
            self,
            argument,
            f"`{fixture.name}` is {_article(kind)} `{kind}` of the loop of its {its}, and `{node.name}` runs "
            f"in that of its {mine}: such an object {bond.value}",
            cure=f'let both use one loop: `loop_scope="{its if its != "function" else mine}"`',
            related=(related,),
            severity=Severity.ERROR if certain else Severity.WARNING,
            confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
        )


def _arguments(node: AnyFunction) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _waited_for(node: AnyFunction) -> Iterator[ast.Name]:
    """Yield the names in what a test or fixture itself waits for."""
    for top in _waits(node):
        yield from (one for one in nodes_in(top) if isinstance(one, ast.Name))


def _waits(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a function waits for; functions inside may run in the loop of somebody else."""
    for part in children_of(node):
        if isinstance(part, ast.Await):
            yield part.value
        elif isinstance(part, ast.AsyncWith):
            yield from (item.context_expr for item in part.items)
        elif isinstance(part, ast.AsyncFor):
            yield part.iter
        if not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from _waits(part)


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"
