"""Rule sync-replacement: an async function is replaced by something that can't be awaited."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.hit import Confidence, Edit, Fix, Span
from asyncproof.check.insight.mocked.awaiting import Evidence, evidence
from asyncproof.check.insight.mocked.made import answer_of, as_made, cant_be_awaited
from asyncproof.check.insight.mocked.target import (
    REPLACING,
    is_told_otherwise,
    may_be_told_awaitable,
    replacement,
)
from asyncproof.check.linking import FunctionValue, Instance, LambdaValue, Manager, MockValue
from asyncproof.check.linking.mocks import is_async
from asyncproof.check.linking.value import UNKNOWN
from asyncproof.check.narrowing import only
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.mocked.target import Replacement
    from asyncproof.check.linking import Value

_PLAIN = frozenset({"Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock"})


class SyncReplacement(Rule):
    """An async function is replaced by a plain mock, a lambda or a function whose result can't be awaited.

    ## What it does

    Finds `patch("app.load", Mock())`, `patch.object(Client, "get", new_callable=MagicMock)`,
    `monkeypatch.setattr(app, "load", lambda: 1)`, `client.get = Mock()` and their like, where the target is
    `async def` and code that the test runs awaits it.

    ## Why it is bad

    The code under test stops with `TypeError: object ... can't be used in 'await' expression`. Where it
    catches errors, the test sees its way of dealing with errors, and nothing else.

    ## Example

    ```python bad title="app.py"
    async def load():
        raise ConnectionError


    async def greet():
        return f"Hello {await load()}"
    ```

    ```python bad title="test_app.py"
    from unittest.mock import Mock, patch

    import app


    async def test_the_user_is_greeted():
        with patch("app.load", Mock(return_value="Ann")):  # AP305
            assert await app.greet() == "Hello Ann"


    async def test_nobody_is_greeted(monkeypatch):
        monkeypatch.setattr(app, "load", lambda: "")  # AP305
        assert await app.greet() == "Hello "
    ```

    ## What to do instead

    `patch` looks at the target itself, and makes an `AsyncMock` of an `async def`. `new_callable` is not
    needed.

    ```python good title="app.py"
    async def load():
        raise ConnectionError


    async def greet():
        return f"Hello {await load()}"
    ```

    ```python good title="test_app.py"
    from unittest.mock import patch

    import app


    async def test_the_user_is_greeted():
        with patch("app.load", return_value="Ann"):
            assert await app.greet() == "Hello Ann"
    ```

    ## What it cannot see

    Replacements of which no code that the test calls is known to await them: those may be right, where the
    code asks with `isawaitable` first or never comes there. Where it is only likely that the function is
    awaited, it warns.
    """

    code = "AP305"
    name = "sync-replacement"
    guide = "An async function is patched with AsyncMock, which patch chooses by itself."

    @only(called=REPLACING)
    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Look at what a call replaces."""
        target = replacement(here, node)
        if target is None or not is_async(here.evaluator, target.old) or is_told_otherwise(here, target):
            return
        told = _told(here, target)
        if told is not None:
            self._tell(node, target.old, told, _fix(here, target), here)

    def on_Assign(self, node: ast.Assign, here: Here) -> None:
        """Look at a method that an object is given."""
        for target in node.targets:
            if not isinstance(target, ast.Attribute):
                continue
            if not isinstance(node.value, (ast.Lambda, ast.Name, ast.Call)):
                continue
            if not here.may_be(node.value, FunctionValue, LambdaValue, Manager, MockValue):
                continue
            owner = here.value(target.value)
            old = here.evaluator.member(owner, target.attr) if isinstance(owner, Instance) else UNKNOWN
            told = _what(here, node.value) if is_async(here.evaluator, old) else None
            if told is None:
                continue
            names = [ast.unparse(one) for one in (*node.targets, node.value)]
            if any(may_be_told_awaitable(here, name, here.scope) for name in names):
                continue
            self._tell(node.value, old, told, None, here)

    def _tell(self, node: ast.expr, old: Value, told: str, fix: Fix | None, here: Here) -> None:
        if not isinstance(old, FunctionValue):
            return
        function, name = old.function, old.function.facts.name
        found = evidence(here, name, function)
        if found is Evidence.NONE:
            return
        is_certain = found is Evidence.CERTAIN
        here.report(
            self,
            node,
            f"`{name}` is async and is awaited; {told} takes its place, and what that gives can't be awaited",
            cure="use `AsyncMock`, or an async function",
            fix=fix,
            related=here.defined_async(function),
            severity=None if is_certain else Severity.WARNING,
            confidence=None if is_certain else Confidence.LIKELY,
        )


def _told(here: Here, target: Replacement) -> str | None:
    """Return what takes the place of an async function, as words; None where it may be awaited."""
    if target.kind is not None:
        made = as_made(here, target.call)
        is_plain = target.kind in _PLAIN and made is not None and not made.has_effect
        return f"a `{target.kind}`" if is_plain and _fails(here, made) else None
    return None if target.new is None else _what(here, target.new)


def _what(here: Here, node: ast.expr) -> str | None:
    """Return what a replacement is, as words; None where what it gives may be awaited."""
    made = as_made(here, node)
    if made is not None:
        return f"a `{made.kind}`" if made.spec is None and _fails(here, made) else None
    value = here.value(node)
    if isinstance(value, LambdaValue):
        return "a lambda" if _fails(here, value) else None
    if isinstance(value, FunctionValue) and not value.function.facts.is_async:
        return f"the plain function `{value.function.facts.name}`" if _fails(here, value) else None
    return None


def _fails(here: Here, value: Value | None) -> bool:
    """Tell whether awaiting what a call of a value gives fails for certain."""
    return value is not None and cant_be_awaited(here.evaluator, answer_of(here, value))


def _fix(here: Here, target: Replacement) -> Fix | None:
    """Return the change of `Mock` to `AsyncMock`, where it is written out."""
    maker = next((one.value for one in target.call.keywords if one.arg == "new_callable"), None)
    if maker is None and isinstance(target.new, ast.Call) and isinstance(here.value(target.new), MockValue):
        maker = target.new.func
    named = None if maker is None else here.called("unittest.mock", "AsyncMock")
    if maker is None or named is None:
        return None
    return Fix("use AsyncMock", (Edit(Span.of(maker), named.text),), named.imports)
