from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    import typing
    from typing import Any, Literal, overload

    class C: ...
    class D: ...

    class Client:
        @overload
        async def call(self, name: str, *, task: Literal[False] = False) -> C: ...
        @overload
        async def call(self, name: str, *, task: Literal[True], ttl: int = 1) -> D: ...
        async def call(self, name: str, *, task: bool = False, ttl: int = 1) -> C | D: ...

        @overload
        def take(self, x: list[int]) -> C: ...
        @overload
        def take(self, x: str) -> D: ...
        def take(self, x): ...

        @overload
        def mixed(self, x: Literal["a"]) -> C: ...
        @overload
        async def mixed(self, x: Literal["b"]) -> D: ...
        def mixed(self, x): ...

    @typing.overload
    def find(kind: typing.Literal["c", "cc"]) -> C: ...
    @typing.overload
    def find(kind: Literal["d"], *more: int, **rest: int) -> D: ...
    def find(kind, *more, **rest): ...

    def again(x): ...
    def again(x) -> C: ...
"""


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ('Client().call("a")', "coroutine of a app.C"),
        ('Client().call("a", task=False)', "coroutine of a app.C"),
        ('Client().call("a", task=True)', "coroutine of a app.D"),
        ('Client().call("a", task=True, ttl=3)', "coroutine of a app.D"),
        ('Client().call(name="a", task=flag)', "coroutine of unknown"),
        ('Client().call("a", **flag)', "coroutine of unknown"),
        ('Client().call("a", other=1)', "coroutine of unknown"),
        ("Client().take(1)", "unknown"),
        ('Client().mixed("a")', "unknown"),
        ('find("c")', "a app.C"),
        ('find("cc")', "a app.C"),
        ('find("d")', "a app.D"),
        ('find("d", 1, x=2)', "a app.D"),
        ("find(flag)", "unknown"),
        ("again(1)", "a app.C"),
    ],
)
def test_literal_arguments_choose_the_overload(tmp_path: Path, expression: str, known: str) -> None:
    """Where several fit that promise different things, nobody knows."""
    test = f"""
        from app import Client, again, find

        def test_it(flag):
            reveal({expression})
    """
    assert revealed(tmp_path, {"app.py": APP, "test_app.py": test}) == [known]
