from __future__ import annotations

import ast
import gc
from pathlib import Path

import pytest

from asyncproof.guard.reading import parsing


def test_files_are_parsed_once(tmp_path: Path) -> None:
    """A file's tree is kept for the next question; what is no Python has none."""
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text("x = 1\n")
    bad.write_text("x =\n")
    tree = parsing.tree_of(str(good))
    assert tree is not None
    assert ast.unparse(tree) == "x = 1"
    assert parsing.tree_of(str(good)) is tree
    assert parsing.tree_of(str(bad)) is None


def test_only_some_trees_are_kept(tmp_path: Path) -> None:
    """A long run over many files needs no more memory for it."""
    for number in range(100):
        path = tmp_path / f"x{number}.py"
        path.write_text("x = 1\n")
        parsing.tree_of(str(path))
    assert len(parsing._trees) <= parsing._MOST


def test_nothing_is_parsed_in_the_middle_of_a_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finalizer that runs during somebody's `ast.parse` gets no answer, and does no harm."""
    answers: list[object] = []

    def compile_(*_: object, **__: object) -> ast.Module:
        answers.extend([parsing.is_parsing(), parsing.parse("x = 1"), parsing.tree_of("never seen")])
        return ast.Module([], [])

    monkeypatch.setitem(vars(ast), "compile", compile_)
    ast.parse("y = 2")
    monkeypatch.undo()
    assert answers == [True, None, None]
    assert parsing.parse("x = 1") is not None


@pytest.mark.parametrize("text", ["x =", "\0", "(" * 10_000])
def test_what_is_no_python_has_no_tree(text: str) -> None:
    """Guards look at whatever is there."""
    assert parsing.parse(text) is None


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was(collects: bool) -> None:
    """It is off only during the parse itself."""
    (gc.enable if collects else gc.disable)()
    try:
        parsing.parse("x")
        assert gc.isenabled() is collects
    finally:
        gc.enable()
