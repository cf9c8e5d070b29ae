"""Rule swallowing-mock: a mocked context manager that swallows every error."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import MockValue, Plain, Value
from asyncproof.check.narrowing import only
from asyncproof.check.replacing import asserted_in
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_EXITS = ("__aexit__", "__exit__")
_TOLD = ("return_value", "side_effect")


class SwallowingMock(Rule):
    """A mocked `__aexit__` or `__exit__` returns something true, and so swallows every error in its block.

    ## What it does

    Finds `m.__aexit__ = AsyncMock()`, `m.__aexit__.return_value = AsyncMock()` (or `True`, or any mock),
    `AsyncMock(__aexit__=AsyncMock())`, classes whose `__aexit__` is such a mock, and the same of `__exit__`.

    ## Why it is bad

    What an exit method returns says whether an error in the block has been dealt with. A mock is true, so all
    errors are: an exception of the code under test vanishes, and so does every failed assertion in the block.

    ## Example

    ```python bad title="test_session.py"
    from unittest.mock import AsyncMock, MagicMock


    async def test_the_session_is_used():
        session = MagicMock()
        session.__aenter__ = AsyncMock(return_value=session)
        session.__aexit__ = AsyncMock()  # AP301
        async with session:
            assert 1 == 2
    ```

    ## What to do instead

    ```python good title="test_session.py"
    from unittest.mock import AsyncMock, MagicMock


    async def test_the_session_is_used():
        session = MagicMock()
        session.__aenter__ = AsyncMock(return_value=session)
        session.__aexit__ = AsyncMock(return_value=False)
        async with session as entered:
            assert entered is session
    ```

    A `MagicMock` needs neither: its `async with` works as it is made, and lets errors pass.

    ## What it cannot see

    Exit methods that are set in another function, and those whose return value it does not know. Where the
    test asserts something about the exit method itself, what that returns is taken to be meant.
    """

    code = "AP301"
    name = "swallowing-mock"
    guide = "A mocked context manager must let errors pass; one of the guides shows it wrongly."

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what is assigned to an exit method or to what it returns."""
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id in _EXITS and here.scope.class_facts is not None:
                self._method(target, target.id, node.value, here)
            if not isinstance(target, ast.Attribute):
                continue
            if target.attr in _EXITS:
                self._method(target, target.attr, node.value, here)
            elif (
                target.attr == "return_value"
                and isinstance(target.value, ast.Attribute)
                and target.value.attr in _EXITS
                and _is_true(here.value(node.value))
            ):
                self._report(node.value, target.value.attr, here, replace=True)

    @only(keywords=_EXITS)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a mock is made with."""
        for keyword in node.keywords:
            if keyword.arg in _EXITS and isinstance(here.value(node), MockValue):
                self._method(node, keyword.arg or "", keyword.value, here)

    def _method(self, target: ast.expr, name: str, value: ast.expr, here: Here) -> None:
        mock = here.value(value)
        if not isinstance(mock, MockValue) or mock.has_effect or mock.is_open_ended:
            return
        written = (ast.unparse(target), ast.unparse(value))
        if any(f"{one}.{told}" in here.scope.bindings for one in written for told in _TOLD):
            return
        if mock.result is None or _is_true(mock.result):
            self._report(value, name, here, replace=False)

    def _report(self, node: ast.expr, method: str, here: Here, *, replace: bool) -> None:
        if any(name in _EXITS for name in asserted_in(here.parents)):
            return
        here.report(
            self,
            node,
            f"this `{method}` returns something true: every error in the block is swallowed, assertions too",
            cure="let it return False",
            fix=_fix(node, replace=replace),
        )


def _is_true(value: Value) -> bool:
    if isinstance(value, Plain):
        return value.type == "bool" and value.value is True
    return isinstance(value, MockValue)


def _fix(node: ast.expr, *, replace: bool) -> Fix | None:
    span = Span.of(node)
    if replace:
        return Fix("return False", (Edit(span, "False"),))
    if isinstance(node, ast.Call) and not node.args and not node.keywords:
        inside = Span(span.end_line, span.end_column - 1, span.end_line, span.end_column - 1)
        return Fix("return False", (Edit(inside, "return_value=False"),))
    told = [one.value for one in getattr(node, "keywords", ()) if one.arg == "return_value"]
    return Fix("return False", (Edit(Span.of(told[0]), "False"),)) if told else None
