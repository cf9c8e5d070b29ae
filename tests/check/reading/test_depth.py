from __future__ import annotations

import ast
import sys

import pytest

from asyncproof.check.reading.depth import MOST_DEPTH, cut_deep
from asyncproof.check.reading.source import Source


def cut(text: str) -> tuple[str, list[tuple[int | None, int | None]]]:
    """Cut a text and return what is left of it, and which lines were told."""
    tree = ast.parse(text)
    troubles = cut_deep(tree, Source("a.py", b"", text))
    return ast.unparse(tree), [(one.line, one.last_line) for one in troubles]


def test_what_people_write_stays() -> None:
    """A long line is no deep one."""
    text = "x = [" + ", ".join(["1"] * 500) + "]"
    assert cut(text) == (text, [])


@pytest.mark.parametrize("deep", [".a" * 300, "()" * 300, "[0]" * 300, " + 1" * 300])
def test_a_deep_expression_is_cut(deep: str) -> None:
    """The statement with it is replaced by `pass`, once, and everything around it stays."""
    text = f"import x\nasync def f():\n    y = 1\n    z = x{deep} and x{deep}\n    return y"
    left, told = cut(text)
    assert left == "import x\n\nasync def f():\n    y = 1\n    pass\n    return y"
    assert told == [(4, 4)]


def test_deep_statements_are_cut_too() -> None:
    """A chain of hundreds of `elif` is a deep tree, and its lower part is cut."""
    chain = "".join(f"elif x == {number}:\n    pass\n" for number in range(MOST_DEPTH + 50))
    left, told = cut(f"if x:\n    pass\n{chain}else:\n    y = '{'-' * 500}'\nz = 1\n")
    assert len(told) == 1
    assert left.endswith("z = 1")


def test_a_chain_of_short_lines_is_deep_as_well() -> None:
    """No line of it is long, and yet nobody could walk it to its end."""
    chain = "".join(f"elif x == {number}:\n    pass\n" for number in range(MOST_DEPTH + 50))
    _, told = cut(f"if x:\n    pass\n{chain}")
    assert len(told) == 1


def test_a_tree_that_was_cut_can_be_walked() -> None:
    """What is left can be walked by calling oneself, within Python's usual limit."""
    tree = ast.parse("x = y" + ".a" * 500)
    cut_deep(tree, Source("a.py", b"", "x = y" + ".a" * 500))
    assert sys.getrecursionlimit() >= MOST_DEPTH * 3
    ast.NodeVisitor().visit(tree)
