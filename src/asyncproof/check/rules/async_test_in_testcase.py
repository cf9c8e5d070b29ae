"""Rule async-test-in-testcase: an async test in a class that does not run such tests."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_CASES = frozenset(("unittest.TestCase", "unittest.case.TestCase"))


class AsyncTestInTestcase(Rule):
    """An async test stands in a `unittest.TestCase`, which calls it and drops the coroutine.

    ## What it does

    Finds `async def test_...` in classes that come from `unittest.TestCase` and not from
    `unittest.IsolatedAsyncioTestCase`, directly or through other classes.

    ## Why it is bad

    `unittest` calls the method, gets a coroutine and is content: not one line of the test runs, and it passes
    with a warning. `@pytest.mark.asyncio` changes nothing: pytest-asyncio leaves such classes to `unittest`.

    ## Example

    ```python bad title="test_cart.py"
    import unittest


    class CartTest(unittest.TestCase):
        async def test_the_cart_is_empty(self):  # AP202
            self.assertEqual([1], [])
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import unittest


    class CartTest(unittest.IsolatedAsyncioTestCase):
        async def test_the_cart_is_empty(self):
            self.assertEqual([], [])
    ```

    ## What it cannot see

    Classes with a base or metaclass that is not in the project's environment, which may run such tests.
    """

    code = "AP202"
    name = "async-test-in-testcase"
    guide = "Async tests in classes need IsolatedAsyncioTestCase, or no TestCase at all."

    def on_test(self, node: ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at a test."""
        if test.is_async and test.runner is Runner.UNITTEST:
            here.report(
                self,
                node,
                f"`{node.name}` never runs: `unittest.TestCase` calls it and drops the coroutine",
                cure="let the class come from `unittest.IsolatedAsyncioTestCase`",
                fix=_isolating(here),
            )


def _isolating(here: Here) -> Fix | None:
    """Return the fix that gives the class another base, where it names `TestCase` itself."""
    klass = next((one for one in reversed(here.parents) if isinstance(one, ast.ClassDef)), None)
    bases = [] if klass is None else [one for one in klass.bases if here.full_name(one) in _CASES]
    named = here.called("unittest", "IsolatedAsyncioTestCase")
    if len(bases) != 1 or named is None:
        return None
    edit = Edit(Span.of(bases[0]), named.text)
    return Fix("let the class come from IsolatedAsyncioTestCase", (edit,), named.imports)
