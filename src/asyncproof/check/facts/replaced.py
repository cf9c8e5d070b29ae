"""What a call replaces, by `patch`, `setattr` and their like: the last names of its targets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ANYTHING = "*"
"""Any name: it is only known when the test runs."""
_BY_TEXT = frozenset({"patch", "setattr"})
_BY_OBJECT = frozenset({"object", "setattr"})
REPLACING = _BY_TEXT | _BY_OBJECT | {"multiple"}
"""What a call that replaces something is called."""


def replaced_by(call: ast.Call, text_of: Callable[[str], str | None]) -> Iterator[str]:
    """Yield the last names of what a call replaces; *text_of* knows the texts that names stand for."""
    name = last_name(call.func)
    if name not in REPLACING:
        return
    target = _target(call, name)
    last = None if target is None else _last(target, text_of)
    if last is not None:
        yield last
    elif target is not None and (name == "patch" or isinstance(call.func, ast.Attribute)):
        yield ANYTHING
    if name == "multiple":
        yield from (keyword.arg for keyword in call.keywords if keyword.arg is not None)


def _target(call: ast.Call, name: str) -> ast.expr | None:
    """Return the argument that says what is replaced."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if name == "multiple":
        return None
    last = named.get("attribute") or named.get("name")
    if last is not None:
        return last
    by_object = name == "object" or (name == "setattr" and len(call.args) > 2)  # noqa: PLR2004 - object, name, value
    number = 1 if by_object or (name == "setattr" and len(call.args) == 2 and "value" in named) else 0  # noqa: PLR2004 - object, name
    return call.args[number] if len(call.args) > number else named.get("target")


def _last(node: ast.expr, text_of: Callable[[str], str | None]) -> str | None:
    """Return the last part of a dotted text, however it is put together."""
    if isinstance(node, ast.Constant):
        return node.value.rpartition(".")[2] if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return _last(node.values[-1], text_of) if node.values else None
    if isinstance(node, ast.BinOp):
        return _last(node.right if isinstance(node.op, ast.Add) else node.left, text_of)
    if isinstance(node, ast.FormattedValue):
        return _last(node.value, text_of)
    text = text_of(node.id) if isinstance(node, ast.Name) else None
    return None if text is None else text.rpartition(".")[2]
