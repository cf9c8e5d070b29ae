"""Rule own-mock-only: a test that runs nothing but what it has made itself."""

from __future__ import annotations

import ast
import builtins
import sys
from typing import TYPE_CHECKING

from asyncproof.check.facts import ClassFacts, FunctionFacts
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.term import Constant, Display, Imported
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.mocked.made import as_made, has_mocks
from asyncproof.check.replacing import root_of
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_STRANGERS = sys.stdlib_module_names | {"mock", "pytest", "pytest_asyncio"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Node = ast.FunctionDef | ast.AsyncFunctionDef


class OwnMockOnly(Rule):
    """An async test awaits its own mocks, or functions that it defines itself, and no code of the project.

    ## What it does

    Finds async tests that assert something and name nothing but their own variables, `unittest.mock`, pytest
    and the standard library, while they await a mock that they made. With functions that the test defines
    itself in the place of mocks it is advice: such a test shows how asyncio works.

    ## Why it is bad

    The test tells the mock what to return and then finds that it returns it. It passes whatever happens to
    the code that it is named after.

    ## Example

    ```python bad title="test_user.py"
    from unittest.mock import AsyncMock


    async def test_the_user_is_loaded():  # AP312
        service = AsyncMock()
        service.load.return_value = "Ann"
        assert await service.load(1) == "Ann"
        service.load.assert_awaited_once_with(1)
    ```

    ## What to do instead

    ```python good title="test_user.py"
    from unittest.mock import AsyncMock


    async def greet(service, number):
        return f"Hello {await service.load(number)}"


    async def test_the_user_is_greeted():
        service = AsyncMock()
        service.load.return_value = "Ann"
        assert await greet(service, 1) == "Hello Ann"
        service.load.assert_awaited_once_with(1)
    ```

    ## What it cannot see

    Tests that use fixtures, which may bring anything, and tests that name code of the project without running
    it.
    """

    code = "AP312"
    name = "own-mock-only"
    severity = Severity.WARNING
    guide = "Test the code that uses the mock, not the mock."

    def on_test(self, node: Node, test: Test, here: Here) -> None:
        """Look at an async test."""
        if not test.is_async or not _is_alone(node, here) or not _asserts(node):
            return
        if has_mocks(here) and any(_is_mock(one.value, here) for one in _awaits(node)):
            here.report(
                self,
                _title(node),
                f"`{node.name}` awaits only mocks that it made itself: no code of the project runs",
                cure="hand the mock to the code that is to be tested, and await that",
            )
        elif any(_is_local(one.value, node) for one in _awaits(node)):
            here.report(
                self,
                _title(node),
                f"`{node.name}` awaits only functions that it defines itself: no code of the project runs",
                cure="await the code that is to be tested",
                severity=Severity.INFO,
                confidence=Confidence.LIKELY,
            )


def _is_alone(node: Node, here: Here) -> bool:
    """Tell whether a test takes nothing from fixtures, and names nothing of the project."""
    parameters = [
        one for one in (*node.args.args, *node.args.kwonlyargs) if one.arg not in {"self", "mocker"}
    ]
    if parameters or node.args.vararg or node.args.kwarg or here.module.scope.module.facts.stars:
        return False
    own = set(_bound_in(node))
    for one in nodes_in(node):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load) and one.id not in own:
            if not _is_strange(one.id, here):
                return False
        elif isinstance(one, (ast.Import, ast.ImportFrom)) and not _imports_strange(one):
            return False
    return all(map(_is_own_assertion, _uses_of_self(node)))


def _bound_in(node: Node) -> Iterator[str]:
    """Yield the names that a test and the functions in it bind, but for those of imports."""
    for one in nodes_in(node):
        if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load):
            yield one.id
        elif isinstance(one, ast.arg):
            yield one.arg
        elif isinstance(one, (*_FUNCTIONS, ast.ClassDef)) and one is not node:
            yield one.name
        elif isinstance(one, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in one.names)
        elif isinstance(one, ast.ExceptHandler) and one.name:
            yield one.name


def _is_strange(name: str, here: Here) -> bool:
    """Tell whether a name of the module is of the standard library or pytest, or a mere constant."""
    bindings = here.module.scope.bindings.get(name)
    if bindings is None:
        return hasattr(builtins, name)
    return all(_is_strange_value(binding.value) for binding in bindings)


def _is_strange_value(value: object) -> bool:
    if isinstance(value, Imported):
        return not value.level and value.module.partition(".")[0] in _STRANGERS
    return isinstance(value, (Constant, Display)) and not isinstance(value, (FunctionFacts, ClassFacts))


def _imports_strange(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return not node.level and (node.module or "").partition(".")[0] in _STRANGERS
    return all(alias.name.partition(".")[0] in _STRANGERS for alias in node.names)


def _uses_of_self(node: Node) -> Iterator[ast.Attribute]:
    for one in nodes_in(node):
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "self":
            yield one


def _is_own_assertion(node: ast.Attribute) -> bool:
    return node.attr.startswith("assert")


def _asserts(node: Node) -> bool:
    for one in nodes_in(node):
        if isinstance(one, ast.Assert):
            return True
        called = one.func if isinstance(one, ast.Call) else None
        if isinstance(called, ast.Attribute) and (
            called.attr.startswith("assert") or called.attr == "raises"
        ):
            return True
    return False


def _awaits(node: Node) -> Iterator[ast.Await]:
    """Yield what the test itself awaits, not the functions in it."""
    pending: list[ast.AST] = [*node.body]
    while pending:
        one = pending.pop(0)
        if isinstance(one, (*_FUNCTIONS, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(one, ast.Await):
            yield one
        pending += ast.iter_child_nodes(one)


def _is_mock(node: ast.expr, here: Here) -> bool:
    return isinstance(node, ast.Call) and root_of(node) is not None and as_made(here, node.func) is not None


def _is_local(node: ast.expr, test: Node) -> bool:
    """Tell whether the call of a function that the test defines is awaited, by itself or through asyncio."""
    own = {one.name for one in nodes_in(test) if isinstance(one, ast.AsyncFunctionDef) and one is not test}
    calls = (one.func for one in nodes_in(node) if isinstance(one, ast.Call))
    return any(isinstance(called, ast.Name) and called.id in own for called in calls)


def _title(node: Node) -> ast.arg:
    """Return the name of a test as a node."""
    column = node.col_offset + len("async def ")
    name = ast.arg(node.name)
    name.lineno, name.end_lineno = node.lineno, node.lineno
    name.col_offset, name.end_col_offset = column, column + len(node.name)
    return name
