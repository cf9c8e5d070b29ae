from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import asyncproof.plugin.explaining as module

if TYPE_CHECKING:
    from tests.plugin.suite import Suite

MORE = "More: asyncproof explain"
NEEDLESS = """
def compute():
    return {"name": "Ada"}

@pytest.mark.asyncio
async def test_it():
    await compute()
"""


def test_a_failure_has_one_section(suite: Suite) -> None:
    """It stands below the traceback, and says what happened in the user's own code."""
    suite.file(NEEDLESS)
    text = suite.run(failed=1)
    assert text.count("- asyncproof explains -") == 1
    error = "TypeError: object dict" if sys.version_info < (3, 14) else "TypeError: 'dict' object"
    assert text.index(error) < text.index("What happened: `compute()`")


@pytest.mark.parametrize("option", ["--show-capture=no", "--show-capture=stdout", "--tb=short", "-n0"])
def test_it_is_no_captured_output(suite: Suite, option: str) -> None:
    """Options about captured output do not hide it."""
    suite.file(NEEDLESS)
    options = () if option == "-n0" else (option,)
    assert suite.run(*options, failed=1).count(MORE) == 1


def test_other_failures_have_none(suite: Suite) -> None:
    """What is not about async code is reported as ever."""
    suite.file("def test_it():\n    assert 1 == 2\n")
    assert "asyncproof explains" not in suite.run(failed=1)


def test_the_same_is_told_once(suite: Suite) -> None:
    """A tear-down that fails for the same reason as the test does not repeat it."""
    suite.file(
        """
        @pytest.fixture
        def closed():
            loop = asyncio.new_event_loop()
            loop.close()
            def use():
                loop.call_soon(print)
            yield use
            use()

        def test_it(closed):
            closed()
        """
    )
    assert suite.run(failed=1, errors=1).count(MORE) == 1


def test_a_bug_of_ours_hides_nothing(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    """If explaining fails, the failure is reported without it."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(import_module("asyncproof.explain"), "explain", broken)  # as it is loaded now
    suite.file("def test_it():\n    raise RuntimeError('no running event loop')\n")
    text = suite.run(failed=1)
    assert "RuntimeError: no running event loop" in text
    assert module.TITLE not in text
