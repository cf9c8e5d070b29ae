"""Rule nothing-asserted: a test that looks at nothing."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import at_of
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.claiming import claims_in
from asyncproof.check.linking import FunctionValue
from asyncproof.check.linking.shape import Shape
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function
    from asyncproof.check.pytesting.tests import Test

_SMOKE = re.compile(
    r"smoke|no_?op|(?:no|not|doesnt|dont|without|never)_(?:\w+_)?(?:rais|err|exc|crash|fail|hang|block)"
)
"""Names of tests that claim nothing but that all goes well."""
_ASSERTING_FIXTURES = frozenset(
    (
        "httpx_mock",
        "respx_mock",
        "snapshot",
        "benchmark",
        "testdir",
        "pytester",
        "aioresponses",
        "data_regression",
    )
)
"""Fixtures that make sure of something by themselves."""
_IDLE_MARKS = frozenset(("skip", "skipif", "xfail", "benchmark"))


class NothingAsserted(Rule):
    """An async test asserts nothing: it passes as long as nothing raises.

    ## What it does

    Finds async tests without `assert`, without `pytest.raises` and its like, without assertions of mocks
    or of `unittest`, and without a call whose name speaks of checking, whose fixtures make sure of
    nothing either.

    ## Why it is bad

    The code runs, and what it gives is looked at by nobody. In async code that is worse than elsewhere:
    errors in tasks and callbacks do not reach the test by themselves.

    ## Example

    ```python bad title="test_cart.py"
    async def buy(cart, item):
        cart.append(item)


    async def test_buying_fills_the_cart():  # AP703
        cart = []
        await buy(cart, "book")
        print(cart)
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    async def buy(cart, item):
        cart.append(item)


    async def test_buying_fills_the_cart():
        cart = []
        await buy(cart, "book")
        assert cart == ["book"]
    ```

    ## What it cannot see

    Assertions in helpers of other files whose names do not speak of it, and the intention of a test that
    means to show only that nothing is raised; say so in its name, as `test_closing_twice_does_not_raise`.
    The rule is off unless it is asked for.
    """

    code = "AP703"
    name = "nothing-asserted"
    severity = Severity.INFO
    confidence = Confidence.LIKELY
    default = False
    guide = "A test asserts what the code under test gives or has done."

    def on_test(self, node: ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at a test."""
        if not test.is_async or _SMOKE.search(node.name):
            return
        if here.evaluator.shape(test.function) is Shape.UNKNOWN:
            return
        if any(name in _IDLE_MARKS for name, _ in test.marks) or claims_in(
            [*node.body, *node.decorator_list]
        ):
            return
        asked = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
        if asked & _ASSERTING_FIXTURES or any(_fixture_claims(name, test, here) for name in asked):
            return
        if any(_helper_claims(call, here) for call in ast.walk(node) if isinstance(call, ast.Call)):
            return
        here.report(
            self,
            node,
            f"`{node.name}` asserts nothing: it passes as long as nothing raises",
            cure="assert what the code under test gives or has done",
        )


def _fixture_claims(name: str, test: Test, here: Here) -> bool:
    """Tell whether a fixture makes sure of something, as far as it stands in the same file."""
    klass = test.function.home if test.function.is_method else None
    fixture = here.fixtures.find(name, here.module, klass, here.configuration)
    return fixture is not None and _claims(fixture.function, here)


def _helper_claims(call: ast.Call, here: Here) -> bool:
    """Tell whether a helper that is called may assert something."""
    value = here.value(call.func)
    if not isinstance(value, FunctionValue) or not value.function.home.module.is_own:
        return False
    path = value.function.path
    is_elsewhere = path != here.module.facts.path
    return here.configuration.is_test_file(path) if is_elsewhere else _claims(value.function, here)


def _claims(function: Function, here: Here) -> bool:
    tree = here.parents[0]
    if function.path != here.module.facts.path:
        return False
    return any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and at_of(node) == function.facts.at
        and claims_in(node.body)
        for node in ast.walk(tree)
    )
