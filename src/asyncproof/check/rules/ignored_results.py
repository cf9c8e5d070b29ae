"""Rule ignored-results: errors that were asked for as results, and that nobody looks at."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.suspending import inside_function
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.replacing import root_of
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_CLEANING = ("close", "stop", "shutdown", "cleanup", "teardown", "exit", "cancel", "dispose", "disconnect")


class IgnoredResults(Rule):
    """`gather` is told to return errors as results, or `wait` to wait, and nobody looks at what came.

    ## What it does

    Finds `await asyncio.gather(..., return_exceptions=True)` and `await asyncio.wait(...)` whose results are
    dropped, or no more than counted. After a `cancel()`, in `finally` and in functions that clean up it is
    the usual way to wait for what was cancelled, and left alone.

    ## Why it is bad

    An error of one of the branches becomes an item of a list that nobody reads. The test goes on as if all
    had succeeded.

    ## Example

    ```python bad title="test_jobs.py"
    import asyncio


    async def job(done, number):
        await asyncio.sleep(0)
        done.append(10 // number)


    async def test_all_jobs_run():
        done = []
        await asyncio.gather(job(done, 1), job(done, 0), return_exceptions=True)  # AP405
        assert done
    ```

    ## What to do instead

    ```python good title="test_jobs.py"
    import asyncio


    async def job(done, number):
        await asyncio.sleep(0)
        done.append(10 // number)


    async def test_all_jobs_run():
        done = []
        await asyncio.gather(job(done, 1), job(done, 2))
        assert done == [10, 5]
    ```

    ## What it cannot see

    Whether the errors matter. The rule is off unless it is asked for.
    """

    code = "AP405"
    name = "ignored-results"
    severity = Severity.INFO
    default = False
    guide = "Look at every result of `gather(return_exceptions=True)`, and at the tasks that `wait` gives."

    def on_Await(self, node: ast.Await, here: Here) -> None:
        """Look at what is awaited, and at what becomes of it."""
        call, function = node.value, around_of(here.parents)
        if not isinstance(call, ast.Call) or function is None or not _keeps_errors(call):
            return
        short = last_name(call.func)
        if here.full_name(call.func) != f"asyncio.{short}" or not _is_dropped(here.parent, short, function):
            return
        if _cleans_up(function, here) or _is_looked_at(call, function):
            return
        here.report(
            self,
            call,
            f"nobody looks at what `{short}` gives: the errors of its branches are lost",
            cure="leave out `return_exceptions`, or assert on the results"
            if short == "gather"
            else "use `gather`",
        )


def _keeps_errors(call: ast.Call) -> bool:
    """Tell whether a call is one of `wait`, or of `gather` that returns errors."""
    short = last_name(call.func)
    if short != "gather":
        return short == "wait"
    asked = {one.arg: one.value for one in call.keywords}.get("return_exceptions")
    return isinstance(asked, ast.Constant) and asked.value is True


def _is_dropped(statement: ast.AST | None, short: str, function: AnyFunction) -> bool:
    """Tell whether a statement drops what was awaited, or only counts what was named."""
    if isinstance(statement, ast.Expr):
        return True
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    names = target.elts if isinstance(target, ast.Tuple) and short == "wait" else [target]
    uses = uses_in(function)
    harmless = {How.TESTED} if short == "wait" else set()
    return all(
        isinstance(name, ast.Name)
        and name.id not in uses.elsewhere
        and all(
            not use.inner and (use.how in harmless or _counts(use)) for use in uses.after(name.id, statement)
        )
        for name in names
    )


def _counts(use: Use) -> bool:
    return use.how is How.GIVEN and use.call is not None and getattr(use.call.func, "id", "") == "len"


def _cleans_up(function: AnyFunction, here: Here) -> bool:
    """Tell whether the errors are those of cancelling or closing."""
    if any(word in function.name.lower() for word in _CLEANING):
        return True
    inside = set(map(id, here.parents))
    tries = [one for one in inside_function(here.parents) if isinstance(one, ast.Try)]
    if any(id(part) in inside for one in tries for part in [*one.finalbody, *one.handlers]):
        return True
    calls = (
        one.func.attr
        for one in nodes_in(function)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
    )
    return any("cancel" in name or name in {"close", "stop", "aclose"} for name in calls)


def _is_looked_at(call: ast.Call, function: AnyFunction) -> bool:
    """Tell whether the tasks that are waited for are used later."""
    uses = uses_in(function)
    names = {one.id for argument in call.args for one in nodes_in(argument) if isinstance(one, ast.Name)}
    kept = {root_of(one) for one in call.args if isinstance(one, ast.Call) and not one.args}
    end = (call.end_lineno or call.lineno, call.end_col_offset or 0)
    return any(
        later.at > end
        for name in names
        if name in kept or any(use.call is call or _is_iterated_in(use, call) for use in uses.of(name))
        for later in uses.of(name)
    )


def _is_iterated_in(use: Use, call: ast.Call) -> bool:
    return use.how is How.ITERATED and call in use.around
