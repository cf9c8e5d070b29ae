from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    from collections.abc import AsyncIterator, Callable, Coroutine, Generator
    from contextlib import asynccontextmanager
    from typing import Any, Generic, Protocol, TypeVar
    T = TypeVar("T")
    K = TypeVar("K")

    class C: ...
    class D: ...
    class Asked(Coroutine[Any, Any, T], Generic[T]):
        def __await__(self) -> Generator[Any, None, T]: ...
    class Box(Generic[K, T]):
        async def get(self) -> T: ...
        def key(self) -> K | None: ...
        def every(self) -> list[T]: ...
        def later(self) -> Callable[[], Coroutine[Any, Any, T]]: ...
        def again(self) -> "Box[T, K]": ...
        def kind(self) -> type[T]: ...
        async def stream(self) -> AsyncIterator[T]:
            yield
        @asynccontextmanager
        async def opened(self) -> AsyncIterator[T]:
            yield
        def other(self, x: K) -> "Strange": ...
    class Near(Box[str, C]): ...
    class Far(Near): ...
    class Turned(Box[T, K]): ...
    Named = Box[int, C]
    Alias = Asked[C]
    class Under(Alias): ...
    def ask() -> Alias: ...
    def give() -> Box[int, D]: ...
    def plain() -> Box: ...
    def turned() -> Turned[C, D]: ...
    def free() -> T: ...
"""


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("await give().get()", "a app.D"),
        ("give().get()", "coroutine of a app.D"),
        ("give().key()", "int"),
        ("give().every()", "list of a app.D"),
        ("give().later()", "callable giving coroutine of a app.D"),
        ("await give().again().again().get()", "a app.D"),
        ("give().kind()", "unknown"),
        ("await Near().get()", "a app.C"),
        ("await Far().get()", "a app.C"),
        ("await Named().get()", "a app.C"),
        ("await Box[int, C]().get()", "a app.C"),
        ("await turned().get()", "a app.D"),
        ("turned().key()", "a app.C"),
        ("await ask()", "a app.C"),
        ("await Under()", "a app.C"),
        ("await Asked[D]()", "a app.D"),
        ("await plain().get()", "unknown"),
        ("await Box[int]().get()", "unknown"),
        ("give().other(1)", "unknown"),
        ("free()", "unknown"),
    ],
)
def test_type_variables_stand_for_what_is_in_the_brackets(
    tmp_path: Path, expression: str, known: str
) -> None:
    """So it is through bases and names of generics; without brackets nothing is known."""
    test = f"""
        from app import Asked, Box, C, D, Far, Named, Near, Under, ask, free, give, plain, turned

        async def test_it():
            reveal({expression})
    """
    assert revealed(tmp_path, {"app.py": APP, "test_app.py": test}) == [known]


def test_managers_and_generators_give_what_stands_in_the_brackets(tmp_path: Path) -> None:
    """What `async with` and `async for` bind is known as well."""
    test = """
        from app import give

        async def test_it():
            async with give().opened() as one:
                reveal(one)
            async for two in give().stream():
                reveal(two)
    """
    assert revealed(tmp_path, {"app.py": APP, "test_app.py": test}) == ["a app.D", "a app.D"]


def test_classes_in_a_circle_are_not_followed_for_ever(tmp_path: Path) -> None:
    """Who is a base of itself through another file has no known bases."""
    files = {
        "one.py": "from two import B\nclass A(B): ...\n",
        "two.py": "from one import A\nclass B(A):\n    def get(self) -> int: ...\n",
        "test_it.py": "from one import A\ndef test_it():\n    reveal(A().get())\n",
    }
    assert revealed(tmp_path, files) == ["int"]
