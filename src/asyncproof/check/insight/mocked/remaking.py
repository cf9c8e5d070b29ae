"""Fixes that make a mock of another class, where the call that makes it can be found."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.insight.mocked.made import outermost
from asyncproof.check.replacing import root_of

if TYPE_CHECKING:
    from asyncproof.check.here import Here

_MAKERS = frozenset({"Mock", "MagicMock", "AsyncMock"})


def remade(here: Here, node: ast.expr, kind: str) -> Fix | None:
    """Return the change that makes the mock which an expression begins with a *kind*."""
    call = _making(here, node)
    if call is None:
        return None
    made = call.func
    if isinstance(made, ast.Attribute):
        line, column = made.end_lineno or 0, made.end_col_offset or 0
        edit = Edit(Span(line, column - len(made.attr), line, column), kind)
        return Fix(f"use {kind}", (edit,))
    named = here.called("unittest.mock", kind)
    return None if named is None else Fix(f"use {kind}", (Edit(Span.of(made), named.text),), named.imports)


def _making(here: Here, node: ast.expr) -> ast.Call | None:
    """Return the call that makes a mock: the innermost of an expression, or the one its name is bound to."""
    inner: ast.AST = node
    while isinstance(inner, (ast.Call, ast.Attribute, ast.Await)):
        if isinstance(inner, ast.Call) and _is_maker(inner):
            return inner
        inner = inner.func if isinstance(inner, ast.Call) else inner.value
    root, function = root_of(inner), outermost(here)
    if root is None or function is None or len(here.scope.bindings.get(root, ())) != 1:
        return None
    for one in ast.walk(function):
        if isinstance(one, ast.Assign) and root in {getattr(target, "id", None) for target in one.targets}:
            return one.value if isinstance(one.value, ast.Call) and _is_maker(one.value) else None
    return None


def _is_maker(call: ast.Call) -> bool:
    return last_name(call.func) in _MAKERS
