from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asyncproof.plugin.place import Place

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_outside_of_all_tests() -> None:
    """Where no test runs, nobody asks for virtual time."""
    loop = Place().build_or(asyncio.SelectorEventLoop)
    loop.close()
    assert type(loop) is asyncio.SelectorEventLoop


def test_whose_fixture_it_is(suite: Suite) -> None:
    """A test is the place, but the module while one of its fixtures is set up, however deep in another."""
    suite.file(
        """
        from asyncproof.plugin.place import Place

        @pytest.fixture
        def place(pytestconfig):
            return pytestconfig.pluginmanager.get_plugin("asyncproof-active")

        @pytest.fixture(scope="module")
        def wide(request):
            place = request.config.pluginmanager.get_plugin("asyncproof-active")
            return place.node, place.scope

        @pytest.fixture
        def narrow(request, place):
            wide = request.getfixturevalue("wide")
            return wide, (place.node, place.scope)

        def test_it(request, narrow, place):
            wide, here = narrow
            assert wide == (request.node.parent, "module")
            assert here == (request.node, "function")
            assert (place.node, place.scope) == here
        """
    )
    suite.run("--virtual-time", passed=1)
