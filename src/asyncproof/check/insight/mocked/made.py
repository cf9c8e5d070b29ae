"""Mocks as they were made, and whether what a call gives can be awaited."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.facts.term import Imported
from asyncproof.check.linking import (
    NONE,
    UNKNOWN,
    FunctionValue,
    Instance,
    Items,
    LambdaValue,
    Manager,
    MockValue,
    Plain,
    members,
    mocks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.check.facts import Binding
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Evaluator, Module, Value


def has_mocks(here: Here) -> bool:
    """Tell whether the file or the function around knows mocks at all."""
    key = "mocks in the file"
    if key not in here.known:
        here.known[key] = any(map(_knows_mocks, _modules(here)))
    if here.known[key]:
        return True
    function = outermost(here)
    return function is not None and any(one.arg == "mocker" for one in function.args.args)


def _modules(here: Here) -> Iterator[Module]:
    """Yield the file itself and those whose fixtures its tests may ask for."""
    yield here.module
    for path in here.configuration.conftests:
        conftest = here.evaluator.project.module_at(Path(path))
        if conftest is not None:
            yield conftest


def _knows_mocks(module: Module) -> bool:
    return any(_is_of_mocks(binding) for found in module.scope.bindings.values() for binding in found)


def _is_of_mocks(binding: Binding) -> bool:
    value = binding.value
    return isinstance(value, Imported) and "mock" in f"{value.module}.{value.name}"


def as_made(here: Here, node: ast.expr) -> MockValue | None:
    """Return the mock that an expression is, though it may have been handed to others since.

    Who gets a mock may change what it returns, but hardly ever what kind of mock it is. A call of `patch` is
    the mock that it puts in place.
    """
    value = here.written(node)
    value = value.result if isinstance(value, Manager) else value
    return value if isinstance(value, MockValue) and not value.is_open_ended else None


def is_async_mock(here: Here, node: ast.expr) -> bool:
    """Tell whether an expression is an AsyncMock for certain."""
    found = as_made(here, node)
    return found is not None and found.kind == "AsyncMock"


def answer_of(here: Here, value: Value) -> Value:
    """Return what a call of a value gives."""
    evaluator = here.evaluator
    if isinstance(value, LambdaValue):
        return evaluator.value(value.body, value.scope)
    if isinstance(value, FunctionValue) and value.function.facts.raises:
        return UNKNOWN
    if isinstance(value, FunctionValue):
        return evaluator.result(value.function, value.receiver)
    return mocks.called(value) if isinstance(value, MockValue) else UNKNOWN


def cant_be_awaited(evaluator: Evaluator, value: Value) -> bool:
    """Tell whether `await` fails on a value for certain."""
    if value == NONE or isinstance(value, (Plain, Items)):
        return True
    if isinstance(value, MockValue):
        return value.spec is None and not value.is_open_ended
    if isinstance(value, Instance):
        return members.in_class(evaluator, value.klass, "__await__", value) is None
    return False


def dotted(node: ast.expr) -> str | None:
    """Return `a.b.c` for a name with attributes."""
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return None if base is None else f"{base}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else None


def outermost(here: Here) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the outermost function around."""
    return here.outermost
