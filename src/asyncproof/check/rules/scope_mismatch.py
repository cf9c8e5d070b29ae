"""Rule scope-mismatch: a fixture asks for another one that lives shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.pytesting.loops import width
from asyncproof.check.rule import Rule

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.pytesting.fixtures import Fixture

_OF_TESTS = {
    **dict.fromkeys(("capfd", "capfdbinary", "caplog", "capsys", "capsysbinary", "recwarn"), ""),
    **dict.fromkeys(("tmp_path", "tmpdir"), "tmp_path_factory"),
    "monkeypatch": "pytest.MonkeyPatch.context()",
    "mocker": "session_mocker",
}
"""Fixtures of pytest and pytest-mock that live for a function, and what there is instead of them."""


class ScopeMismatch(Rule):
    """A wide fixture asks for a narrower one, which would be gone before it.

    ## What it does

    Finds fixtures whose parameter names a fixture of a narrower scope: in the same file, a `conftest.py`, a
    plugin, or pytest itself, as `tmp_path` and `monkeypatch`.

    ## Why it is bad

    Every test that asks for it fails before it begins: "ScopeMismatch: You tried to access the function
    scoped fixture small with a session scoped request object."

    ## Example

    ```python bad title="test_store.py"
    import pytest
    import pytest_asyncio


    @pytest.fixture
    def shelf():
        return []


    @pytest_asyncio.fixture(scope="module", loop_scope="module")
    async def store(shelf):  # AP213
        yield {"shelf": shelf}


    @pytest.mark.asyncio(loop_scope="module")
    async def test_the_shelf_is_empty(store):
        assert store["shelf"] == []
    ```

    ## What to do instead

    ```python good title="test_store.py"
    import asyncio

    import pytest
    import pytest_asyncio


    @pytest.fixture(scope="module")
    def shelf():
        return []


    @pytest_asyncio.fixture(scope="module", loop_scope="module")
    async def store(shelf):
        await asyncio.sleep(0)
        yield {"shelf": shelf}


    @pytest.mark.asyncio(loop_scope="module")
    async def test_the_shelf_is_empty(store):
        await asyncio.sleep(0)
        assert store["shelf"] == []
    ```

    ## What it cannot see

    Scopes that are computed, and a fixture that only some test files override with a narrower one.
    """

    code = "AP213"
    name = "scope-mismatch"
    guide = "A fixture asks only for fixtures that live at least as long as itself."

    def on_fixture(self, node: ast.FunctionDef | ast.AsyncFunctionDef, fixture: Fixture, here: Here) -> None:
        """Compare a fixture with those that it asks for."""
        asked = here.closures.asked_by(fixture.function)
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            if argument.arg not in asked:
                continue
            found = here.closures.needed_by(fixture, argument.arg)
            if found is None:
                self._look_at_known(argument, fixture, here)
                continue
            if found.scope is None or fixture.scope is None:
                continue
            if found.function == fixture.function or width(found.scope) >= width(fixture.scope):
                continue
            here.report(
                self,
                argument,
                f"`{fixture.name}` lives for a {fixture.scope} and asks for `{found.name}`, which lives "
                f"for a {found.scope}: pytest stops with ScopeMismatch",
                cure=f"make `{fixture.name}` as narrow as `{found.name}`, or `{found.name}` as wide",
                related=(here.defined(found.function, f"of scope {found.scope}"),),
            )

    def _look_at_known(self, argument: ast.arg, fixture: Fixture, here: Here) -> None:
        """Compare with a fixture that pytest or pytest-mock makes, where these are not at hand."""
        home = fixture.function.home
        klass = home if fixture.function.is_method else None
        if argument.arg not in _OF_TESTS or fixture.scope in {None, "function"}:
            return
        if here.fixtures.may_hide(argument.arg, home.module, klass, here.configuration):
            return
        here.report(
            self,
            argument,
            f"`{fixture.name}` lives for a {fixture.scope} and asks for `{argument.arg}`, which lives "
            "for a function: pytest stops with ScopeMismatch",
            cure=f"make `{fixture.name}` as narrow as `{argument.arg}`"
            + (f", or use `{_OF_TESTS[argument.arg]}`" if _OF_TESTS[argument.arg] else ""),
        )
