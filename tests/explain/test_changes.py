from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.explain import changes
from asyncproof.explain.code import tree_of

if TYPE_CHECKING:
    from pathlib import Path

AWAITED = [
    ("x = get()", "x = await get()"),
    ("get().name", "(await get()).name"),
    ("get()[0]", "(await get())[0]"),
    ("get()()", "(await get())()"),
    ("get() ** 2", "(await get()) ** 2"),
    ("assert get() == 5", "assert await get() == 5"),
    ("total = 1 + get()", "total = 1 + await get()"),
    ("print('ü', get())", "print('ü', await get())"),
]


def parsed(folder: Path, text: str) -> tuple[str, ast.Module]:
    """Write a file and parse it."""
    file = folder / "module.py"
    file.write_text(text, "utf-8")
    tree = tree_of(str(file))
    assert tree is not None
    return str(file), tree


def find(tree: ast.Module, kind: type[ast.AST], name: str = "") -> ast.AST:
    """Return the first node of a kind; of calls the one of this function."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, kind)]
    return next(node for node in nodes if not name or getattr(getattr(node, "func", None), "id", "") == name)


@pytest.mark.parametrize(("before", "after"), AWAITED)
def test_await_gets_parentheses_where_it_needs_them(tmp_path: Path, before: str, after: str) -> None:
    """`await` binds weaker than a call, an attribute, an index and a power."""
    file, tree = parsed(tmp_path, before + "\n")
    edit = changes.await_it(file, find(tree, ast.Call, "get"))
    assert edit is not None
    assert edit.after == (after,)


def test_a_diff_names_the_line_and_shows_what_changes(tmp_path: Path) -> None:
    """Lines that stay are shown without a sign; nothing is shown if nothing is known."""
    file, tree = parsed(tmp_path, "def test():\n    x = get(\n        1,\n    )\n")
    text = changes.diff(file, [changes.await_it(file, find(tree, ast.Call, "get")), None])
    assert text.splitlines()[0].endswith("module.py:2")
    assert text.splitlines()[1:] == ["-     x = get(", "+     x = await get(", "          1,", "      )"]
    assert changes.diff(file, [None]) == ""


def test_long_expressions_are_not_shown(tmp_path: Path) -> None:
    """A change over many lines would hide what changes."""
    file, tree = parsed(tmp_path, "x = get(\n1,\n2,\n3,\n)\n")
    assert changes.await_it(file, find(tree, ast.Call)) is None


def test_await_is_taken_away(tmp_path: Path) -> None:
    """What is awaited stays as it is written."""
    file, tree = parsed(tmp_path, "async def f():\n    return await  get( 1 )\n")
    edit = changes.do_not_await(file, find(tree, ast.Await))
    assert edit is not None
    assert edit.after == ("    return get( 1 )",)


def test_an_await_over_several_lines_stays(tmp_path: Path) -> None:
    """It would have to be written anew."""
    file, tree = parsed(tmp_path, "async def f():\n    return await get(\n1)\n")
    assert changes.do_not_await(file, find(tree, ast.Await)) is None


def test_functions_become_async_once(tmp_path: Path) -> None:
    """A decorator may come with it; an async function stays as it is."""
    file, tree = parsed(tmp_path, "class A:\n    def f(self): pass\n    async def g(self): pass\n")
    edit = changes.make_async(file, find(tree, ast.FunctionDef), mark="mark")
    assert edit is not None
    assert edit.after == ("    @mark", "    async def f(self): pass")
    assert changes.make_async(file, find(tree, ast.AsyncFunctionDef)) is None


def test_words_before_a_statement(tmp_path: Path) -> None:
    """`async` is put before `with`, and taken away again."""
    file, tree = parsed(tmp_path, "with a:\n    pass\n")
    put = changes.put_before_statement(file, tree.body[0], "async ")
    assert put is not None
    assert put.after == ("async with a:",)
    assert changes.take_word(file, tree.body[0], "async ") is None


def test_lines_are_added_below(tmp_path: Path) -> None:
    """A statement of one line gets a neighbour; one of several lines does not."""
    file, tree = parsed(tmp_path, "if x:\n    a = 1\nb = (\n1)\n")
    inner = tree.body[0].body[0]
    added = changes.line_after(file, inner, "a.b = 2")
    assert changes.diff(file, [added]).splitlines()[1:] == ["      a = 1", "+     a.b = 2"]
    assert changes.line_after(file, tree.body[1], "c") is None


def test_the_statement_around_an_expression(tmp_path: Path) -> None:
    """A statement is its own; an expression has the nearest one."""
    _, tree = parsed(tmp_path, "x = f(1)\n")
    call = find(tree, ast.Call)
    assert changes.statement_of(call) is tree.body[0]
    assert changes.statement_of(tree.body[0]) is tree.body[0]
