"""Of which class is what an expression makes, and which function does it call? Read where it is certain.

Only what the code itself makes is followed: names that are assigned once, calls of classes, attributes that
`__init__` takes from its arguments, and fixtures that return or yield such an object. A name that the
test, or a fixture beside it, assigns to an object, or has in a string as `patch` wants it, is let be.
"""

from __future__ import annotations

import ast
import dis
import inspect
from functools import lru_cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.core.record import fresh, frozen
from asyncproof.guard.reading.parsing import tree_of
from asyncproof.guard.reading.source import function_of
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.reading.source import Function

_DEEPEST = 8
_STORE = dis.opmap["STORE_ATTR"]
_NO_CHANGES = ("test", "__init__")
"""Other tests are over, and `__init__` makes what it assigns."""


@frozen
class Instance:
    """An object of a class of the user's, and the objects that it was made with."""

    kind: type
    given: dict[str, Instance] = fresh(default_factory=dict)


@frozen
class Scope:
    """A function that is read: its definition, its global names, and what its parameters are."""

    code: CodeType
    names: dict[str, Any]
    definition: Function
    parameters: dict[str, Instance] = fresh(default_factory=dict)
    changed: frozenset[str] = frozenset()
    """Names of attributes, functions and classes that may stand for something else for a while."""

    def made_by(self, expression: ast.expr, depth: int = 0) -> Instance | None:
        """Return what an expression makes; None where that is not certain."""
        if depth > _DEEPEST:
            return None
        if isinstance(expression, ast.Call):
            return self._constructed(expression, depth)
        if isinstance(expression, ast.Name):
            value = _only_value(expression.id, self.definition)
            if value is not None:
                return self.made_by(value, depth + 1)
            return (
                None if _is_assigned(expression.id, self.definition) else self.parameters.get(expression.id)
            )
        if isinstance(expression, ast.Attribute) and expression.attr not in self.changed:
            holder = self.made_by(expression.value, depth + 1)
            return None if holder is None else _attribute(holder, expression.attr, self.changed, depth)
        return None

    def value_of(self, name: str) -> ast.expr | None:
        """Return what a local name is assigned, if that is so only once."""
        return _only_value(name, self.definition)

    def called(self, called: ast.expr) -> tuple[FunctionType, Instance | None] | CodeType | None:
        """Return the function that is called, with its object if it is a method; or an inner one's code."""
        if isinstance(called, ast.Name):
            if called.id in self.changed:
                return None
            if called.id in self.code.co_varnames or called.id in self.code.co_cellvars:
                inner = [
                    one for one in self.code.co_consts if type(one) is CodeType and one.co_name == called.id
                ]
                return inner[0] if len(inner) == 1 and not _is_assigned(called.id, self.definition) else None
            function = self.names.get(called.id)
            return (function, None) if type(function) is FunctionType else None
        if not isinstance(called, ast.Attribute) or called.attr in self.changed:
            return None
        holder = self.made_by(called.value)
        if holder is None:
            return None
        function = inspect.getattr_static(holder.kind, called.attr, None)
        is_own = not _times_set(holder.kind, called.attr)
        return (function, holder) if type(function) is FunctionType and is_own else None

    def _constructed(self, call: ast.Call, depth: int) -> Instance | None:
        if not isinstance(call.func, ast.Name) or call.func.id in self.code.co_varnames:
            return None
        if call.func.id in self.changed:
            return None
        kind = self.names.get(call.func.id)
        if not isinstance(kind, type) or type(kind) is not type or not _is_plain(kind):
            return None
        start = inspect.getattr_static(kind, "__init__", None)
        given: dict[str, Instance] = {}
        if type(start) is FunctionType:
            names = start.__code__.co_varnames[1 : start.__code__.co_argcount]
            pairs = [*zip(names, call.args, strict=False), *((one.arg, one.value) for one in call.keywords)]
            for name, value in pairs:
                made = None if isinstance(value, ast.Starred) else self.made_by(value, depth + 1)
                if name is not None and made is not None:
                    given[name] = made
        return Instance(kind, given)


def given_by(function: Any, changed: frozenset[str]) -> Instance | None:
    """Return what a fixture returns or yields, where it does so once."""
    scope = scope_of(function, changed=changed)
    if scope is None:
        return None
    ways = [one for one in ast.walk(scope.definition) if isinstance(one, ast.Return | ast.Yield)]
    value = ways[0].value if len(ways) == 1 else None
    return None if value is None else scope.made_by(value)


def scope_of(
    function: Any, parameters: dict[str, Instance] | None = None, changed: frozenset[str] = frozenset()
) -> Scope | None:
    """Return a function to be read; None if its source is not at hand."""
    if type(function) is not FunctionType or is_foreign(function.__code__.co_filename):
        return None
    code = function.__code__
    definition = _definition(code, code.co_filename)
    if definition is None:
        return None
    return Scope(code, function.__globals__, definition, parameters or {}, changed)


def changed_in(test: Function, files: set[str]) -> frozenset[str]:
    """Return the names of what a test, or some files beside it, put something else in place of."""
    return frozenset(_changed(test)).union(*map(_changed_in, files))


@lru_cache(maxsize=64)
def _changed_in(file: str) -> frozenset[str]:
    tree = tree_of(file)
    return frozenset() if tree is None else frozenset(_changed(tree))


def _changed(root: ast.AST) -> Iterator[str]:
    todo = list(ast.iter_child_nodes(root))
    while todo:
        one = todo.pop()
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name.startswith(_NO_CHANGES):
            continue
        if isinstance(one, ast.Attribute) and not isinstance(one.ctx, ast.Load):
            yield one.attr
        elif isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value.rpartition(".")[2]
        elif isinstance(one, ast.keyword) and one.arg is not None:
            yield one.arg  # of `patch.multiple`
        todo += ast.iter_child_nodes(one)


@lru_cache(maxsize=512)
def _definition(code: CodeType, file: str) -> Function | None:  # noqa: ARG001 - equal code may be of two files
    return function_of(code)


def _is_plain(kind: type) -> bool:
    """Say whether calling a class makes an object of it, whose attributes are those that it has."""
    own = [one for one in kind.__mro__ if one is not object]
    special = ("__new__", "__getattribute__", "__getattr__")
    return all(type(one) is type and not any(name in vars(one) for name in special) for one in own)


def _attribute(holder: Instance, name: str, changed: frozenset[str], depth: int) -> Instance | None:
    """Return what `__init__` has put into an attribute, if nobody else puts anything there."""
    start = inspect.getattr_static(holder.kind, "__init__", None)
    scope = scope_of(start, holder.given, changed)
    if scope is None or _times_set(holder.kind, name) != 1:
        return None
    for node in ast.walk(scope.definition):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            (target,) = node.targets
            if isinstance(target, ast.Attribute) and target.attr == name:
                return scope.made_by(node.value, depth + 1)
    return None


def _times_set(kind: type, name: str) -> int:
    """Return how often the methods of a class assign to an attribute of this name."""
    methods = [value for base in kind.__mro__ for value in vars(base).values() if type(value) is FunctionType]
    return sum(
        _times_set_in(method.__code__, name)
        for method in methods
        if not is_foreign(method.__code__.co_filename)
    )


def _times_set_in(code: CodeType, name: str) -> int:
    found = sum(_times_set_in(inner, name) for inner in code.co_consts if type(inner) is CodeType)
    if name in code.co_names and _STORE in code.co_code[::2]:
        steps = dis.get_instructions(code)
        found += sum(step.opcode == _STORE and step.argval == name for step in steps)
    return found


def _only_value(name: str, definition: Function) -> ast.expr | None:
    """Return what a name is assigned, if that is so only once."""
    stores = [one for one in ast.walk(definition) if isinstance(one, ast.Name) and one.id == name]
    if sum(isinstance(one.ctx, ast.Store | ast.Del) for one in stores) != 1:
        return None
    for node in ast.walk(definition):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            (target,) = node.targets
            if isinstance(target, ast.Name) and target.id == name:
                return node.value
    return None


def _is_assigned(name: str, definition: Function) -> bool:
    return any(
        isinstance(one, ast.Name) and one.id == name and not isinstance(one.ctx, ast.Load)
        for one in ast.walk(definition)
    )
