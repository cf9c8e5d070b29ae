"""Rule spent-coroutine: a mock that returns one and the same coroutine each time."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Confidence
from asyncproof.check.insight.mocked.made import as_made, dotted, outermost
from asyncproof.check.insight.spending import awaited_again
from asyncproof.check.linking import Coroutine
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.here import Here

_LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class SpentCoroutine(Rule):
    """A coroutine was made once and is awaited more than once, by its name or as the answer of a mock.

    ## What it does

    Finds `Mock(return_value=load())` and `mock.get.return_value = load()` of an async function, where the
    test awaits that mock twice or in a loop, calls the code that gets the mock twice, or shares the mock
    with other tests by a decorator or at the top of the file. And finds a second `await call` of `call =
    load()`, or one in a loop.

    ## Why it is bad

    A coroutine can be awaited once. The second time raises `RuntimeError: cannot reuse already awaited
    coroutine`, and if the code under test catches errors or tries again, the test sees that and nothing else.

    ## Example

    ```python bad title="test_user.py"
    from unittest.mock import Mock


    async def user():
        return "Ann"


    async def greet(load):
        return f"Hello {await load()}"


    async def test_the_user_is_greeted_each_time():
        load = Mock(return_value=user())  # AP309
        assert await greet(load) == "Hello Ann"
        assert await greet(load) == "Hello Ann"
    ```

    ## What to do instead

    ```python good title="test_user.py"
    from unittest.mock import AsyncMock


    async def greet(load):
        return f"Hello {await load()}"


    async def test_the_user_is_greeted_each_time():
        load = AsyncMock(return_value="Ann")
        assert await greet(load) == "Hello Ann"
        assert await greet(load) == "Hello Ann"
    ```

    ## What it cannot see

    How often the code under test awaits the mock: that it does so in each of two calls is likely, and a
    warning. Where the test comes to the mock once, or says that it is called once, nothing is said.
    """

    code = "AP309"
    name = "spent-coroutine"
    guide = "A coroutine object is awaited once; a mock that is called again needs AsyncMock."

    @only(keywords=("return_value",))
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a mock is made with."""
        for keyword in node.keywords:
            if keyword.arg == "return_value" and self._is_spent(keyword.value, here):
                mock = as_made(here, node)
                if mock is not None and mock.kind != "AsyncMock":
                    self._look(keyword.value, _name_of(node, here), here)

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at what a mock is told, and at what gets a name."""
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr == "return_value":
                mock = as_made(here, target.value)
                if mock is not None and mock.kind != "AsyncMock" and self._is_spent(node.value, here):
                    self._look(node.value, dotted(target.value), here)
        again = awaited_again(node, here) if here.is_async else None
        if again is not None and isinstance(again.node, ast.expr):
            here.report(
                self,
                again.node,
                f"`{again.name}` is a coroutine that was awaited before: a `RuntimeError`",
                cure="keep its result, or call the function again",
            )

    def _is_spent(self, node: ast.expr, here: Here) -> bool:
        return isinstance(node, ast.Call) and isinstance(here.value(node), Coroutine)

    def _look(self, node: ast.expr, mock: str | None, here: Here) -> None:
        why, severity = _shared(here), Severity.ERROR
        if why is None and mock is not None:
            why, severity = _used_again(mock, node, here)
        if why is not None:
            here.report(
                self,
                node,
                f"this coroutine is made once and can be awaited once, but {why}",
                cure="use `AsyncMock` with the plain result",
                severity=severity,
                confidence=Confidence.CERTAIN if severity is Severity.ERROR else Confidence.LIKELY,
            )


def _name_of(call: ast.Call, here: Here) -> str | None:
    """Return what the mock that a call makes is called afterwards."""
    parent = here.parent
    if isinstance(parent, ast.Assign) and parent.value is call and len(parent.targets) == 1:
        return dotted(parent.targets[0])
    if isinstance(parent, ast.withitem) and isinstance(parent.optional_vars, ast.Name):
        return parent.optional_vars.id
    return None


def _shared(here: Here) -> str | None:
    """Return who else gets the mock."""
    function = outermost(here)
    if function is None:
        return "all tests of the file share the mock"
    if here.scope.function is not None:
        return None
    marks = (ast.unparse(decorator) for decorator in function.decorator_list)
    if any("parametrize" in mark for mark in marks):
        return "all runs of the parametrized test share the mock"
    return None


def _used_again(mock: str, told: ast.expr, here: Here) -> tuple[str | None, Severity]:
    """Return how a test comes to a mock more than once, and how sure that is."""
    function = outermost(here)
    begin, end = _while_told(mock, told, here)
    seen: set[str] = set()
    for call, loop in _awaited_calls(function, 0):
        written = dotted(call.func)
        if written is None or not begin < call.lineno < end:
            continue
        severity = Severity.ERROR if written == mock else Severity.WARNING
        if written != mock and not _is_given(mock, call, function):
            continue
        if loop > begin:
            return f"`{written}` is called in a loop", severity
        if written in seen:
            return f"`{written}` is called again", severity
        seen.add(written)
    return None, Severity.ERROR


def _while_told(mock: str, told: ast.expr, here: Here) -> tuple[int, int]:
    """Return from which line to which line a mock returns what it was told."""
    begin = told.end_lineno or told.lineno
    names = (mock, f"{mock}.return_value", f"{mock}.side_effect", mock.partition(".")[0])
    later = [binding.at[0] for name in names for binding in here.scope.bindings.get(name, ())]
    return begin, min((line for line in later if line > begin), default=1 << 30)


def _is_given(mock: str, call: ast.Call, function: ast.AST | None) -> bool:
    """Tell whether a call gets a mock of which the test does not say that it is called only once."""
    given = {dotted(argument) for argument in (*call.args, *(keyword.value for keyword in call.keywords))}
    if mock not in given and mock.partition(".")[0] not in given:
        return False
    told = (node for node in nodes_in(function) if isinstance(node, ast.Attribute)) if function else ()
    return not any("once" in one.attr or one.attr.endswith("_count") for one in told)


def _awaited_calls(node: ast.AST | None, loop: int) -> Iterator[tuple[ast.Call, int]]:
    """Yield the calls that a function awaits, and the line of the loop around; branches are left out."""
    if node is None:
        return
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
        yield node.value, loop
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*_FUNCTIONS, ast.If, ast.IfExp, ast.ExceptHandler)):
            is_loop = isinstance(child, _LOOPS)
            yield from _awaited_calls(child, getattr(child, "lineno", 0) if is_loop and not loop else loop)
