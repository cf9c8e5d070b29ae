from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import asyncproof
from asyncproof.core import UsageError

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_what_is_not_async() -> None:
    """A plain function can't be set up beside others: that is said at once."""
    with pytest.raises(UsageError, match=r"was given .*plain, which is not async.*use pytest\.fixture"):

        @asyncproof.fixture(concurrent=True)
        def plain() -> None:
            """Do nothing."""

    with pytest.raises(UsageError, match="which is not async"):
        asyncproof.fixture(concurrent=True)(asyncio.Event())


def test_without_concurrent(suite: Suite) -> None:
    """Without it the fixture is one of pytest-asyncio, with or without arguments."""
    suite.file(
        """
import asyncproof

@asyncproof.fixture
async def one():
    return 1

@asyncproof.fixture(name="two")
async def other():
    return 2

@pytest.mark.asyncio
async def test_it(one, two):
    assert (one, two) == (1, 2)
"""
    )
    suite.run(passed=1)
