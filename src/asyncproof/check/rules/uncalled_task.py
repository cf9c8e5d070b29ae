"""Rule uncalled-task: what should become a task is no coroutine."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.linking import AsyncGenerator, Coroutine, FunctionValue, Instance, Items, Plain
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Value

_MAKERS = frozenset(
    {"gather", "create_task", "ensure_future", "run", "shield", "wait_for", "run_until_complete"}
)
_BY_NAME = frozenset(
    f"asyncio.{name}" for name in ("gather", "create_task", "ensure_future", "run", "shield", "wait_for")
)
_OWNERS = frozenset(
    {"asyncio.events.AbstractEventLoop", "asyncio.taskgroups.TaskGroup", "asyncio.runners.Runner"}
)
_CURES = {ast.Await: "leave out the `await`", ast.Lambda: "hand over what the lambda gives"}
_CURES |= dict.fromkeys((ast.List, ast.Tuple, ast.ListComp, ast.GeneratorExp), "write `*` before it")


class UncalledTask(Rule):
    """An async function that was not called, or the result of an awaited one, is to become a task.

    ## What it does

    Finds `create_task(work)` without the parentheses, `create_task(lambda: work())` and `create_task(await
    work())`, and the same in `ensure_future`, `wait_for`, `shield`, `gather` and `asyncio.run`; and
    `gather([work(1), work(2)])` without the star.

    ## Why it is bad

    A task is made from a coroutine, which is what the call of an async function gives. The function itself is
    none, and neither is its result: `TypeError`. With `await` inside, the work has been done before the task
    was to begin, so that nothing runs at the same time.

    ## Example

    ```python bad title="test_boil.py"
    import asyncio


    async def boil(water):
        await asyncio.sleep(0)
        return f"hot {water}"


    async def test_water_boils():
        task = asyncio.create_task(boil)  # AP111
        assert await task == "hot water"
    ```

    ## What to do instead

    ```python good title="test_boil.py"
    import asyncio


    async def boil(water):
        await asyncio.sleep(0)
        return f"hot {water}"


    async def test_water_boils():
        task = asyncio.create_task(boil("water"))
        assert await task == "hot water"
    ```

    ## What it cannot see

    Functions behind decorators of strangers, and results whose type is not known.
    """

    code = "AP111"
    name = "uncalled-task"
    guide = "A task is made from a coroutine: call the function, and do not await it."

    @only(called=_MAKERS)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what is handed to a call that makes a task."""
        maker = last_name(node.func)
        if maker not in _MAKERS or not node.args or isinstance(node.args[0], ast.Starred):
            return
        for given in node.args if maker == "gather" else node.args[:1]:
            self._look(given, node, here)

    def _look(self, given: ast.expr, node: ast.Call, here: Here) -> None:
        maker, what = last_name(node.func), _mistake(given, here)
        if maker == "gather":
            what = _of_gather(given, what)
        if what is None or not _wants_coroutine(node, here):
            return
        here.report(
            self,
            given,
            f"`{ast.unparse(given)}` {what}, and no coroutine: `{maker}` fails",
            cure=_CURES.get(given.__class__, "call the function"),
            fix=_fix(given, here),
        )


def _of_gather(given: ast.expr, what: str | None) -> str | None:
    """Return what is wrong with an argument of `gather`; what was awaited there has a rule of its own."""
    if isinstance(given, (ast.List, ast.Tuple, ast.ListComp, ast.GeneratorExp)):
        return "is one thing"
    return None if isinstance(given, ast.Await) else what


def _is_partial(node: ast.expr, here: Here) -> bool:
    """Tell whether something is `partial(work)`, which still has to be called."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
        return False
    return here.full_name(node.func) == "functools.partial"


def _mistake(node: ast.expr, here: Here) -> str | None:
    if isinstance(node, ast.Lambda) or _is_partial(node, here):
        return "is a function"
    if not isinstance(node, (ast.Await, ast.Name, ast.Attribute)):
        return None
    value = here.value(node)
    if isinstance(node, ast.Await):
        is_known = isinstance(here.value(node.value), Coroutine) and isinstance(value, (Plain, Items))
        return "is what the coroutine has given" if is_known else None
    if not isinstance(value, FunctionValue):
        return None
    result = here.evaluator.result(value.function, value.receiver)
    return "is an async function" if isinstance(result, (Coroutine, AsyncGenerator)) else None


def _wants_coroutine(node: ast.Call, here: Here) -> bool:
    if here.expects(node, "TypeError", "RuntimeWarning"):
        return False
    if here.full_name(node.func) in _BY_NAME:
        return True
    receiver: Value | None = here.value(node.func.value) if isinstance(node.func, ast.Attribute) else None
    if not isinstance(receiver, Instance):
        return False
    return any(base is not None and base.name in _OWNERS for base in here.evaluator.line(receiver.klass))


def _fix(node: ast.expr, here: Here) -> Fix | None:
    span = Span.of(node)
    if isinstance(node, ast.Await):
        inside = Span.of(node.value)
        edit = Edit(Span(span.line, span.column, inside.line, inside.column), "")
        return Fix("leave out the `await`", (edit,)) if isinstance(node.value, ast.Call) else None
    value = here.value(node)
    parameters = value.function.facts.parameters if isinstance(value, FunctionValue) else ()
    needed = [one for one in parameters if one.default is None and one.kind in {"positional", "keyword"}]
    bound = isinstance(value, FunctionValue) and value.function.is_method
    if len(needed) > bound:
        return None
    end = Span(span.end_line, span.end_column, span.end_line, span.end_column)
    return Fix("call the function", (Edit(end, "()"),))
