"""Rule removed-mark-scope: the asyncio mark with `scope`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.narrowing import only
from asyncproof.check.pytesting.loops import has_scoped_loops
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here


class RemovedMarkScope(Rule):
    """The asyncio mark is given `scope`, which is now `loop_scope`.

    ## What it does

    Finds `pytest.mark.asyncio(scope=...)` in projects that do not pin a pytest-asyncio older than 0.24. It is
    an error where `loop_scope` is given, too.

    ## Why it is bad

    Since 0.24 `scope` is deprecated, each mark with it is a warning, and a later version will stop at it.
    With both pytest-asyncio stops now: "An asyncio pytest marker defines both "scope" and "loop_scope"".

    ## Example

    ```python bad title="test_cart.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio(scope="module")  # AP902
    async def test_the_cart_is_empty():
        cart = await asyncio.sleep(0, [])
        assert cart == []
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio(loop_scope="module")
    async def test_the_cart_is_empty():
        cart = await asyncio.sleep(0, [])
        assert cart == []
    ```

    ## What it cannot see

    Marks made from a dictionary of arguments.
    """

    code = "AP902"
    name = "removed-mark-scope"
    severity = Severity.WARNING
    guide = "Since pytest-asyncio 0.24 the argument of the mark is loop_scope."

    @only(keywords=("scope",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at a call."""
        func = node.func
        if not isinstance(func, (ast.Attribute, ast.Name)) or not node.keywords:
            return
        scope = next((one for one in node.keywords if one.arg == "scope"), None)
        if scope is None or here.full_name(func) != "pytest.mark.asyncio":
            return
        if not has_scoped_loops(here.configuration):
            return
        both = any(one.arg == "loop_scope" for one in node.keywords)
        name = Span(scope.lineno, scope.col_offset, scope.lineno, scope.col_offset + len("scope"))
        here.report(
            self,
            scope,
            "the asyncio mark has both `scope` and `loop_scope`: pytest-asyncio stops at it"
            if both
            else "`scope` of the asyncio mark is deprecated, and now called `loop_scope`",
            cure="keep `loop_scope` alone" if both else "write `loop_scope`",
            fix=None if both else Fix("write loop_scope", (Edit(name, "loop_scope"),), safe=True),
            severity=Severity.ERROR if both else Severity.WARNING,
        )
