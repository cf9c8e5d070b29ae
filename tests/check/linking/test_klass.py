from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.check.world import revealed

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = """
    import strange
    class A:
        async def f(self): ...
        def g(self) -> int: ...
    class B(A):
        def f(self) -> int: ...
    class C(A): ...
    class D(C, B): ...
    class E(strange.Base, A): ...
    class F(A, strange.Base): ...
    class G(G2): ...
    class G2(G): ...
    @strange.decorator
    class H(A): ...
    class I(A, object): ...
"""


@pytest.mark.parametrize(
    ("call", "known"),
    [
        ("B().f()", "int"),
        ("C().f()", "coroutine of unknown"),
        ("D().f()", "int"),
        ("E().f()", "unknown"),
        ("F().f()", "coroutine of unknown"),
        ("F().h()", "unknown"),
        ("G().f()", "unknown"),
        ("H().f()", "unknown"),
        ("I().g()", "int"),
    ],
)
def test_members_come_from_the_first_class_that_has_them(tmp_path: Path, call: str, known: str) -> None:
    """In Python's order; from an unknown base on nothing is certain."""
    test = f"from app import *\nasync def test_it():\n    reveal({call})\n"
    assert revealed(tmp_path, {"app.py": CLASSES, "test_it.py": test}) == [known]
