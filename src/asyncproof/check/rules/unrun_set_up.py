"""Rule unrun-set-up: an async set-up or tear-down that is called and dropped."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import Class
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking.klass import Line

_UNITTEST = {"setUp": "asyncSetUp", "tearDown": "asyncTearDown", "setUpClass": "", "tearDownClass": ""}
_OF_ISOLATED = frozenset({"asyncSetUp", "asyncTearDown"})
_PYTEST = frozenset({"setup_method", "teardown_method", "setup_class", "teardown_class"})
_OF_MODULE = frozenset({"setup_module", "teardown_module", "setup_function", "teardown_function"})
_CASE, _ISOLATED = "unittest.case.TestCase", "unittest.async_case.IsolatedAsyncioTestCase"


class UnrunSetUp(Rule):
    """A set-up or tear-down method of a test class is async, and nobody awaits it.

    ## What it does

    Finds `async def setUp` and `tearDown` (and those of the class) in `unittest` classes, `asyncSetUp` in
    a plain `TestCase`, and `async def setup_method`, `setup_module` and their like in the test classes and
    test files of pytest.

    ## Why it is bad

    `unittest` and pytest call these methods and drop the coroutine: nothing is set up, nothing is cleared
    away, and the tests run against what happens to be there.

    ## Example

    ```python bad title="test_cart.py"
    import unittest


    class CartTest(unittest.IsolatedAsyncioTestCase):
        async def setUp(self):  # AP204
            self.cart = []

        async def test_the_cart_is_empty(self):
            self.assertFalse(self.cart)
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import unittest


    class CartTest(unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self):
            self.cart = []

        async def test_the_cart_is_empty(self):
            self.assertFalse(self.cart)
    ```

    In pytest's classes use a fixture, made with `@pytest_asyncio.fixture(autouse=True)`.

    ## What it cannot see

    Classes with a base that is not in the project's environment, which may await these methods.
    """

    code = "AP204"
    name = "unrun-set-up"
    guide = "Async set-up needs asyncSetUp or an async fixture."

    def on_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, here: Here) -> None:
        """Look at a method."""
        if not isinstance(node, ast.AsyncFunctionDef):
            return
        home = here.scope.outer
        if node.name in _OF_MODULE and home is here.module.scope:
            if not node.decorator_list and here.configuration.is_test_file(here.module.facts.path):
                self._report(node, here, "", "pytest")
            return
        if node.name not in {*_UNITTEST, *_PYTEST, *_OF_ISOLATED}:
            return
        if home is None or home.class_facts is None or home.outer is None:
            return
        line = here.evaluator.line(Class(home.class_facts, home.outer))
        if None in line or not here.configuration.is_test_file(here.module.facts.path):
            return
        bases = {base.name for base in line if base is not None}
        if node.name in _UNITTEST and _CASE in bases:
            self._report(node, here, _UNITTEST[node.name] if _ISOLATED in bases else "", "unittest")
        elif node.name in _OF_ISOLATED and _CASE in bases and _ISOLATED not in bases:
            self._look_at_isolated(node, line, here)
        elif (
            node.name in _PYTEST
            and _CASE not in bases
            and here.configuration.is_test_class(home.class_facts.name)
        ):
            self._report(node, here, "", "pytest")

    def _look_at_isolated(self, node: ast.AsyncFunctionDef, line: Line, here: Here) -> None:
        """Tell of a method that only another base would call, where no other class may bring that base."""
        home = here.scope.outer
        has_tests = home is not None and any(name.startswith("test") for name in home.bindings)
        own = [one for one in line if one is not None and one.home.module.is_own]
        if has_tests and not any(map(_calls_by_itself, own)):
            here.report(
                self,
                node,
                f"`{node.name}` never runs: `unittest.TestCase` does not call it",
                cure="let the class come from `unittest.IsolatedAsyncioTestCase`",
            )

    def _report(self, node: ast.AsyncFunctionDef, here: Here, better: str, caller: str) -> None:
        here.report(
            self,
            node,
            f"`{node.name}` never runs: {caller} calls it and drops the coroutine",
            cure=f"call it `{better}`" if better else "make an async fixture of it",
            fix=_renamed(node, better) if better and not _is_there(better, here) else None,
        )


def _calls_by_itself(klass: Class) -> bool:
    """Tell whether a class runs such methods in a way of its own."""
    methods = (one.value for found in klass.facts.bindings.values() for one in found)
    calls = (name for one in methods if isinstance(one, FunctionFacts) for name, _ in one.calls)
    return any(name.rpartition(".")[2] in _OF_ISOLATED for name in calls)


def _is_there(name: str, here: Here) -> bool:
    """Tell whether the class around has a method of this name."""
    home = here.scope.outer
    return home is not None and name in home.bindings


def _renamed(node: ast.AsyncFunctionDef, better: str) -> Fix:
    """Return the fix that gives a method another name, and calls that of its base by it, too."""
    column = node.col_offset + len("async def ")
    edits = [Edit(Span(node.lineno, column, node.lineno, column + len(node.name)), better)]
    for one in ast.walk(node):
        called = one.value.func if isinstance(one, ast.Await) and isinstance(one.value, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr == node.name:
            line, end = called.end_lineno or called.lineno, called.end_col_offset or 0
            edits.append(Edit(Span(line, end - len(node.name), line, end), better))
    return Fix(f"rename to {better}", tuple(edits), safe=len(edits) == 1)
