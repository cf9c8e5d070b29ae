from __future__ import annotations

from asyncproof.plugin.loops import ANYIO, ANYIO_RUNNER, SCOPES, AnyioLoops, asyncio_loops, loop_fixture


def test_a_fixture_for_each_loop_scope() -> None:
    """There is one fixture for each loop scope of pytest-asyncio, and two for anyio."""
    plugin = asyncio_loops()
    names = {name for name in vars(plugin) if name.startswith("_asyncproof")}
    assert names == {loop_fixture(scope) for scope in SCOPES}
    assert AnyioLoops.running_loop.name == ANYIO
    assert AnyioLoops.runner.name == ANYIO_RUNNER
