"""Rule swallowed-failure: an assertion whose failure is caught and forgotten."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Confidence
from asyncproof.check.insight.claiming import assertions_in, claims_in, name_of
from asyncproof.check.insight.suspending import inside_function, own_nodes, suspensions_in
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.check.here import Here

_ASSERTION, _ANY, _ALL = "builtins.AssertionError", "builtins.Exception", "builtins.BaseException"
_FAILING = frozenset(("pytest.fail", "_pytest.outcomes.fail"))
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_TELLING = frozenset(("print", "debug", "info", "warning", "error", "exception", "log", "write"))


class SwallowedFailure(Rule):
    """An async test catches the failure of its own assertion, and forgets it.

    ## What it does

    Finds assertions in a `try` whose handler catches `AssertionError`, by that name or as `Exception`,
    and does nothing but `pass`, `return`, print or skip the test; the same with `contextlib.suppress`. As a
    warning it finds tests that catch every error of what they await in this way, and assert nothing.

    ## Why it is bad

    The test passes whatever happens: also if the code fails, and also if it does not and should.

    ## Example

    ```python bad title="test_door.py"
    async def open_door(door):
        door["open"] = True


    async def test_a_locked_door_stays_shut():
        try:
            await open_door({"locked": True})
            assert False, "it was opened"
        except Exception:  # AP702
            pass
    ```

    ## What to do instead

    ```python good title="test_door.py"
    import pytest


    async def open_door(door):
        if door["locked"]:
            raise PermissionError("locked")


    async def test_a_locked_door_stays_shut():
        with pytest.raises(PermissionError, match="locked"):
            await open_door({"locked": True})
    ```

    ## What it cannot see

    Failures that are caught in helpers or in the code under test. Handlers that note the error somewhere,
    and a `try` in a loop, which may mean to try again, are left alone. Ruff's `BLE001` and `S110` find some
    of the handlers, whatever it is that they swallow.
    """

    code = "AP702"
    name = "swallowed-failure"
    guide = "Failures reach the test: errors that are expected are expected by name."

    def on_Try(self, node: ast.Try, here: Here) -> None:
        """Look at who catches the errors of a block."""
        if not _is_own(here) or node.orelse:
            return
        for handler in node.handlers:
            caught = _caught(handler.type, here)
            if caught is None or any(not _forgets(one) for one in handler.body):
                return
            if caught & {_ASSERTION, _ANY, _ALL}:
                if _ASSERTION in caught and any(map(_skips, handler.body)):
                    return  # somebody has thought of just that
                written = f"except {ast.unparse(handler.type)}" if handler.type is not None else "except"
                self._look(node.body, handler, written, caught, here)
                return

    def on_With(self, node: ast.With, here: Here) -> None:
        """Look at a block whose errors are suppressed."""
        if not _is_own(here):
            return
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and here.full_name(call) == "contextlib.suppress":
                caught = {here.full_name(argument) or "" for argument in call.args}
                if caught & {_ASSERTION, _ANY, _ALL}:
                    self._look(node.body, call, ast.unparse(call), caught, here)

    def _look(
        self,
        body: Sequence[ast.stmt],
        place: ast.excepthandler | ast.expr,
        written: str,
        caught: set[str],
        here: Here,
    ) -> None:
        assertions, failures = assertions_in(body), _failures_in(body, here)
        if failures and _ALL not in caught:
            return  # a failure by `pytest.fail` is no `Exception`: it gets out
        assertions += failures
        if assertions:
            here.report(
                self,
                place,
                f"`{written}` swallows the assertion in line {getattr(assertions[0], 'lineno', 0)}: "
                "it can't fail the test",
                cure="let the failure out: expect the one error that is meant, by `pytest.raises`",
            )
        elif caught & {_ANY, _ALL} and suspensions_in(body) and not claims_in(_test_of(here).body):
            here.report(
                self,
                place,
                f"`{written}` swallows every error of what is awaited, and nothing is asserted",
                cure="let errors out, and assert what should have happened",
                severity=Severity.WARNING,
                confidence=Confidence.LIKELY,
            )


def _is_own(here: Here) -> bool:
    """Tell whether the node stands in the body of an async test itself, and in no loop."""
    if here.test is None or not here.is_async or here.function != here.test.function:
        return False
    return not any(isinstance(one, _LOOPS) for one in inside_function(here.parents))


def _test_of(here: Here) -> ast.AsyncFunctionDef:
    return next(one for one in reversed(here.parents) if isinstance(one, ast.AsyncFunctionDef))


def _caught(node: ast.expr | None, here: Here) -> set[str] | None:
    """Return the full names of what a handler catches; None if one of them is not known."""
    if node is None:
        return {_ALL}
    names = [here.full_name(one) for one in (node.elts if isinstance(node, ast.Tuple) else [node])]
    return None if None in names else {name for name in names if name is not None}


def _forgets(node: ast.stmt) -> bool:
    """Tell whether a statement of a handler leaves nothing behind of the error."""
    if isinstance(node, ast.Expr):
        value = node.value
        if isinstance(value, ast.Call):
            return name_of(value.func) in _TELLING or _skips(node)
        return isinstance(value, ast.Constant)
    if isinstance(node, ast.Return):
        return node.value is None or isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Pass)


def _skips(node: ast.stmt) -> bool:
    """Tell whether a statement gives a test up without a failure."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and name_of(call.func) in {"skip", "skipTest", "xfail"}


def _failures_in(body: Sequence[ast.stmt], here: Here) -> list[ast.AST]:
    """Return the calls of `pytest.fail` in a block."""
    return [
        node
        for node in own_nodes(body)
        if isinstance(node, ast.Call) and name_of(node.func) == "fail" and here.full_name(node) in _FAILING
    ]
