"""Rule shared-loop-object: a lock or queue of a module, which tests use in different loops."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.loop_bound import Bond, bound_object
from asyncproof.check.linking import FunctionValue
from asyncproof.check.pytesting.loops import loop_scope_of_test
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.linking import Scope, Value
    from asyncproof.check.pytesting.tests import Test

_SEVERAL = 2


class SharedLoopObject(Rule):
    """Tests of a file wait at one lock, event or queue of a module, each in a loop of its own.

    ## What it does

    Finds objects as `asyncio.Lock()` that are made at the top of a module, where two or more tests of a file
    wait for them, or call an async function that does, and pytest-asyncio gives each of these a loop of its
    own.

    ## Why it is bad

    Such an object belongs to the loop in which something first had to wait for it. From then on a test that
    has to wait fails with "is bound to a different event loop", depending on the order of tests; what one
    test leaves in it, the next one finds.

    ## Example

    ```python bad title="test_store.py"
    import asyncio

    import pytest

    lock = asyncio.Lock()


    @pytest.mark.asyncio
    async def test_readers_wait():
        async with lock:  # AP219
            assert lock.locked()


    @pytest.mark.asyncio
    async def test_writers_wait():
        async with lock:
            assert lock.locked()
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest


    @pytest.fixture
    def lock():
        return asyncio.Lock()


    @pytest.mark.asyncio
    async def test_readers_wait(lock):
        async with lock:
            await asyncio.sleep(0)
            assert lock.locked()


    @pytest.mark.asyncio
    async def test_writers_wait(lock):
        async with lock:
            await asyncio.sleep(0)
            assert lock.locked()
    ```

    ## What it cannot see

    Objects in classes, and those that a function uses which no test calls itself. Where nothing ever has to
    wait, nothing fails.
    """

    code = "AP219"
    name = "shared-loop-object"
    severity = Severity.WARNING
    confidence = Confidence.LIKELY
    guide = "What belongs to a loop is made in the test or its fixtures, not at the top of a module."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at what a test waits for."""
        mine = loop_scope_of_test(test, here.configuration)
        if mine not in {"function", "class"}:
            return
        tree = here.parents[0]
        for shown, word, name, scope in _reached(node, test, here):
            found = bound_object(here.evaluator.name(name, scope))
            told = any(hit.rule == self.name and f"`{name}`" in hit.message for hit in here.hits)
            if found is None or found[1] is Bond.BY_CONNECTION or told or _tests_with(word, tree) < _SEVERAL:
                continue
            here.report(
                self,
                shown,
                f"`{name}` is one `{found[0]}` for all tests, and each of them has a loop of its own",
                cure="make it in a fixture, or in the test",
            )


def _reached(node: ast.AST, test: Test, here: Here) -> Iterator[tuple[ast.Name, str, str, Scope]]:
    """Yield names of modules that a test waits for, by itself or by a function that it calls.

    With each the place in the test and the word that stands there, and the scope of its module.
    """
    own = {one.name for one in test.function.facts.parameters} | test.function.facts.bindings.keys()
    bound = here.module.scope.bindings
    for part in nodes_in(node):
        if isinstance(part, ast.Call):
            if isinstance(part.func, ast.Name) and part.func.id not in own:
                for inner, scope in _waited_for_by(here.value(part.func)):
                    yield part.func, part.func.id, inner, scope
        elif isinstance(part, (ast.Await, ast.AsyncWith)):
            for name in _waited_for(part):
                if name.id not in own and name.id in bound:
                    yield name, name.id, name.id, here.module.scope


def _waited_for_by(value: Value) -> Iterator[tuple[str, Scope]]:
    """Yield the names of its module that an async function waits for."""
    if not isinstance(value, FunctionValue) or not value.function.facts.is_async:
        return
    facts, home = value.function.facts, value.function.home.module
    own = {one.name for one in facts.parameters} | facts.bindings.keys()
    for use in facts.uses:
        name, _, rest = use.name.partition(".")
        if use.kind != "drop" and "." not in rest and name not in own and name in home.scope.bindings:
            yield name, home.scope


def _waited_for(part: ast.AST) -> Iterator[ast.Name]:
    """Yield the names of what is waited for at a place."""
    if isinstance(part, ast.Await):
        yield from _begin(part.value)
    elif isinstance(part, ast.AsyncWith):
        for item in part.items:
            yield from _begin(item.context_expr)


def _begin(node: ast.expr) -> Iterator[ast.Name]:
    """Yield the name of an object that is waited for itself, or by a method, be it with a timeout."""
    if isinstance(node, ast.Call) and node.args and last_name(node.func) == "wait_for":
        yield from _begin(node.args[0])
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    if isinstance(node, ast.Name):
        yield node


def _tests_with(word: str, tree: ast.AST) -> int:
    """Return in how many async tests of a file a word stands."""
    functions = (one for one in nodes_in(tree) if isinstance(one, ast.AsyncFunctionDef))
    tests = (one for one in functions if one.name.startswith("test"))
    return sum(any(isinstance(one, ast.Name) and one.id == word for one in nodes_in(test)) for test in tests)
