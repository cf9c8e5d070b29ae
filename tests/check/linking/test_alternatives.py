from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

APP = """
    import sys
    from strange import decorator

    class C: ...
    class D: ...
    if sys.version_info >= (3, 11):
        async def both() -> C: ...
        async def each() -> C: ...
        async def open(): return 1
        def plain() -> C: ...
        def bare(): return C()
        def turned(): ...
        async def items() -> C: yield
        x = C()
        def marked() -> C: ...
        def mixed(): ...
    else:
        async def both() -> C: ...
        async def each() -> D: ...
        async def open(): return C()
        def plain() -> C: ...
        def bare(): return C()
        async def turned(): ...
        async def items() -> D: yield
        x = D()
        @decorator
        def marked() -> C: ...
        mixed = C
"""


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("both()", "coroutine of a app.C"),
        ("each()", "coroutine of unknown"),
        ("open()", "coroutine of unknown"),
        ("plain()", "a app.C"),
        ("bare()", "unknown"),
        ("turned()", "unknown"),
        ("items()", "unknown"),
        ("x", "unknown"),
        ("marked()", "unknown"),
        ("mixed()", "unknown"),
    ],
)
def test_of_several_functions_it_is_known_in_what_they_agree(
    tmp_path: Path, expression: str, known: str
) -> None:
    """What all of them promise is promised; whether all of them are async is known; anything else is not."""
    test = f"""
        from app import both, bare, each, items, marked, mixed, open, plain, turned, x

        async def test_it():
            reveal({expression})
    """
    assert revealed(tmp_path, {"app.py": APP, "test_app.py": test}) == [known]
