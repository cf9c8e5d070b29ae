from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("annotation", "known"),
    [
        ("C", "a app.C"),
        ("'C'", "a app.C"),
        ("C | None", "a app.C"),
        ("Optional[C]", "a app.C"),
        ("Union[C, int]", "unknown"),
        ("Annotated[C, 1]", "a app.C"),
        ("int", "int"),
        ("None", "NoneType"),
        ("list[C]", "list of a app.C"),
        ("Dict[str, C]", "dict of a app.C"),
        ("type[C]", "class app.C"),
        ("type[strange.D]", "unknown"),
        ("Awaitable[C]", "awaitable of a app.C"),
        ("Coroutine[None, None, C]", "coroutine of a app.C"),
        ("asyncio.Task[C]", "awaitable of a app.C"),
        ("AsyncIterator[C]", "async generator of a app.C"),
        ("Iterator[C]", "generator of a app.C"),
        ("Generator[int, None, C]", "generator of int"),
        ("Generator[C, None, None]", "generator of a app.C"),
        ("Callable[[int], Awaitable[C]]", "callable giving awaitable of a app.C"),
        ("AsyncContextManager[C]", "async manager of a app.C"),
        ("AbstractContextManager[C]", "manager of a app.C"),
        ("strange.D", "a foreign strange.D"),
        ("strange.D[int]", "a foreign strange.D"),
        ("Box[C]", "a app.Box"),
        ("'not python ('", "unknown"),
        ("1 + 1", "unknown"),
        ("[C]", "unknown"),
        ("b'C'", "unknown"),
    ],
)
def test_annotations_promise_values(tmp_path: Path, annotation: str, known: str) -> None:
    """Those of typing and collections.abc are understood, in text and in unions."""
    app = """
        class C: ...
        class Box: ...
    """
    test = f"""
        import asyncio, strange
        from contextlib import AbstractContextManager
        from typing import (
            Annotated, AsyncContextManager, AsyncIterator, Awaitable, Callable, Coroutine, Dict, Generator,
            Iterator, Optional, Union,
        )
        from app import Box, C

        async def test_it(x: {annotation}):
            reveal(x)
    """
    assert revealed(tmp_path, {"app.py": app, "test_it.py": test}) == [known]


def test_tuples_are_known_item_by_item(tmp_path: Path) -> None:
    """Also where they are taken apart; one of any length has items that are alike."""
    test = """
        from typing import Tuple

        class C: ...

        def test_it(pair: tuple[C, int], other: Tuple[str, C], many: tuple[C, ...]):
            first, second = pair
            reveal(first)
            reveal(second)
            reveal(other[1])
            reveal(many[0])
    """
    assert revealed(tmp_path, {"test_it.py": test}) == ["a test_it.C", "int", "a test_it.C", "a test_it.C"]
