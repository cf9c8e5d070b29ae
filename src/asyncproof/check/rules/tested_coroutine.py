"""Rule tested-coroutine: a coroutine is compared or asked whether it is true."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts import reaching
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.awaiting import awaiting
from asyncproof.check.linking import (
    AsyncGenerator,
    ClassValue,
    Coroutine,
    FunctionValue,
    Instance,
    Items,
    Plain,
)
from asyncproof.check.linking.mocks import MISSPELT
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value


_WRITTEN = (ast.Constant, ast.Dict, ast.JoinedStr, ast.BinOp, ast.ListComp, ast.SetComp, ast.DictComp)
"""What is certainly not the coroutine that it is compared with."""
_TRUE = "always true, so that the assertion can't fail"
_EQUAL = "equal to nothing but itself, and never `None`"
_INSIDE = "no container, so that `in` fails"
_ASSERTED = {
    "assertTrue": _TRUE,
    "assertFalse": "always true",
    "assertIsNone": "never `None`",
    "assertIsNotNone": "never `None`, so that the assertion can't fail",
    "assertEqual": _EQUAL,
    "assertNotEqual": _EQUAL,
    "assertIn": _INSIDE,
    "assertNotIn": _INSIDE,
}
"""The assertions of `unittest` that look at a value, and what a coroutine is to them."""

_ASKING = frozenset(("bool", "isinstance"))
_TYPES = frozenset(("bool", "bytes", "dict", "float", "int", "list", "set", "str", "tuple"))


class TestedCoroutine(Rule):
    """A coroutine is compared or asked whether it is true, in the place of what it would give.

    ## What it does

    Finds `assert`, `if`, `while`, `not`, `and`, `or`, comparisons and assertions of `unittest` that see a
    coroutine, because a call of an async function is not awaited.

    ## Why it is bad

    A coroutine object is always true, never `None` and equal to nothing but itself. `assert is_open(door)`
    and `assert load(1) is not None` pass whatever the function would say: it never ran.

    ## Example

    ```python bad title="test_door.py"
    async def is_open(door):
        return door["open"]


    async def test_the_door_is_open():
        assert is_open({"open": False})  # AP102
    ```

    ## What to do instead

    ```python good title="test_door.py"
    async def is_open(door):
        return door["open"]


    async def test_the_door_is_open():
        assert await is_open({"open": True})
    ```

    ## What it cannot see

    Calls of which it is not certain that they give a coroutine, and coroutines that have been through a
    container or another function before they are tested.
    """

    code = "AP102"
    name = "tested-coroutine"
    guide = "Assert on what an async function gives, not on the call."

    def on_Assert(self, node: ast.Assert, here: Here) -> None:
        """Look at what is asserted."""
        self._truth(node.test, here, _TRUE)

    def on_If(self, node: ast.If, here: Here) -> None:
        """Look at a condition."""
        self._truth(node.test, here, "always true")

    def on_While(self, node: ast.While, here: Here) -> None:
        """Look at a condition."""
        self._truth(node.test, here, "always true")

    def on_comprehension(self, node: ast.comprehension, here: Here) -> None:
        """Look at what decides about its items."""
        for test in node.ifs:
            self._truth(test, here, "always true, so that every item is taken")

    def on_IfExp(self, node: ast.IfExp, here: Here) -> None:
        """Look at a condition."""
        self._truth(node.test, here, "always true")

    def on_BoolOp(self, node: ast.BoolOp, here: Here) -> None:
        """Look at all but the last, which may be what the expression gives."""
        for value in node.values[:-1]:
            self._truth(value, here, "always true")

    def on_UnaryOp(self, node: ast.UnaryOp, here: Here) -> None:
        """Look at what is negated."""
        if isinstance(node.op, ast.Not):
            self._truth(node.operand, here, "always true")

    def on_Compare(self, node: ast.Compare, here: Here) -> None:
        """Look at both sides of a comparison; two things may well be asked whether they are the same."""
        sides = (node.left, *node.comparators)
        is_sure = any(isinstance(side, _WRITTEN) for side in sides)
        if not is_sure and any(isinstance(side, ast.Name) for side in sides):
            is_sure = _is_told_by_value(sides, here)
        for number, side in enumerate(sides):
            searched = number and isinstance(node.ops[number - 1], (ast.In, ast.NotIn))
            if searched or is_sure or isinstance(side, ast.Call):
                self._truth(side, here, _INSIDE if searched else _EQUAL)

    @only(called=_ASSERTED)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what an assertion of `unittest` is given."""
        if not isinstance(node.func, ast.Attribute) or node.func.attr not in _ASSERTED or not node.args:
            return
        what = _ASSERTED[node.func.attr]
        sides = node.args[:2] if what is _EQUAL else node.args[:1]
        if what is _INSIDE:
            sides = node.args[1:2]
        for side in sides:
            others = [one for one in sides if one is not side]
            if (
                what is not _EQUAL
                or isinstance(side, ast.Call)
                or any(isinstance(o, _WRITTEN) for o in others)
            ):
                self._truth(side, here, what)

    def _truth(self, node: ast.expr, here: Here, what: str) -> None:
        if isinstance(node, ast.NamedExpr):
            node = node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ASKING:
            node, what = _asked_of(node, what)
        if not isinstance(node, (ast.Call, ast.Name)) or not here.may_be(node, Coroutine, AsyncGenerator):
            return
        value = here.value(node)
        if _may_be_none(node, here) or _is_meant_as_assertion(node, value):
            return
        if here.expects(node, "RuntimeWarning", "Warning"):
            return
        if isinstance(value, AsyncGenerator) and value.source is not None:
            kind, fix = "an async generator", None
        elif isinstance(value, Coroutine):
            kind, fix = "a coroutine", awaiting(node, here)
        else:
            return
        source = value.source
        awaits = "is not awaited yet" if _is_awaited(node, here) else "nobody awaits"
        related = here.defined_async(source)
        here.report(
            self,
            node,
            f"`{ast.unparse(node)}` is {kind} that {awaits}: it is {what}",
            cure="await it, and look at what it gives",
            fix=fix,
            related=related,
        )


def _asked_of(node: ast.Call, what: str) -> tuple[ast.expr, str]:
    """Return what `bool` or `isinstance` is asked of, and what a coroutine is then."""
    if isinstance(node.func, ast.Name) and node.func.id == "bool" and len(node.args) == 1:
        return node.args[0], what
    kind = node.args[1] if len(node.args) == 2 else None  # noqa: PLR2004 - the thing, and its class
    if isinstance(kind, ast.Name) and kind.id in _TYPES:
        return node.args[0], f"never a `{kind.id}`"
    return node, what


def _is_told_by_value(sides: Sequence[ast.expr], here: Here) -> bool:
    """Tell whether one of the sides is known to be no coroutine."""
    if not any(isinstance(side, ast.Name) and here.may_be(side, Coroutine) for side in sides):
        return False
    return any(isinstance(here.value(side), (Plain, Items, Instance, ClassValue)) for side in sides)


def _may_be_none(node: ast.Call | ast.Name, here: Here) -> bool:
    """Tell whether something may be no coroutine at all, so that asking for it makes sense."""
    if isinstance(node, ast.Name):
        bindings = here.scope.bindings.get(node.id, ())
        return len(reaching(bindings, (node.lineno, node.col_offset), here.path)) != 1
    function = here.value(node.func)
    if not isinstance(function, FunctionValue) or function.function.facts.is_async:
        return False
    return function.function.facts.annotation is not None or len(function.function.facts.returns) != 1


def _is_awaited(node: ast.Call | ast.Name, here: Here) -> bool:
    """Tell whether the function around awaits the coroutine of this name, be it too late."""
    around = (
        one for one in reversed(here.parents) if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    function = next(around, None)
    if function is None or not isinstance(node, ast.Name):
        return False
    awaited = (one.value for one in nodes_in(function) if isinstance(one, ast.Await))
    return any(isinstance(one, ast.Name) and one.id == node.id for one in awaited)


def _is_meant_as_assertion(node: ast.expr, value: Value) -> bool:
    """Tell whether a mock is asked for an assertion that it does not have, of which another rule tells."""
    called = node.func if isinstance(node, ast.Call) and getattr(value, "by_mock", False) else None
    return isinstance(called, ast.Attribute) and called.attr in MISSPELT
