from __future__ import annotations

import ast
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from asyncproof.explain import code
from tests.explain.failing import failure_of

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.explain import Frame


def frame_of(folder: Path, source: str) -> Frame:
    """Return where a piece of code fails."""
    frame = failure_of(folder, source).user_frame
    assert frame is not None
    return frame


@pytest.mark.skipif(sys.version_info < (3, 11), reason="Python knows the expression since 3.11")
def test_the_exact_expression_comes_first(tmp_path: Path) -> None:
    """Of two subscripts in a line, the one that failed is told."""
    frame = frame_of(tmp_path, "def test_it():\n    return {'a': 1}['a'] + {}['b']")
    first, *_, last = code.failing_nodes(frame)
    assert code.text_of(first) == "{}['b']"
    assert isinstance(last, ast.Return)


def test_the_statement_comes_last(tmp_path: Path) -> None:
    """On all Pythons the statement is known; of one in one line, also the one around it."""
    frame = frame_of(tmp_path, "def test_it():\n    for one in 5: print(one)")
    assert isinstance(list(code.failing_nodes(frame))[-1], ast.For)


def test_functions_begin_with_their_decorators(tmp_path: Path) -> None:
    """A line of a decorator belongs to its function, and a line outside belongs to none."""
    file = tmp_path / "module.py"
    file.write_text("x = 1\n@property\ndef one(self):\n    def two(): pass\n", "utf-8")
    names = [getattr(code.function_at(str(file), line), "name", None) for line in (1, 2, 3, 4)]
    assert names == [None, "one", "one", "two"]
    assert code.function_at(str(file), None) is None


def test_what_can_not_be_read_has_no_tree(tmp_path: Path) -> None:
    """No file, no Python: no tree, no statement, no failing node."""
    broken = tmp_path / "broken.py"
    broken.write_text("def (", "utf-8")
    assert code.tree_of(str(broken)) is None
    assert code.tree_of(str(tmp_path / "none.py")) is None
    assert code.statement_at(str(broken), 1) is None
    frame = frame_of(tmp_path, "def test_it():\n    raise ValueError")
    gone = type(frame)(str(broken), 1, "f", {}, frame.frame)
    assert list(code.failing_nodes(gone)) == []


def test_parts_of_a_statement_do_not_reach_into_its_body() -> None:
    """Of a `with` only its head is looked at, and of a lambda nothing."""
    tree = ast.parse("with a() as x:\n    b()\n    c = lambda: d()").body[0]
    assert [code.text_of(one) for one in code.of_kind(tree, ast.Call)] == ["a()"]
    assert list(code.of_kind(ast.parse("c = lambda: d()").body[0], ast.Call)) == []


def test_a_frame_without_a_position_has_its_statement(tmp_path: Path) -> None:
    """Where the interpreter keeps no columns, the whole statement is told."""
    frame = frame_of(tmp_path, "def test_it():\n    return {'a': 1}['a'] + {}['b']")
    unknown = replace(frame, instruction=1_000_000)
    assert [type(node) for node in code.failing_nodes(unknown)] == [ast.Return]
