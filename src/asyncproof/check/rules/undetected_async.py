"""Rule undetected-async: patch can't see that its target is async, and puts a plain mock in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.facts.term import Call, Name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.mocked.awaiting import Evidence, evidence
from asyncproof.check.insight.mocked.target import REPLACING, definition, is_told_otherwise, replacement
from asyncproof.check.linking import Coroutine, FunctionValue, Instance
from asyncproof.check.linking.shape import Shape
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.insight.mocked.target import Replacement
    from asyncproof.check.linking import Function


class UndetectedAsync(Rule):
    """`patch` makes a plain `MagicMock` of something async, because a decorator or a class hides that it is.

    ## What it does

    Finds `patch("app.load")` where `load` is an `async def` behind a decorator of the project whose
    wrapper is a plain function, or an object whose `__call__` is async, and code that the test runs
    awaits it.

    ## Why it is bad

    `patch` asks the target whether it is a coroutine function. A plain wrapper says no, and so does an object
    with an async `__call__`. The mock is a `MagicMock`, and awaiting what it returns raises `TypeError`.

    ## Example

    ```python bad title="app.py"
    import functools


    def logged(function):
        @functools.wraps(function)
        def wrapper(*args):
            print(args)
            return function(*args)

        return wrapper


    @logged
    async def load(number):
        raise ConnectionError(number)


    async def greet():
        return f"Hello {await load(1)}"
    ```

    ```python bad title="test_app.py"
    from unittest.mock import patch

    import app


    async def test_the_user_is_greeted():
        with patch("app.load", return_value="Ann"):  # AP306
            assert await app.greet() == "Hello Ann"
    ```

    ## What to do instead

    ```python good title="app.py"
    import functools


    def logged(function):
        @functools.wraps(function)
        def wrapper(*args):
            print(args)
            return function(*args)

        return wrapper


    @logged
    async def load(number):
        raise ConnectionError(number)


    async def greet():
        return f"Hello {await load(1)}"
    ```

    ```python good title="test_app.py"
    from unittest.mock import AsyncMock, patch

    import app


    async def test_the_user_is_greeted():
        with patch("app.load", new_callable=AsyncMock, return_value="Ann"):
            assert await app.greet() == "Hello Ann"
    ```

    Everywhere else `new_callable` is not needed: since Python 3.8 `patch` makes an `AsyncMock` of each
    `async def`, of bound async methods, and of `functools.partial` of them. A guide that always asks for
    it is out of date.

    ## What it cannot see

    Decorators of other projects, and those that mark what they return, as by `inspect.markcoroutinefunction`.
    """

    code = "AP306"
    name = "undetected-async"
    guide = "patch chooses AsyncMock for an async def by itself, but not for one behind a plain wrapper."

    @only(called=REPLACING)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a call replaces."""
        target = replacement(here, node)
        if target is None or not target.is_plain or getattr(node.func, "attr", "") == "setattr":
            return
        why = _why(here, target)
        if why is None or is_told_otherwise(here, target):
            return
        found = evidence(here, target.name, None)
        if found is Evidence.NONE:
            return
        named = here.called("unittest.mock", "AsyncMock")
        here.report(
            self,
            node,
            f"`patch` makes a `MagicMock` of `{target.name}`, which can't be awaited: {why}",
            cure="add `new_callable=AsyncMock`",
            fix=None if named is None else _fix(node, named.text, named.imports),
        )


def _why(here: Here, target: Replacement) -> str | None:
    """Return why `patch` does not see that its target is async; None where it sees it, or where it is not."""
    if isinstance(target.old, Instance):
        called = here.evaluator.dunder(target.old, "__call__")
        return (
            f"only the `__call__` of `{target.old.klass.facts.name}` is async"
            if _is_coroutine(called)
            else None
        )
    function = definition(target)
    if function is None or not function.facts.is_async or function.facts.is_generator:
        return None
    if here.evaluator.shape(function) is not Shape.UNKNOWN or len(function.facts.decorators) != 1:
        return None
    decorator = _decorator(here, function)
    if decorator is None or not _hides(decorator.facts):
        return None
    return f"its decorator `{decorator.facts.name}` returns a plain function"


def _is_coroutine(value: object) -> bool:
    return isinstance(value, Coroutine) and value.source is not None


def _decorator(here: Here, function: Function) -> Function | None:
    term = function.facts.decorators[0]
    if isinstance(term, Call):
        return None
    value = here.evaluator.value(term, function.home)
    return value.function if isinstance(value, FunctionValue) else None


def _hides(decorator: FunctionFacts) -> bool:
    """Tell whether a decorator returns a plain function that returns what the decorated one does."""
    if decorator.is_async or len(decorator.returns) != 1 or not decorator.parameters or decorator.asks:
        return False
    given = decorator.returns[0].value
    found = decorator.bindings.get(given.id, ()) if isinstance(given, Name) else ()
    if len(found) != 1 or not isinstance(found[0].value, FunctionFacts):
        return False
    wrapper = found[0].value
    if wrapper.is_async or wrapper.is_generator or len(wrapper.returns) != 1:
        return False
    returned = wrapper.returns[0].value
    return isinstance(returned, Call) and returned.function == Name(decorator.parameters[0].name)


def _fix(node: ast.Call, text: str, imports: tuple[str, ...]) -> Fix | None:
    last = max(
        (*node.args, *(one.value for one in node.keywords)),
        key=lambda one: (one.end_lineno, one.end_col_offset),
    )
    line, column = last.end_lineno or 0, last.end_col_offset or 0
    edit = Edit(Span(line, column, line, column), f", new_callable={text}")
    return Fix("use AsyncMock", (edit,), imports)
