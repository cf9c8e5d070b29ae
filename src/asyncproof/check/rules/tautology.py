"""Rule tautology: an assertion that is true whatever the code under test does."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from asyncproof.check.hit import Confidence
from asyncproof.check.linking import UNKNOWN, Plain
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.here import Here


_OF_EQUALITY = ("eq", "same", "compar", "hash", "identi")
"""Words in the names of tests that say that equality itself is tested."""


class Tautology(Rule):
    """An assertion of an async test can't fail, because it looks at nothing that the test has done.

    ## What it does

    Finds assertions about constants and literals: `assert True`, `assert len([first, second]) == 2`,
    `assert result is result`, `assert len(found) >= 0`, `assert result or True`, `assert (result,
    "message")`.

    ## Why it is bad

    The test looks as if it made sure of something. It passes when the code is broken, too.

    ## Example

    ```python bad title="test_jobs.py"
    import asyncio


    async def double(number):
        return 2 * number


    async def test_all_jobs_are_done():
        async with asyncio.TaskGroup() as group:
            first = group.create_task(double(1))
            second = group.create_task(double(2))
        assert len([first, second]) == 2  # AP706
    ```

    ## What to do instead

    ```python good title="test_jobs.py"
    import asyncio


    async def double(number):
        return 2 * number


    async def test_all_jobs_are_done():
        first, second = await asyncio.gather(double(1), double(2))
        assert [first, second] == [2, 4]
    ```

    ## What it cannot see

    Assertions that can't fail for a reason that lies in the code under test. `assert first == first` is
    left alone where somebody may have written its `__eq__`, and a warning where nothing is known of it;
    `assert True` is left alone in an `except` or `if`, where it only marks that the test came there.
    """

    code = "AP706"
    name = "tautology"
    guide = (
        "An assertion looks at what the code under test has done, not at what the test itself has written."
    )

    @only(in_tests=True, in_async=True)
    def on_Assert(self, node: ast.Assert, here: Here) -> None:
        """Look at what an async test asserts."""
        if here.test is None or not here.is_async:
            return
        why = _why(node.test, here)
        if why is None and _may_be_meant(node.test, here):
            here.report(
                self,
                node,
                f"`{ast.unparse(node.test)}` compares a thing with itself: only its `__eq__` could fail this",
                cure="compare it with what is expected",
                severity=Severity.WARNING,
                confidence=Confidence.LIKELY,
            )
        if why is None or (isinstance(node.test, ast.Constant) and here.path):
            return
        here.report(
            self,
            node,
            f"this can't fail: {why}",
            cure="assert what the code under test gives or has done",
        )


def _why(node: ast.expr, here: Here) -> str | None:
    """Return why an expression is always true; None if it need not be."""
    reader = _READERS.get(node.__class__)
    return None if reader is None else reader(node, here)


def _constant(node: ast.Constant, _: Here) -> str | None:
    return f"`{ast.unparse(node)}` is always true" if node.value else None


def _tuple(node: ast.Tuple, _: Here) -> str | None:
    return "a tuple that is not empty is always true; the parentheses are too many" if node.elts else None


def _display(node: ast.List | ast.Set | ast.Dict, _: Here) -> str | None:
    filled = node.keys if isinstance(node, ast.Dict) else node.elts
    is_filled = any(not isinstance(item, ast.Starred) and item is not None for item in filled)
    return f"`{ast.unparse(node)}` is not empty" if is_filled else None


def _lambda(_: ast.Lambda, __: Here) -> str:
    return "a lambda is always true"


def _not(node: ast.UnaryOp, _: Here) -> str | None:
    if isinstance(node.op, ast.Not) and isinstance(node.operand, ast.Constant) and not node.operand.value:
        return f"`{ast.unparse(node)}` is always true"
    return None


def _logic(node: ast.BoolOp, here: Here) -> str | None:
    reasons = [_why(value, here) for value in node.values]
    if isinstance(node.op, ast.Or):
        return next((reason for reason in reasons if reason is not None), None)
    return reasons[0] if None not in reasons else None


def _compare(node: ast.Compare, here: Here) -> str | None:
    if len(node.ops) != 1:
        return None
    left, sign, right = node.left, node.ops[0], node.comparators[0]
    if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
        return "it compares two constants" if _holds(left.value, sign, right.value) else None
    length = _length(left)
    if length is not None and isinstance(right, ast.Constant):
        return f"`{ast.unparse(left)}` is {length}" if _holds(length, sign, right.value) else None
    if _is_call_of(left, "len") and _is_bound(sign, right):
        return "no length is below 0"
    return _same(left, sign, right, here)


def _is_bound(sign: ast.cmpop, right: ast.expr) -> bool:
    """Tell whether a comparison says no more than that something is 0 or above."""
    return (isinstance(sign, ast.GtE) and ast.unparse(right) == "0") or (
        isinstance(sign, ast.Gt) and ast.unparse(right) == "-1"
    )


def _same(left: ast.expr, sign: ast.cmpop, right: ast.expr, here: Here) -> str | None:
    """Return why a thing that is compared with itself can't differ."""
    is_same = isinstance(left, ast.Name) and isinstance(right, ast.Name) and left.id == right.id
    if not is_same or not isinstance(sign, (ast.Is, ast.Eq)):
        return None
    is_plain = isinstance(here.value(left), Plain) and getattr(here.value(left), "type", "") != "float"
    if isinstance(sign, ast.Eq) and not is_plain:
        return None
    return f"`{ast.unparse(left)}` is compared with itself"


def _may_be_meant(node: ast.expr, here: Here) -> bool:
    """Tell whether a thing of which nothing is known is equal to itself, in a test of something else."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or not isinstance(node.ops[0], ast.Eq):
        return False
    left, right = node.left, node.comparators[0]
    is_same = isinstance(left, ast.Name) and isinstance(right, ast.Name) and left.id == right.id
    name = here.test.function.facts.name if here.test is not None else ""
    return is_same and here.value(left) == UNKNOWN and not any(word in name for word in _OF_EQUALITY)


def _holds(left: object, sign: ast.cmpop, right: object) -> bool:
    test = _OPERATORS.get(sign.__class__)
    try:
        return test is not None and bool(test(left, right))
    except TypeError:
        return False


def _length(node: ast.expr) -> int | None:
    """Return the length of what is written out in a call of `len`."""
    if not isinstance(node, ast.Call) or not _is_call_of(node, "len") or len(node.args) != 1:
        return None
    inside = node.args[0]
    if not isinstance(inside, (ast.List, ast.Tuple)):
        return None
    is_certain = not any(isinstance(item, ast.Starred) for item in inside.elts)
    return len(inside.elts) if is_certain else None


def _is_call_of(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


_OPERATORS: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_READERS: dict[type[ast.expr], Callable[[Any, Here], str | None]] = {
    ast.Constant: _constant,
    ast.Tuple: _tuple,
    ast.List: _display,
    ast.Set: _display,
    ast.Dict: _display,
    ast.Lambda: _lambda,
    ast.UnaryOp: _not,
    ast.BoolOp: _logic,
    ast.Compare: _compare,
}
