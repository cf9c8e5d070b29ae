from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.plugin.checking.collected import files_of, runners_of, seen_by

if TYPE_CHECKING:
    import pytest

TESTS = """
import unittest
import pytest

def test_sync(): ...

async def test_nobody(): ...

class TestAll:
    @pytest.mark.asyncio
    async def test_asyncio(self): ...

    @pytest.mark.anyio
    async def test_anyio(self): ...

class TestIsolated(unittest.IsolatedAsyncioTestCase):
    async def test_isolated(self): ...

class TestPlain(unittest.TestCase):
    def test_plain(self): ...
"""


def test_what_runs_each_async_test_is_seen(pytester: pytest.Pytester) -> None:
    """Where it is certain; of the others nothing is said."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    items = pytester.getitems(TESTS)
    assert {name: runner for (_, name), runner in runners_of(items)} == {
        "TestAll.test_asyncio": "pytest-asyncio",
        "TestAll.test_anyio": "anyio",
        "TestIsolated.test_isolated": "unittest.IsolatedAsyncioTestCase",
    }


def test_modes_and_scopes_are_those_of_the_run(pytester: pytest.Pytester) -> None:
    """The command line counts, then the configuration file; what no plugin knows is open."""
    pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = session\n")
    config = pytester.parseconfigure("--asyncio-mode=strict")
    seen = seen_by(config, {})
    assert (seen.asyncio_mode.value, seen.fixture_loop_scope) == ("strict", "session")
    assert seen_by(pytester.parseconfigure(), {}).asyncio_mode.value == "auto"
    without = pytester.parseconfigure("-p", "no:asyncio", "-p", "no:anyio", "-c", "/dev/null")
    seen = seen_by(without, {})
    assert (seen.asyncio_mode.value, seen.anyio_mode.value, seen.test_loop_scope) == (
        "unknown",
        "unknown",
        None,
    )


def test_files_are_those_of_tests_and_conftests(pytester: pytest.Pytester) -> None:
    """Of Python only."""
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makeconftest("")
    pytester.makefile(".txt", test_doc=">>> 1\n1\n")
    items = pytester.getitems("def test_it(): ...\n")
    names = {name.rpartition("/")[2] for name in files_of(items[0].session)}
    assert "conftest.py" in names
    assert not any(name.endswith(".txt") for name in names)
