"""Which names a test replaces, by mocks or others: what it calls there is no longer what is defined."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
