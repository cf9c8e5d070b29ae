from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.resources import MAKERS, is_expected_to_fail, resource_of
from asyncproof.check.rule import Rule
from tests.check.installed import MISSING, thing_named
from tests.check.world import check_with

if TYPE_CHECKING:
    import ast
    from pathlib import Path

    from asyncproof.check.here import Here


@pytest.mark.parametrize("maker", sorted(MAKERS))
def test_what_makes_is_there_and_what_is_made_has_what_closes_it(maker: str) -> None:
    """Where the package is installed: classes by their methods, async functions by being such."""
    found = thing_named(maker)
    if found is MISSING:
        return
    resource = MAKERS[maker]
    if inspect.isclass(found) and not resource.is_awaited:
        assert all(hasattr(found, closer) for closer in resource.closers - {"__aexit__"})
    assert not inspect.iscoroutinefunction(found) or resource.is_awaited


class Opened(Rule):
    """Notes what is opened."""

    code = "AP996"
    name = "opened"

    def __init__(self) -> None:
        self.seen: list[tuple[str, bool]] = []

    def on_Expr(self, node: ast.Expr, here: Here) -> None:
        """Look at a statement that is an expression."""
        resource = resource_of(node.value, here)
        if resource is not None:
            self.seen.append((resource.maker, is_expected_to_fail(here)))


def test_what_is_opened_is_known_by_the_call(tmp_path: Path) -> None:
    """With or without `await`, as it has to be; what talks to nobody outside, or is replaced, is not."""
    text = """
    import asyncpg, httpx, pytest
    from aiohttp import ClientSession as Session

    async def open_all(transport):
        Session()
        await asyncpg.connect("x")
        asyncpg.connect("x")
        await Session()
        httpx.AsyncClient()
        httpx.AsyncClient(transport=transport)
        other()
        1
        with pytest.raises(OSError):
            await asyncpg.connect("x")

    async def test_it(mocker):
        mocker.patch("aiohttp.ClientSession")
        Session()
    """
    assert check_with(Opened(), tmp_path, {"test_it.py": text}).seen == [
        ("aiohttp.ClientSession", False),
        ("asyncpg.connect", False),
        ("httpx.AsyncClient", False),
        ("asyncpg.connect", True),
    ]
