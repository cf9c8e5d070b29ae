"""Rule unittest-to-pytest: a class of async tests that could be functions of pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.linking import ClassValue
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here

_ISOLATED = "unittest.async_case.IsolatedAsyncioTestCase"


class UnittestToPytest(Rule):
    """Async tests stand in a class of `unittest`, where fixtures, marks and loop scopes of pytest do nothing.

    ## What it does

    Finds classes that come from `unittest.IsolatedAsyncioTestCase` in projects that use pytest-asyncio. It is
    for those on their way to pytest, and off unless it is selected.

    ## Why it is bad

    It works, and is no mistake. But pytest-asyncio leaves such classes alone: their tests get no fixture by
    a parameter, `parametrize` fails, and whatever the configuration says of loops holds for other tests only.

    ## Example

    ```python bad title="test_cart.py"
    import asyncio
    import unittest


    class CartTest(unittest.IsolatedAsyncioTestCase):  # AP906
        async def asyncSetUp(self):
            self.cart = await asyncio.sleep(0, [])

        async def test_the_cart_is_empty(self):
            cart = await asyncio.sleep(0, self.cart)
            self.assertEqual(cart, [])
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio"]
    ```

    ## What to do instead

    | in `unittest` | in pytest |
    |---|---|
    | `asyncSetUp`, `asyncTearDown` | an async fixture with `yield` |
    | `addAsyncCleanup`, `enterAsyncContext` | `async with` in the fixture |
    | `self.assertEqual(a, b)` | `assert a == b` |
    | `self.assertRaises(Error)` | `pytest.raises(Error)` |
    | `self.subTest(...)` | `parametrize` |

    ```python good title="test_cart.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def cart():
        return await asyncio.sleep(0, [])


    @pytest.mark.asyncio
    async def test_the_cart_is_empty(cart):
        assert await asyncio.sleep(0, cart) == []
    ```

    ## What it cannot see

    Classes with a base of the project's own are told by that base.
    """

    code = "AP906"
    name = "unittest-to-pytest"
    severity = Severity.INFO
    default = False
    guide = "With pytest, async tests are functions, and their set-up is a fixture."

    def on_ClassDef(self, node: ast.ClassDef, here: Here) -> None:
        """Look at the bases of a class."""
        configuration = here.configuration
        if not node.bases or not configuration.is_test_file(here.module.facts.path):
            return
        if configuration.evidence.has("pytest-asyncio") is not Known.YES:
            return
        for base in node.bases:
            value = here.value(base)
            if isinstance(value, ClassValue) and value.klass.name == _ISOLATED:
                here.report(
                    self,
                    base,
                    f"`{node.name}` is a class of `unittest`, where nothing of pytest-asyncio holds",
                    cure="write its tests as functions, and its set-up as a fixture",
                )
