from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """
import functools
import strange

def traced(function):
    @functools.wraps(function)
    async def wrapper(*args): return await function(*args)
    return wrapper

def with_arguments(times):
    def decorate(function):
        async def wrapper(*args): return await function(*args)
        return wrapper
    return decorate

def sync(function):
    def wrapper(*args): return function(*args)
    return wrapper

def generating(function):
    async def wrapper(*args):
        yield function
    return wrapper

def changing(function):
    @strange.thing
    async def wrapper(*args): return 1
    return wrapper

def two(function):
    if function:
        return function
    async def wrapper(*args): return 1
    return wrapper

async def itself(function):
    async def wrapper(*args): return 1
    return wrapper
"""


@pytest.mark.parametrize(
    ("decorators", "meaning"),
    [
        ("@traced", "coroutine of unknown"),
        ("@with_arguments(3)", "coroutine of unknown"),
        ("@staticmethod\n@traced", "coroutine of unknown"),
        ("@traced\n@sync", "unknown"),
        ("@with_arguments", "unknown"),
        ("@sync", "unknown"),
        ("@generating", "unknown"),
        ("@changing", "unknown"),
        ("@two", "unknown"),
        ("@itself", "unknown"),
        ("@strange.thing", "unknown"),
        ("@nothing", "unknown"),
    ],
)
def test_an_async_wrapper_makes_a_function_async(tmp_path: Path, decorators: str, meaning: str) -> None:
    """One wrapper, which the decorator returns as it is; nobody knows what all others do."""
    text = f"{HEAD}\n{decorators}\ndef work(): ...\n\nreveal(work())\n"
    assert revealed(tmp_path, {"test_it.py": text}) == [meaning]
