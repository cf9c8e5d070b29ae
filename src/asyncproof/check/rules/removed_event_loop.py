"""Rule removed-event-loop: the fixture `event_loop`, which pytest-asyncio 1.0 has removed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.hit import Confidence, Edit, Fix, Span
from asyncproof.check.pytesting.asked import is_asked_for
from asyncproof.check.pytesting.evidence import Known
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.pytesting.versions import at_least, is_open_to
from asyncproof.check.rule import Rule
from asyncproof.core import Severity

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Function
    from asyncproof.check.pytesting.fixtures import Fixture
    from asyncproof.check.pytesting.tests import Test

_GONE = (1, 0)
_NAME = "event_loop"
_MAKERS = ("new_event_loop", "get_event_loop", "get_event_loop_policy")


class RemovedEventLoop(Rule):
    """A test asks for the fixture `event_loop`, or a project overrides it, and pytest-asyncio 1.0 has none.

    ## What it does

    Finds parameters named `event_loop` of tests and fixtures where no fixture of that name is visible, and
    fixtures of that name that make a loop, in projects that use pytest-asyncio 1.0 or later. Where the
    project asks for no certain version, so that it may get 1.0, it is a warning.

    ## Why it is bad

    A test that asks for it fails: "fixture 'event_loop' not found". A fixture that overrides it is worse: it
    was the way to let tests share a loop, it is still accepted, and it does nothing. Every test has a loop of
    its own again.

    ## Example

    ```python bad title="test_cart.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_the_cart_is_empty(event_loop):  # AP903
        cart = await asyncio.wait_for(event_loop.run_in_executor(None, list), 5)
        assert cart == []
    ```

    ```toml bad title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio>=1.0"]
    ```

    ## What to do instead

    ```python good title="test_cart.py"
    import asyncio

    import pytest


    @pytest.mark.asyncio
    async def test_the_cart_is_empty():
        loop = asyncio.get_running_loop()
        cart = await asyncio.wait_for(loop.run_in_executor(None, list), 5)
        assert cart == []
    ```

    ```toml good title="pyproject.toml"
    [project]
    name = "shop"
    dependencies = ["pytest", "pytest-asyncio>=1.0"]
    ```

    To share a loop set `asyncio_default_test_loop_scope` and `asyncio_default_fixture_loop_scope`, or
    `loop_scope` at marks and fixtures.

    ## What it cannot see

    Whether a plugin that is not in the environment has a fixture of this name. A fixture that some test or
    fixture asks for is taken for one of the project's own.
    """

    code = "AP903"
    name = "removed-event-loop"
    guide = "Tests share a loop by loop scopes; the fixture event_loop is gone."

    def on_test(self, node: ast.FunctionDef | ast.AsyncFunctionDef, test: Test, here: Here) -> None:
        """Look at what a test asks for."""
        if test.runner in {Runner.ASYNCIO, Runner.PYTEST}:
            self._look(node, test.function, here)

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Look at what a fixture asks for, and what it is."""
        if fixture.name != _NAME:
            self._look(node, fixture.function, here)
        elif _is_gone(here) and _makes_loop(node) and not is_asked_for(_NAME, here.module.facts.path):
            self._report(
                node,
                "this fixture `event_loop` sets the loop of no test: pytest-asyncio 1.0 has removed it",
                "say how wide loops are by `asyncio_default_test_loop_scope` or `loop_scope`",
                here,
            )

    def _look(self, node: ast.FunctionDef | ast.AsyncFunctionDef, function: Function, here: Here) -> None:
        if _NAME not in here.closures.asked_by(function) or not _is_gone(here):
            return
        klass = function.home if function.is_method else None
        place = here.module, klass, here.configuration
        if here.fixtures.find(_NAME, *place) is not None or here.fixtures.may_hide(_NAME, *place):
            return
        argument = next(one for one in _arguments(node) if one.arg == _NAME)
        self._report(
            argument,
            "there is no fixture `event_loop`: pytest-asyncio 1.0 has removed it",
            "use `asyncio.get_running_loop()`",
            here,
            _without_loop(node, here) if isinstance(node, ast.AsyncFunctionDef) else None,
        )

    def _report(
        self, node: ast.arg | ast.stmt, message: str, cure: str, here: Here, fix: Fix | None = None
    ) -> None:
        certain = at_least(here.configuration.evidence, "pytest-asyncio", _GONE) is Known.YES
        here.report(
            self,
            node,
            message,
            cure=cure,
            fix=fix,
            severity=Severity.ERROR if certain else Severity.WARNING,
            confidence=Confidence.CERTAIN if certain else Confidence.LIKELY,
        )


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _is_gone(here: Here) -> bool:
    return is_open_to(here.configuration.evidence, "pytest-asyncio", _GONE)


def _makes_loop(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a fixture makes a loop or takes that of somebody else, and sets none itself."""
    names = (last_name(one.func) for one in nodes_in(node) if isinstance(one, ast.Call))
    found = set(names)
    return not found.isdisjoint(_MAKERS) and "set_event_loop" not in found


def _without_loop(node: ast.AsyncFunctionDef, here: Here) -> Fix | None:
    """Return the change of an async function that asks for the loop itself."""
    arguments = [*node.args.posonlyargs, *node.args.args]
    place = next((number for number, one in enumerate(arguments) if one.arg == _NAME), None)
    uses = [one for one in ast.walk(node) if isinstance(one, ast.Name) and one.id == _NAME]
    asks = here.called("asyncio", "get_running_loop")
    if place is None or node.args.posonlyargs or asks is None:
        return None
    if any(isinstance(one.ctx, ast.Store) for one in uses):
        return None
    edits = [Edit(Span.of(one), f"{asks.text}()") for one in uses]
    imports = asks.imports if uses else ()
    return Fix("ask asyncio for the loop", (_without(arguments, place), *edits), imports)


def _without(arguments: list[ast.arg], place: int) -> Edit:
    """Return the edit that takes one of some parameters out, and a comma with it."""
    span = Span.of(arguments[place])
    if place + 1 < len(arguments):
        after = Span.of(arguments[place + 1])
        return Edit(Span(span.line, span.column, after.line, after.column), "")
    if place:
        before = Span.of(arguments[place - 1])
        return Edit(Span(before.end_line, before.end_column, span.end_line, span.end_column), "")
    return Edit(span, "")
