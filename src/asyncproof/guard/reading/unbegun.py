"""What a test makes of async generators and never begins, read from its source and that of what it calls."""

from __future__ import annotations

import ast
import inspect
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.core.record import frozen
from asyncproof.guard.reading.body import code_of_test
from asyncproof.guard.reading.dropped import dropped_calls
from asyncproof.guard.reading.generating import is_generator
from asyncproof.guard.reading.instances import Instance, Scope, changed_in, given_by, scope_of
from asyncproof.guard.reading.source import function_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from asyncproof.guard.owner import Owner
    from asyncproof.guard.reading.source import Function

STEPS = frozenset({"aclose", "asend", "athrow", "__anext__", "anext"})
"""What makes an awaitable of an async generator, which does nothing until it is awaited."""
_DEEPEST = 2
_MOST_CLEAN = 4096
_MAY_NOT_RUN = (
    ast.If, ast.IfExp, ast.BoolOp, ast.Try, ast.With, ast.While, ast.Lambda, ast.FunctionDef,
    ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.Match,
)  # fmt: skip
_LEAVES = (ast.Return, ast.Raise, ast.Break, ast.Continue)


@frozen
class Unbegun:
    """A call whose result is dropped."""

    made: CodeType
    """The async generator function."""
    place: Place
    step: str = ""
    """What was asked of the generator and not awaited: `aclose`; empty for the generator itself."""
    source: str = ""
    """The call, as it is written."""


def unbegun_in(test: Owner) -> list[Unbegun]:
    """Return the calls in a test, and in functions that it is certain to call, whose result is dropped."""
    code, names = code_of_test(test)
    if code is None:
        return []
    own = tuple(one for one in test.functions() if type(one) is FunctionType)
    key = (code, *((one.__code__, one.__code__.co_filename) for one in own))
    if key in _clean:
        return []
    # What is replaced only makes less certain what is called. To find out takes long, and is mostly in vain.
    definition = function_of(code)
    if definition is None:
        return []
    if not _read(code, names, definition, own, frozenset()):
        if len(_clean) < _MOST_CLEAN:
            _clean.add(key)
        return []
    changed = changed_in(definition, {code.co_filename, *(one.__code__.co_filename for one in own)})
    return _read(code, names, definition, own, changed)


_clean: set[tuple[Any, ...]] = set()
"""Tests in which there is nothing to be found, as many run with several parameters."""


def _read(
    code: CodeType,
    names: dict[str, Any],
    definition: Function,
    own: tuple[FunctionType, ...],
    changed: frozenset[str],
) -> list[Unbegun]:
    asked = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    given = {one.__name__: given_by(one, changed) for one in own if one.__name__ in asked}
    known = {name: made for name, made in given.items() if made is not None}
    scope = Scope(code, names, definition, known, changed)
    found = list(_dropped(scope, dropped_calls(definition)))
    seen = {code}
    todo = [(0, scope)]
    while todo:
        depth, scope = todo.pop()
        for inner in _called_by(scope) if depth < _DEEPEST else ():
            if inner.code not in seen:
                seen.add(inner.code)
                todo.append((depth + 1, inner))
                certain = {id(call) for statement in _certain(inner) for call in ast.walk(statement)}
                calls = (call for call in dropped_calls(inner.definition) if id(call) in certain)
                found += _dropped(inner, calls)
    return found


def _dropped(scope: Scope, calls: Iterable[ast.Call]) -> Iterator[Unbegun]:
    for call in calls:
        place = Place(scope.code.co_filename, call.lineno)
        made = _generator(scope, call)
        if made is not None:
            yield Unbegun(made, place)
        elif (step := _step(scope, call)) is not None:
            of = _generator(scope, step[1])
            if of is not None:
                yield Unbegun(of, place, step[0], ast.unparse(call))


def _step(scope: Scope, call: ast.Call) -> tuple[str, ast.expr] | None:
    """Return what a call asks of which expression, if that is a step of an async generator."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in STEPS:
        return call.func.attr, call.func.value
    is_built_in = isinstance(call.func, ast.Name) and call.func.id == "anext"
    if is_built_in and "anext" not in scope.names and "anext" not in scope.code.co_varnames and call.args:
        return "anext", call.args[0]
    return None


def _generator(scope: Scope, expression: ast.expr) -> CodeType | None:
    """Return the code of the async generator that an expression makes."""
    if isinstance(expression, ast.Name):
        value = scope.value_of(expression.id)
        return None if value is None or isinstance(value, ast.Name) else _generator(scope, value)
    called = scope.called(expression.func) if isinstance(expression, ast.Call) else None
    code = called[0].__code__ if isinstance(called, tuple) else called
    return code if code is not None and code.co_flags & inspect.CO_ASYNC_GENERATOR else None


def _called_by(scope: Scope) -> Iterator[Scope]:
    """Yield the functions that are called in any case."""
    for statement in _certain(scope):
        for call in _without(statement):
            called = scope.called(call.func) if isinstance(call, ast.Call) else None
            if not isinstance(called, tuple) or is_generator(called[0]):
                continue
            function, holder = called
            inner = scope_of(function, {} if holder is None else _self(function, holder), scope.changed)
            if inner is not None and "__wrapped__" not in vars(function):
                yield inner


def _certain(scope: Scope) -> Iterator[ast.stmt]:
    """Yield the statements of a function up to the first that may leave it."""
    for statement in scope.definition.body:
        if not isinstance(statement, _MAY_NOT_RUN):
            yield statement
        if any(isinstance(one, _LEAVES) for one in ast.walk(statement)):
            return


def _without(statement: ast.AST) -> Iterator[ast.AST]:
    todo: list[ast.AST] = [statement]
    while todo:
        one = todo.pop()
        yield one
        todo += [each for each in ast.iter_child_nodes(one) if not isinstance(each, _MAY_NOT_RUN)]


def _self(function: FunctionType, holder: Instance) -> dict[str, Instance]:
    return dict.fromkeys(function.__code__.co_varnames[:1], holder)
