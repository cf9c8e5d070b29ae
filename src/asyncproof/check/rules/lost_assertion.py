"""Rule lost-assertion: an assertion that fails where nobody hears it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Confidence, Related, Span
from asyncproof.check.insight.asserting import LOSING, Lost, last_assertion, lost_assertion, lost_in_gather
from asyncproof.check.insight.uses import How, uses_in
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.facts import Binding
    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.tests import Test

_MAKERS = frozenset({"create_task", "ensure_future"})
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


class LostAssertion(Rule):
    """An assertion stands in a task, a callback or a function whose failure the test never hears of.

    ## What it does

    Finds functions of a test or of its file that end with an assertion, and that are begun as a task which
    nobody awaits, are called back by the loop (`add_done_callback`, `call_soon`, `call_later`), or run in a
    `gather(..., return_exceptions=True)` whose results are dropped; and functions in a test that are never
    called at all.

    ## Why it is bad

    What a task raises stays in the task; what a callback raises goes to the loop's exception handler, which
    writes it to a log. Either way the test passes, whatever the assertion says.

    ## Example

    ```python bad title="test_answer.py"
    import asyncio


    async def answer():
        return 41


    async def test_the_answer():
        def check(task):
            assert task.result() == 42

        task = asyncio.create_task(answer())
        task.add_done_callback(check)  # AP704
        await task
    ```

    ## What to do instead

    ```python good title="test_answer.py"
    import asyncio


    async def answer():
        return 42


    async def test_the_answer():
        task = asyncio.create_task(answer())
        await task
        assert task.result() == 42
    ```

    Let the task or the callback only gather what happened, and assert in the test; or await the task.

    ## What it cannot see

    Functions that do something after their assertion: a test that waits for that does feel the failure. Where
    they only take the next item of a queue, the finding is a warning; else they are left alone. So are tests
    that set an exception handler of their own, and tests that AnyIO runs, which lets them fail.
    """

    code = "AP704"
    name = "lost-assertion"
    guide = "Assert in the test itself, or await what asserts."

    @only(called=LOSING, in_tests=True)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at calls that begin tasks or register callbacks."""
        name = last_name(node.func)
        found = lost_assertion(node, here.parent, here) if name in LOSING and here.test is not None else None
        if found is None:
            return
        is_task = not isinstance(node.func, ast.Attribute) or node.func.attr in _MAKERS
        if is_task:
            self._tell(node, found, "nobody awaits the task", "await the task", here)
        else:
            cure = "gather what happened, and assert in the test"
            self._tell(node, found, "what a callback raises is only logged", cure, here)

    @only(in_tests=True)
    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at what is gathered, its errors included, and dropped."""
        call = node.value.value if isinstance(node.value, ast.Await) else None
        if here.test is None or not isinstance(call, ast.Call):
            return
        found = lost_in_gather(call, here)
        if found is not None:
            self._tell(
                call,
                found,
                "its error is a result that nobody looks at",
                "leave out `return_exceptions`",
                here,
            )

    def _tell(self, node: ast.Call, found: Lost, why: str, cure: str, here: Here) -> None:
        here.report(
            self,
            node,
            f"the assertion in `{found.name}` can't fail the test: {why}",
            cure=cure,
            related=(Related(here.shown_path, Span.of(found.assertion), "this assertion"),),
            severity=None if found.is_last else Severity.WARNING,
            confidence=None if found.is_last else Confidence.LIKELY,
        )

    def on_test(self, node: AnyFunction, test: Test, here: Here) -> None:
        """Look at the functions that a test defines and never mentions again."""
        facts = test.function.facts
        if facts.is_generator or not any(map(_has_function, facts.bindings.values())):
            return
        for inner in _functions_in(node.body):
            assertion = last_assertion(inner.body)
            if assertion is None or inner.decorator_list or (uses := uses_in(node)).of("locals"):
                continue
            if all(use.how is How.BOUND for use in uses.of(inner.name)):
                here.report(
                    self,
                    inner,
                    f"`{inner.name}` is never called: the assertion in it never runs",
                    cure=f"call `{inner.name}`" + (" and await it" if _is_async(inner) else ""),
                )


def _has_function(bindings: Iterable[Binding]) -> bool:
    return any(isinstance(binding.value, FunctionFacts) for binding in bindings)


def _is_async(node: AnyFunction) -> bool:
    return isinstance(node, ast.AsyncFunctionDef)


def _functions_in(body: list[ast.stmt]) -> list[AnyFunction]:
    """Return the functions that stand in a body, also in its compound statements."""
    found: list[AnyFunction] = []
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.append(statement)
        elif not isinstance(statement, ast.ClassDef):
            for name in ("body", "orelse", "finalbody"):
                found += _functions_in(getattr(statement, name, None) or [])
    return found
