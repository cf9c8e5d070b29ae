from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    import functools
    from typing import AsyncIterator, Protocol, Self, TypeVar, overload
    from strange import decorator, retry
    T = TypeVar("T")

    class C:
        async def __aenter__(self: T) -> T: ...
        def me(self) -> Self: ...
        @classmethod
        def make(cls):
            return cls()
        @staticmethod
        async def still(x): return 1
        @property
        async def later(self): return 1
        @overload
        async def twice(self, x: int): ...
        @overload
        async def twice(self, x: str): ...
        def __await__(self):
            yield
    class P(Protocol):
        async def stream(self) -> AsyncIterator[int]: ...
    @decorator
    async def strange(): ...
    @functools.lru_cache(maxsize=1)
    async def cached(): return 1
    def nothing(): x = 1
    def both(x):
        if x:
            return 1
        return "a"
    def forwarded():
        return cached()
"""


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("async with C() as c:\n            reveal(c)", "a app.C"),
        ("reveal(C().me())", "a app.C"),
        ("reveal(C.make())", "a app.C"),
        ("reveal(C().still(1))", "coroutine of int"),
        ("reveal(C.still(1))", "coroutine of int"),
        ("reveal(C().later)", "coroutine of int"),
        ("reveal(C.later)", "unknown"),
        ("reveal(C().twice(1))", "coroutine of unknown"),
        ("reveal(P().stream())", "unknown"),
        ("reveal(strange())", "unknown"),
        ("reveal(cached())", "coroutine of int"),
        ("reveal(nothing())", "NoneType"),
        ("reveal(both(1))", "unknown"),
        ("reveal(forwarded())", "coroutine of int"),
        ("reveal(await forwarded())", "int"),
        ("reveal(await C())", "unknown"),
        ("reveal(await 1)", "unknown"),
        ("reveal((await asyncio.gather(cached()))[0])", "unknown"),
        ("reveal(functools.partial(1)())", "unknown"),
        ("reveal(1())", "unknown"),
    ],
)
def test_calls_give_what_functions_say_or_return(tmp_path: Path, line: str, known: str) -> None:
    """Decorators of strangers and differing returns make a result unknown."""
    test = f"""
    import asyncio, functools
    from app import *

    async def test_it():
        {line}
    """
    assert revealed(tmp_path, {"app.py": APP, "test_it.py": test}) == [known]


def test_parameters_are_their_annotations_or_their_object(tmp_path: Path) -> None:
    """`self`, `cls` and annotated parameters are known; others, and `*args`, are not."""
    test = """
    class C:
        async def f(self, x, y: int, *z: int):
            reveal(self)
            reveal(x)
            reveal(y)
            reveal(z)
        @classmethod
        async def g(cls):
            reveal(cls)
        @staticmethod
        async def h(first):
            reveal(first)
    """
    known = ["a test_it.C", "unknown", "int", "unknown", "class test_it.C", "unknown"]
    assert revealed(tmp_path, {"test_it.py": test}) == known
