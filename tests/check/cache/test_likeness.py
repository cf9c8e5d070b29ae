"""Whether two versions of a file say the same."""

from __future__ import annotations

import ast

import pytest

from asyncproof.check.cache.likeness import says_the_same
from asyncproof.check.facts import ModuleFacts, facts_of

TEXT = """
import a
class K(a.B):
    async def f(self, x: int = 1):
        with x as self.y:
            return a.c()
def g():
    if g: z = 1
    else: z = a
    return z
"""


def facts(text: str) -> ModuleFacts:
    """Return the facts of a file."""
    return facts_of(ast.parse(text), name="it", path="it.py", is_package=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import a", "# a comment\n\nimport a"),
        ("def g", "\n\ndef g"),
        ("    return z", "    pass\n    # a comment\n    return z"),
        ("    async def", '    """Text."""\n    async def'),
    ],
)
def test_moved_lines_say_the_same(before: str, after: str) -> None:
    """Comments, texts and statements that bind nothing."""
    assert says_the_same(facts(TEXT), facts(TEXT.replace(before, after)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import a", "import b as a"),
        ("async def", "def"),
        ("int = 1", "int = 2"),
        ("return z", "return g"),
        ("z = a", "z = a\n    z = 1"),
        ("a.B", "a.C"),
        ("self.y", "self.z"),
        ("def g", "def h"),
        ("if g: z = 1\n    else: z = a", "z = 1\n    z = a"),
    ],
)
def test_a_change_says_something_else(before: str, after: str) -> None:
    """Of a name, a type, a default, a base, a way."""
    assert not says_the_same(facts(TEXT), facts(TEXT.replace(before, after)))


def test_the_order_of_places_counts() -> None:
    """What a name stands for depends on it."""
    first, second = "    x = 1\n", "    y = 2\n"
    one, other = f"def f():\n{first}{second}", f"def f():\n{second}{first}"
    assert not says_the_same(facts(one), facts(other))


def test_another_kind_of_value_says_something_else() -> None:
    """A name that was a function and is a class."""
    assert not says_the_same(facts("def x(): ..."), facts("class x: ..."))
