"""A small test suite in a directory of its own, run by a pytest of its own, for the plugin's tests."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

# What is loaded now stays: pytester forgets what is loaded in its own runs, and loads it a second time.
import asyncproof.plugin.activation
import asyncproof.plugin.concurrent.fixture
import asyncproof.plugin.concurrent.together
import asyncproof.plugin.finding  # noqa: F401 - it is to be loaded
from tests.neighbours import NEIGHBOURS

if TYPE_CHECKING:
    import pytest

PRELUDE = """
import asyncio
import pytest
import pytest_asyncio
from asyncproof import ControlledLoop

def is_virtual(loop=None):
    return isinstance(loop or asyncio.get_running_loop(), ControlledLoop)
"""


class Suite:
    """Writes test files and runs them."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.ini()

    def ini(
        self,
        *lines: str,
        mode: str = "strict",
        warnings: str = "error",
        without: tuple[str, ...] = NEIGHBOURS,
    ) -> None:
        """Write the configuration file."""
        blocked = " ".join(f"-p no:{name}" for name in (*without, "cacheprovider"))
        settings = (
            f"addopts = {blocked}",
            f"asyncio_mode = {mode}",
            "asyncio_default_fixture_loop_scope = function",
            f"filterwarnings = {warnings}",
            *lines,
        )
        self.pytester.makeini("\n".join(("[pytest]", *settings)))

    def file(self, source: str, name: str = "test_it") -> None:
        """Write a file, with the imports that all of them need."""
        self.pytester.makepyfile(**{name: PRELUDE + textwrap.dedent(source)})

    def run(self, *options: str, passed: int = 0, **outcomes: int) -> str:
        """Run the suite, check how its tests end, and return what pytest prints."""
        result = self.pytester.runpytest_inprocess(*options)
        result.assert_outcomes(passed=passed, **outcomes)
        return result.stdout.str()

    def ask(self, *options: str) -> str:
        """Ask pytest something that runs no tests, and return its answer."""
        result = self.pytester.runpytest_inprocess(*options)
        return result.stdout.str() + result.stderr.str()
