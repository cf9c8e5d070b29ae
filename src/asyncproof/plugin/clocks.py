"""Finds the clock of the loop that a test runs on."""

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
    from asyncproof.loop import VirtualClock


def find_clock(request: pytest.FixtureRequest) -> VirtualClock:
    """Return the clock of the test that this request is for."""
    item: pytest.Function = request.node
    if forbids_virtual_time(item.config):
        pytest.skip("it uses the `clock` fixture, and --no-virtual-time is given")
    if isolated_case(item) is not None:
        pytest.fail(
            f"{item.nodeid}: a unittest test cannot use the `clock` fixture. Mark it with virtual_time "
            "and use asyncio.get_running_loop().clock.",
            pytrace=False,
        )
    scope = "function"
    if BACKEND in item.fixturenames:
        _check_backend(item, request.getfixturevalue(BACKEND))
        name = ANYIO
    elif item.config.pluginmanager.hasplugin("asyncio"):
        scope = loop_scope(item)
        name = loop_fixture(scope)
    else:
        pytest.fail(
            f"{item.nodeid}: the `clock` fixture needs an event loop, but neither pytest-asyncio nor anyio "
            "runs this test. Remove `-p no:asyncio`, or mark the test with anyio.",
            pytrace=False,
        )
    loop = request.getfixturevalue(name)
    if not is_virtual(loop):
        pytest.fail(explain_stock_loop(item, scope, loop), pytrace=False)
    clock: VirtualClock = loop.clock
    return clock


def loop_scope(item: pytest.Item) -> str:
    """Return the scope of the loop that pytest-asyncio runs a test on, or a sync test's async fixtures."""
    mark = item.get_closest_marker("asyncio")
    if mark is not None:
        chosen = mark.kwargs.get("loop_scope") or mark.kwargs.get("scope")
        scope = chosen or item.config.getini("asyncio_default_test_loop_scope")
    else:
        scope = item.config.getini("asyncio_default_fixture_loop_scope")
    return scope if scope in SCOPES else "function"


def _check_backend(item: pytest.Item, backend: object) -> None:
    if not runs_on_asyncio(backend):
        pytest.fail(
            f"{item.nodeid}: the `clock` fixture is for asyncio, but this test runs on {backend!r}. Use "
            "trio.testing.MockClock there, or run the test on asyncio only.",
            pytrace=False,
        )
