from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    import functools
    from typing import AsyncIterator, Generator, Protocol, Self, TypeVar, overload
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
        async def sloppy(self) -> Generator[int, None, None]: ...
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
        ("reveal(P().sloppy())", "unknown"),
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


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("super().get()", "coroutine of a app.A"),
        ("super().lost()", "unknown"),
        ("super(B, self).get()", "unknown"),
        ("super", "foreign builtins.super"),
    ],
)
def test_super_is_the_object_as_one_of_the_base(tmp_path: Path, expression: str, known: str) -> None:
    """In a method, and in functions in it; the arguments of old are left alone."""
    app = """
        class A:
            async def get(self) -> "A": ...
    """
    test = f"""
        from app import A

        class B(A):
            def get(self):
                def inner():
                    reveal({expression})
                reveal({expression})
    """
    assert revealed(tmp_path, {"app.py": app, "test_app.py": test}) == [known, known]


def test_super_is_not_known_everywhere(tmp_path: Path) -> None:
    """Class methods see a class. With several bases, strange ones or none nobody knows, nor in a function."""
    test = """
        from strange import S

        class A:
            @classmethod
            def make(cls): return cls()
        class B(A):
            @classmethod
            def make(cls):
                reveal(super())
        class C(A, B):
            def get(self):
                reveal(super())
        class D(S):
            def get(self):
                reveal(super())
        class E:
            def get(self):
                reveal(super())
        def get():
            reveal(super())
    """
    found = revealed(tmp_path, {"test_app.py": test})
    assert found == ["class test_app.A", "unknown", "unknown", "unknown", "unknown"]


def test_the_next_item_of_an_async_generator_is_awaited(tmp_path: Path) -> None:
    """So are its other methods; of a strange iterator no more is known than that."""
    test = """
        async def items():
            yield 1

        async def test_it(strange):
            reveal(anext(items()))
            reveal(anext(strange))
            reveal(items().__anext__())
            reveal(items().asend(None))
            reveal(items().aclose())
            reveal(items().ag_frame)
    """
    assert revealed(tmp_path, {"test_app.py": test}) == [
        "coroutine of int",
        "coroutine of unknown",
        "coroutine of int",
        "coroutine of int",
        "coroutine of NoneType",
        "unknown",
    ]
