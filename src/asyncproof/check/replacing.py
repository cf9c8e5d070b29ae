"""Which names a test replaces, by mocks or others: what it calls there is no longer what is defined."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.replaced import replaced_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SETTING = frozenset({"attach_mock", "configure_mock", "mock_add_spec"})
_TELLS = re.compile(r"assert_\w+|(call|await)_(count|args|args_list)|called").fullmatch
"""What a mock tells of its calls."""
_FEW = 4
"""A walk is in one function at a time, so the answers for a few are enough."""


def replaced_in(around: Sequence[ast.AST]) -> frozenset[str]:
    """Return the last names of all that is replaced in the outermost function of some nested nodes.

    That is what is patched there or by its decorators, and each attribute that is assigned.
    """
    found: set[str] = set()
    top = around[0] if around else None
    for node in around:
        if isinstance(node, ast.ClassDef):
            found.update(_in(node.decorator_list, _texts_of(top)))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return frozenset(found | _in_function(node, top))
    return frozenset(found)


@lru_cache(maxsize=_FEW)
def _in_function(node: ast.FunctionDef | ast.AsyncFunctionDef, top: ast.AST | None) -> frozenset[str]:
    return frozenset(_in([node], _texts_of(top)))


def called_in(around: Sequence[ast.AST]) -> tuple[str, ...]:
    """Return the names of the functions that the outermost function around calls."""
    function = next((one for one in around if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))), None)
    return () if function is None else _called_in(function)


@lru_cache(maxsize=_FEW)
def _called_in(function: ast.AST) -> tuple[str, ...]:
    calls = (node.func for node in nodes_in(function) if isinstance(node, ast.Call))
    return tuple(dict.fromkeys(called.id for called in calls if isinstance(called, ast.Name)))


def asserted_in(around: Sequence[ast.AST]) -> frozenset[str]:
    """Return the last names of the mocks of which the outermost function around asserts something."""
    function = next((one for one in around if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))), None)
    return frozenset() if function is None else _asserted_in(function)


@lru_cache(maxsize=_FEW)
def _asserted_in(function: ast.AST) -> frozenset[str]:
    told = (
        node.value for node in nodes_in(function) if isinstance(node, ast.Attribute) and _TELLS(node.attr)
    )
    return frozenset(last_name(mock) for mock in told)


def names_in(node: ast.expr) -> Iterator[str]:
    """Yield the names and attributes by which an expression comes to what it calls."""
    while isinstance(node, (ast.Attribute, ast.Call, ast.Await)):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id


def is_handed_on(name: str, around: Sequence[ast.AST]) -> bool:
    """Tell whether what has a name is given to somebody else in the function around, who may change it."""
    function = next((one for one in around if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))), None)
    return function is not None and name in _handed_on_in(function)


@lru_cache(maxsize=_FEW)
def _handed_on_in(function: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """Return the names that a function gives to calls and to other names, or sets many things of at once."""
    return frozenset(root for node in nodes_in(function) for root in _handed_on_by(node) if root is not None)


def _handed_on_by(node: ast.AST) -> Iterator[str | None]:
    if isinstance(node, ast.Call):
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        yield from (root_of(value) for value in given if not isinstance(value, ast.Call))
        if last_name(node.func) in _SETTING:
            yield root_of(node.func)
    elif isinstance(node, ast.Assign) and not isinstance(node.value, ast.Call):
        yield root_of(node.value)


def root_of(node: ast.AST | None) -> str | None:
    """Return the name that an expression begins with; None if it begins with something else."""
    while isinstance(node, (ast.Attribute, ast.Call)):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else None


def _makes_an_object(node: ast.expr) -> bool:
    """Tell whether an object of a class is made, by its name: what `self` gets so is known from its class."""
    name = last_name(node.func) if isinstance(node, ast.Call) else ""
    return name[:1].isupper() and "Mock" not in name


def _in(nodes: Iterable[ast.AST], texts: dict[str, str]) -> Iterator[str]:
    for top in nodes:
        for node in nodes_in(top):
            if isinstance(node, ast.Call):
                yield from replaced_by(node, texts.get)
            elif isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant):
                own = "self." if _makes_an_object(node.value) else ""
                for target in node.targets:
                    if isinstance(target, ast.Attribute):
                        yield (
                            own if root_of(target) == "self" == last_name(target.value) else ""
                        ) + target.attr


@lru_cache(maxsize=_FEW)
def _texts_of(module: ast.AST | None) -> dict[str, str]:
    """Return the texts that names of a module stand for."""
    if not isinstance(module, ast.Module):
        return {}
    return {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
