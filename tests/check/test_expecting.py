from __future__ import annotations

import ast

import pytest

from asyncproof.check.expecting import expects


def around(text: str) -> tuple[list[ast.AST], ast.AST]:
    """Return what is around the call of `it()` in a source, and the call."""

    def find(node: ast.AST, above: list[ast.AST]) -> tuple[list[ast.AST], ast.AST] | None:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "it":
            return above, node
        for child in ast.iter_child_nodes(node):
            found = find(child, [*above, node])
            if found is not None:
                return found
        return None

    found = find(ast.parse(text), [])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("with pytest.raises(TypeError):\n  it()", True),
        ("with raises((ValueError, TypeError), match='x'):\n  it()", True),
        ("with pytest.raises(expected_exception=TypeError):\n  it()", True),
        ("with self.assertRaises(builtins.TypeError):\n  if x:\n    it()", True),
        ("async with other:\n  with pytest.raises(TypeError):\n    it()", True),
        ("with pytest.raises(ValueError):\n  it()", False),
        ("with pytest.raises():\n  it()", False),
        ("with pytest.raises(TypeError, match=it()):\n  pass", False),
        ("with pytest.raises(TypeError):\n  pass\nit()", False),
        ("with pytest.raises(TypeError):\n  def inner():\n    it()", False),
        ("with pytest.raises(TypeError):\n  lambda: it()", False),
        ("def test_it():\n  def inner():\n    it()\n  with pytest.raises(TypeError):\n    inner()", True),
        ("def test_it():\n  def inner():\n    it()\n  with pytest.raises(OSError):\n    inner()", False),
        ("def test_it():\n  it()\n  with pytest.raises(TypeError):\n    other()", False),
        ("with other(TypeError):\n  it()", False),
        ("with other:\n  it()", False),
    ],
)
def test_errors_that_are_expected(source: str, expected: bool) -> None:
    """Those of the blocks around in the same function, by the last part of their names."""
    assert expects(*around(source), frozenset({"TypeError"})) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("with pytest.warns(RuntimeWarning):\n  it()", True),
        ("with pytest.warns():\n  it()", True),
        ("with self.assertWarns(Warning):\n  it()", True),
        ("with pytest.warns(DeprecationWarning):\n  it()", False),
        ("with warnings.catch_warnings(record=True):\n  it()", True),
        ("with warnings.catch_warnings():\n  it()", False),
        ("def test_it(recwarn):\n  it()", True),
        ("@mark.filterwarnings('ignore:coroutine .* was never awaited')\ndef test_it():\n  it()", True),
        ("@mark.filterwarnings('error')\n@mark.other\ndef test_it():\n  it()", False),
    ],
)
def test_warnings_that_are_expected(source: str, expected: bool) -> None:
    """By a block, by a fixture that records them, or by a mark that speaks of coroutines."""
    assert expects(*around(source), frozenset({"RuntimeWarning", "Warning"})) is expected
