"""Finds the loop that a test runs on, for the fixtures that bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.anyio_backend import BACKEND, runs_on_asyncio
from asyncproof.plugin.building import is_virtual
from asyncproof.plugin.loops import ANYIO, SCOPES, loop_fixture
from asyncproof.plugin.options import forbids_virtual_time
from asyncproof.plugin.sharing import explain_stock_loop
from asyncproof.plugin.unittest_case import isolated_case

if TYPE_CHECKING:
    from asyncproof.loop import ControlledLoop

INSTEAD = {
    "clock": "and use asyncio.get_running_loop().clock",
    "net": 'and write `async with asyncproof.stub.Net() as net:`, with network="memory" in the mark',
    "asgi": 'and write `async with asyncproof.kit.asgi(app):`, with network="memory" in the mark',
}
"""What a test that can't have fixtures writes in their place, beside the mark."""


def find_loop(request: pytest.FixtureRequest) -> ControlledLoop:
    """Return the loop of the test that uses a fixture which brings its loop."""
    item: pytest.Function = request.node
    name = str(request.fixturename)
    if forbids_virtual_time(item.config):
        pytest.skip(f"it uses the `{name}` fixture, and --no-virtual-time is given")
    if isolated_case(item) is not None:
        pytest.fail(
            f"{item.nodeid}: a unittest test cannot use the `{name}` fixture. Mark it with virtual_time "
            f"{INSTEAD[name]}.",
            pytrace=False,
        )
    scope, runner = _runner(item, request)
    loop = request.getfixturevalue(runner)
    if not is_virtual(loop):
        pytest.fail(explain_stock_loop(item, scope, loop), pytrace=False)
    ours: ControlledLoop = loop
    return ours


def _runner(item: pytest.Function, request: pytest.FixtureRequest) -> tuple[str, str]:
    """Return how wide the loop of a test is shared, and the fixture that has it."""
    if BACKEND in item.fixturenames:
        _check_backend(item, request)
        return "function", ANYIO
    if item.config.pluginmanager.hasplugin("asyncio"):
        scope = loop_scope(item)
        return scope, loop_fixture(scope)
    pytest.fail(
        f"{item.nodeid}: the `{request.fixturename}` fixture needs an event loop, but neither pytest-asyncio "
        "nor anyio runs this test. Remove `-p no:asyncio`, or mark the test with anyio.",
        pytrace=False,
    )


def loop_scope(item: pytest.Item) -> str:
    """Return the scope of the loop that pytest-asyncio runs a test on, or a sync test's async fixtures."""
    mark = item.get_closest_marker("asyncio")
    if mark is not None:
        chosen = mark.kwargs.get("loop_scope") or mark.kwargs.get("scope")
        scope = chosen or item.config.getini("asyncio_default_test_loop_scope")
    else:
        scope = item.config.getini("asyncio_default_fixture_loop_scope")
    return scope if scope in SCOPES else "function"


def _check_backend(item: pytest.Item, request: pytest.FixtureRequest) -> None:
    backend = request.getfixturevalue(BACKEND)
    if not runs_on_asyncio(backend):
        on_trio = "Use trio.testing.MockClock there, or run" if request.fixturename == "clock" else "Run"
        pytest.fail(
            f"{item.nodeid}: the `{request.fixturename}` fixture is for asyncio, but this test runs on "
            f"{backend!r}. {on_trio} the test on asyncio only.",
            pytrace=False,
        )
