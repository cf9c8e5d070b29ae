"""Which names a test replaces, by mocks or others: what it calls there is no longer what is defined."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SETTING = frozenset({"attach_mock", "configure_mock", "mock_add_spec"})
_REPLACING = frozenset({"patch", "object", "setattr", "multiple"})
_FEW = 4
"""A walk is in one function at a time, so the answers for a few are enough."""


def replaced_in(around: Sequence[ast.AST]) -> frozenset[str]:
    """Return the last names of all that is replaced in the outermost function of some nested nodes."""
    found: set[str] = set()
    for node in around:
        if isinstance(node, ast.ClassDef):
            found.update(_in(node.decorator_list))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.update(_in_function(node))
            break
    return frozenset(found)


@lru_cache(maxsize=_FEW)
def _in_function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    return frozenset(_in([node]))


def is_handed_on(name: str, around: Sequence[ast.AST]) -> bool:
    """Tell whether what has a name is given to somebody else in the function around, who may change it."""
    function = next((one for one in around if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))), None)
    return function is not None and name in _handed_on_in(function)


@lru_cache(maxsize=_FEW)
def _handed_on_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Return the names that a function gives to calls and to other names, or sets many things of at once."""
    return frozenset(root for node in ast.walk(function) for root in _handed_on_by(node) if root is not None)


def _handed_on_by(node: ast.AST) -> Iterator[str | None]:
    if isinstance(node, ast.Call):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        yield from (root_of(value) for value in given if not isinstance(value, ast.Call))
        if _name_of(node.func) in _SETTING:
            yield root_of(node.func)
    elif isinstance(node, ast.Assign) and not isinstance(node.value, ast.Call):
        yield root_of(node.value)


def root_of(node: ast.AST | None) -> str | None:
    """Return the name that an expression begins with; None if it begins with something else."""
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
