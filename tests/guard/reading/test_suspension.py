from __future__ import annotations

import linecache

import pytest

from asyncproof.guard.reading.suspension import awaits_nothing_after

SOURCE = """\
async def test_last():
    await x()
    make()

async def test_later():
    make()
    await x()

async def test_loop():
    for _ in y:
        await x()
        make()

async def test_with():
    async with x():
        make()

async def test_calls():
    await helper()

async def helper():
    make()

async def test_nested():
    make()
    async def later():
        await x()

def test_sync():
    make()
"""
FILE = "/made/by/test_suspension.py"


@pytest.fixture(autouse=True)
def _source() -> None:
    """Let the source be read."""
    linecache.cache[FILE] = (len(SOURCE), None, SOURCE.splitlines(keepends=True), FILE)


@pytest.mark.parametrize(
    ("test", "frames"),
    [
        ("test_last", [(3, "test_last")]),
        ("test_calls", [(22, "helper"), (19, "test_calls")]),
        ("test_nested", [(25, "test_nested")]),
    ],
)
def test_nothing_is_awaited_after_the_line(test: str, frames: list[tuple[int, str]]) -> None:
    """Up to the end of the test, through all that called it, nothing gives the loop a turn."""
    assert awaits_nothing_after([(FILE, *frame) for frame in frames], test)


@pytest.mark.parametrize(
    ("test", "frames"),
    [
        ("test_later", [(6, "test_later")]),
        ("test_loop", [(12, "test_loop")]),
        ("test_with", [(16, "test_with")]),
        ("test_calls", [(22, "helper")]),  # who called it is not known
        ("test_sync", [(30, "test_sync")]),
        ("test_last", [(4, "test_last")]),  # outside of any function
    ],
)
def test_something_may_be_awaited_after_the_line(test: str, frames: list[tuple[int, str]]) -> None:
    """A later await, one in the same loop, the end of an `async with`; or nobody knows."""
    assert not awaits_nothing_after([(FILE, *frame) for frame in frames], test)
