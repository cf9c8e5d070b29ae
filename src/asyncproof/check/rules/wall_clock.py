"""Rule wall-clock: an assertion about how much real time has passed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts import OPAQUE
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.term import Call
from asyncproof.check.insight.begun import is_loop
from asyncproof.check.insight.suspending import own_nodes, suspends
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_CLOCKS = frozenset(
    f"time.{name}{unit}" for name in ("time", "monotonic", "perf_counter") for unit in ("", "_ns")
)
_TAMED = frozenset(("clock", "freezer", "time_machine", "frozen_time", "virtual_clock", "autojump_clock"))
"""Fixtures under which time does not pass by itself."""
_TAMING_MARKS = frozenset(("virtual_time", "freeze_time", "time_machine", "looptime"))
_SMALLER, _LARGER = (ast.Lt, ast.LtE), (ast.Gt, ast.GtE)


class WallClock(Rule):
    """An assertion says that something awaited takes no longer than some real time.

    ## What it does

    Finds assertions that a difference of `time.time()`, `time.monotonic()`, `time.perf_counter()` or
    `loop.time()` is smaller than something or equal to it, with an `await` between the two times.

    ## Why it is bad

    On a loaded machine the same code takes longer, and the test fails without a reason. A bound that is
    generous enough for that is too generous to find anything; the guides advise it nevertheless.

    ## Example

    ```python bad title="test_speed.py"
    import asyncio
    import time


    async def test_two_waits_take_as_long_as_one():
        start = time.monotonic()
        await asyncio.gather(asyncio.sleep(0.1), asyncio.sleep(0.1))
        assert time.monotonic() - start < 0.15  # AP705
    ```

    ## What to do instead

    ```python good title="test_speed.py"
    import asyncio

    import pytest


    @pytest.mark.virtual_time
    async def test_two_waits_take_as_long_as_one():
        loop = asyncio.get_running_loop()
        start = loop.time()
        await asyncio.gather(asyncio.sleep(0.1), asyncio.sleep(0.1))
        assert loop.time() - start == pytest.approx(0.1)
    ```

    In virtual time (`docs/virtual-time.md`) the difference is exact. To show that things run at the same
    time, let each wait for the other: sequential code would never end.

    ## What it cannot see

    Times that are taken in helpers, and numbers of which only the name speaks of time. Lower bounds are left
    alone: a wait is never too short.
    """

    code = "AP705"
    name = "wall-clock"
    severity = Severity.INFO
    guide = "Time in tests is simulated; one of the guides takes generous bounds on real time instead."

    @only(in_tests=True, in_async=True)
    def on_Assert(self, node: ast.Assert, here: Here) -> None:
        """Look at what is asserted."""
        test = here.test
        if test is None or not here.is_async or here.function != test.function:
            return
        for compared in nodes_in(node.test):
            if isinstance(compared, ast.Compare):
                bounded = _bounded(compared)
                found = next((one for one in bounded if _began(one, node, here) is not None), None)
                if found is not None and not _is_tamed(test, here):
                    self._report(node, found, here)
                    return

    def _report(self, node: ast.Assert, found: ast.expr, here: Here) -> None:
        here.report(
            self,
            node,
            f"`{ast.unparse(found)}` is real time: on a busy machine it is more, and the test fails",
            cure="let the test run in virtual time, or wait for an event in the place of the clock",
        )


def _is_tamed(test: Test, here: Here) -> bool:
    """Tell whether time does not pass by itself in the test around."""
    names = {parameter.name for parameter in test.function.facts.parameters}
    marks = {name for name, _ in test.marks}
    written = " ".join(map(ast.unparse, _test_of(here).decorator_list))
    return bool(names & _TAMED or marks & _TAMING_MARKS) or "freeze" in written or "time_machine" in written


def _bounded(node: ast.Compare) -> list[ast.expr]:
    """Return the sides of a comparison that it says to be no larger than another one."""
    sides = [node.left, *node.comparators]
    found = []
    for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
        if isinstance(sign, _SMALLER):
            found.append(left)
        elif isinstance(sign, _LARGER):
            found.append(right)
        elif isinstance(sign, ast.Eq):
            found += [left, right]
    return found


def _began(node: ast.expr, statement: ast.Assert, here: Here) -> ast.AST | None:
    """Return the first await between the two times whose difference an expression is."""
    node = _assigned(node, here) or node
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"abs", "round"} and node.args:
        node = _assigned(node.args[0], here) or node.args[0]
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
        return None
    end, start = (_assigned(side, here) or side for side in (node.left, node.right))
    if not _is_clock(end, here) or not _is_clock(start, here):
        return None
    last = min(end.lineno, statement.lineno)
    return next(
        (
            one
            for one in own_nodes(_test_of(here).body)
            if suspends(one) and start.lineno <= _line(one) <= last
        ),
        None,
    )


def _is_clock(node: ast.expr, here: Here) -> bool:
    if not isinstance(node, ast.Call) or node.args or node.keywords:
        return False
    if here.full_name(node) in _CLOCKS:
        return True
    is_time = isinstance(node.func, ast.Attribute) and node.func.attr == "time"
    return is_time and is_loop(here.value(node.func.value), here)  # type: ignore[attr-defined] # an attribute


def _assigned(node: ast.expr, here: Here) -> ast.expr | None:
    """Return what a name is bound to, if the test binds it once, to one expression."""
    if not isinstance(node, ast.Name) or not _may_be_time(node.id, here):
        return None
    found = [
        one.value
        for one in own_nodes(_test_of(here).body)
        if isinstance(one, ast.Assign)
        and len(one.targets) == 1
        and isinstance(one.targets[0], ast.Name)
        and one.targets[0].id == node.id
    ]
    return found[0] if len(found) == 1 else None


def _may_be_time(name: str, here: Here) -> bool:
    """Tell whether a name may be bound to a difference, or to a call that gives the time or rounds it."""
    bindings = here.scope.bindings.get(name) or here.module.scope.bindings.get(name, ())
    return any(binding.value is OPAQUE or isinstance(binding.value, Call) for binding in bindings)


def _test_of(here: Here) -> ast.AsyncFunctionDef:
    return next(one for one in reversed(here.parents) if isinstance(one, ast.AsyncFunctionDef))


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)
