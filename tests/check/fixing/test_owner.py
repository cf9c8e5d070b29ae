from __future__ import annotations

import ast

import pytest

from asyncproof.check.fixing.owner import Owner, owner_of

TREE = ast.parse("""\
import os
@mark
def test_a():
    def inner():
        pass
class TestIt:
    x = 1
    class TestInner:
        async def test_b(self):
            pass
""")


@pytest.mark.parametrize(
    ("line", "names", "is_function"),
    [
        (1, (), False),
        (2, ("test_a",), True),
        (5, ("test_a",), True),
        (7, ("TestIt",), False),
        (10, ("TestIt", "TestInner", "test_b"), True),
    ],
)
def test_a_line_belongs_to_the_function_that_pytest_runs(
    line: int, names: tuple[str, ...], is_function: bool
) -> None:
    """With its marks, and whatever is defined in it; or to the class, or to the file."""
    assert owner_of("test_it.py", TREE, line) == Owner("test_it.py", names, is_function)
