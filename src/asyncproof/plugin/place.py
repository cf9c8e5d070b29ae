"""Where the run is: which test, which fixture; so that a loop factory knows for whom it builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.plugin.building import build_loop
from asyncproof.plugin.wish import Wish, wish_of

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Generator

    from _pytest.nodes import Node

    from asyncproof.plugin.settings import LoopSettings

    Build = Callable[[LoopSettings, type[ControlledLoop]], ControlledLoop]


class Place:
    """Follows the run from test to test and into the fixtures that are being set up."""

    def __init__(self) -> None:
        self.node: Node | None = None
        """The test; while a fixture is set up, what shares it: a class, a module, the session."""
        self.newest: AbstractEventLoop | None = None
        """The loop that was built last for the running test alone."""
        self.scope = "function"
        """How wide a loop that is built now will be shared."""
        self.build: Build = build_loop
        """Who builds the loop of a test that has it for itself."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember the test; nothing is built between two tests, so there is no need to forget it.

        A test that asks for nonsense fails here, before a fixture is half set up.
        """
        self.node, self.newest = item, None
        wish_of(item)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, request: pytest.FixtureRequest) -> Generator[None, object, object]:
        """Remember who shares the fixture that is being set up."""
        outer = self.node, self.scope
        self.node, self.scope = request.node, request.scope
        try:
            return (yield)
        finally:
            self.node, self.scope = outer

    def wish(self) -> Wish | None:
        """Return what is asked for here; None outside of all tests."""
        return None if self.node is None else wish_of(self.node)

    def build_or(
        self, stock: Callable[[], AbstractEventLoop], kind: type[ControlledLoop] = ControlledLoop
    ) -> AbstractEventLoop:
        """Build what is asked for here, or what would be built without us."""
        wish = self.wish()
        if wish is None or not wish.virtual:
            return stock()
        if not isinstance(self.node, pytest.Item):
            return build_loop(wish.settings.loop, kind)
        self.newest = self.build(wish.settings.loop, kind)
        return self.newest
