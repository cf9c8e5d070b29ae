"""Which names a test replaces, by mocks or others: what it calls there is no longer what is defined."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SETTING = frozenset({"attach_mock", "configure_mock", "mock_add_spec"})
_REPLACING = frozenset({"patch", "object", "setattr", "multiple"})


def replaced_in(around: Sequence[ast.AST]) -> frozenset[str]:
    """Return the last names of all that is replaced in the outermost function of some nested nodes."""
    found: set[str] = set()
    for node in around:
        if isinstance(node, ast.ClassDef):
            found.update(_in(node.decorator_list))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.update(_in([node]))
            break
    return frozenset(found)


def is_handed_on(node: ast.expr, around: Sequence[ast.AST]) -> bool:
    """Tell whether a mock is given to somebody else in the function around, who may tell it anything."""
    root = _root_of(node)
    function = next((one for one in around if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))), None)
    if root is None or function is None:
        return False
    return any(_hands_on(one, root) for one in ast.walk(function))


def _hands_on(node: ast.AST, root: str) -> bool:
    """Tell whether a node gives a name to a call or another name, or calls what sets many things at once."""
    if isinstance(node, ast.Call):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if any(_root_of(value) == root for value in given if not isinstance(value, ast.Call)):
            return True
        return _name_of(node.func) in _SETTING and _root_of(node.func) == root
    if isinstance(node, ast.Assign):
        return not isinstance(node.value, ast.Call) and _root_of(node.value) == root
    return False


def _root_of(node: ast.AST | None) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Call)):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else None


def _in(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for top in nodes:
        for node in ast.walk(top):
            if isinstance(node, ast.Call) and _name_of(node.func) in _REPLACING:
                yield from _named_by(node)


def _named_by(call: ast.Call) -> Iterator[str]:
    for argument in call.args[:2]:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value.rpartition(".")[2]
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg
            if isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str):
                yield keyword.value.value.rpartition(".")[2]


def _name_of(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))
