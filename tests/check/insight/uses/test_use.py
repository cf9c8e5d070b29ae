from __future__ import annotations

import ast

from asyncproof.check.insight.uses import Use, uses_in


def use(body: str) -> Use:
    """Return the only use of `task` in a function."""
    function = ast.parse(f"async def test_it():\n    {body}\n").body[0]
    assert isinstance(function, ast.AsyncFunctionDef)
    [found] = uses_in(function).of("task")
    return found


def test_only_what_is_awaited_at_once_is_awaited() -> None:
    """The value or the call, but not a call around the call."""
    assert use("await task.wait()").is_awaited
    assert not use("await first(second(task))").is_awaited
    assert not use("await (task,)").is_awaited


def test_what_leaves_the_function() -> None:
    """What a nested function or a list has may be had by anybody."""
    assert use("def inner(): task.cancel()").leaves
    assert use("[task]").leaves
    assert not use("task.cancel()").leaves


def test_the_statement_of_a_use() -> None:
    """It is the innermost one, and one that binds a name is its own."""
    assert isinstance(use("if task: pass").statement, ast.If)
    assert isinstance(use("if x: task.cancel()").statement, ast.Expr)
    assert isinstance(use("def task(): pass").statement, ast.FunctionDef)
