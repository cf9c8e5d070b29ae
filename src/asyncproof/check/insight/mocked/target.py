"""What a call puts in the place of what: `patch`, `patch.object`, and `setattr` of monkeypatch."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.facts.nodes import last_name
from asyncproof.check.insight.mocked.made import cant_be_awaited
from asyncproof.check.linking import (
    UNKNOWN,
    ClassValue,
    Foreign,
    Function,
    Instance,
    MockValue,
    ModuleValue,
    Plain,
)

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.linking import Scope, Value

_PATCHES = frozenset({"unittest.mock.patch", "unittest.mock._patcher", "mock.patch", "pytest_mock.patch"})

REPLACING = frozenset({"object", "patch", "setattr"})
"""What a call that replaces something is called."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One thing that is replaced while a test runs."""

    call: ast.Call
    owner: Value
    """The module, class or object that has it."""
    name: str
    """What it is called there."""
    old: Value
    """What it is, if that is known."""
    new: ast.expr | None
    """What takes its place; None where `patch` makes a mock itself."""
    kind: str | None
    """The class of the mock that `new_callable` names."""
    is_plain: bool
    """Whether `patch` alone decides what the mock is: no `new`, no `spec`, no `new_callable`."""


def replacement(here: Here, call: ast.Call) -> Replacement | None:
    """Return what a call replaces; None if it replaces nothing, or nobody knows what."""
    if last_name(call.func) not in REPLACING:
        return None
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    by_object = _by_object(here, call, named)
    if by_object is None or None in named or any(isinstance(one, ast.Starred) for one in call.args):
        return None
    number = 2 if by_object else 1
    if by_object:
        place = _of_object(here, call, named)
    else:
        place = _of_text(here, call.args[0] if call.args else named.get("target"))
    if place is None:
        return None
    owner, name = place
    new = call.args[number] if len(call.args) > number else named.get("new") or named.get("value")
    maker = named.get("new_callable")
    return Replacement(
        call,
        owner,
        name,
        here.evaluator.member(owner, name),
        new,
        None if maker is None else _last(here, maker),
        new is None and not {"new_callable", "spec", "spec_set", "autospec"} & set(named),
    )


def definition(target: Replacement) -> Function | None:
    """Return the function that is replaced, whatever its decorators make of it."""
    scope = _scope_of(target.owner)
    bindings = () if scope is None else scope.bindings.get(target.name, ())
    if scope is None or len(bindings) != 1 or not isinstance(bindings[0].value, FunctionFacts):
        return None
    return Function(bindings[0].value, scope)


def _scope_of(owner: Value) -> Scope | None:
    if isinstance(owner, ModuleValue):
        return owner.module.scope
    return owner.klass.scope if isinstance(owner, (ClassValue, Instance)) else None


def _by_object(here: Here, call: ast.Call, named: dict[str | None, ast.expr]) -> bool | None:
    """Tell whether a call names an object and an attribute, or a text; None if it is no such call."""
    name = last_name(call.func)
    if name == "setattr":
        base = getattr(call.func, "value", None)
        if getattr(base, "id", "") not in {"monkeypatch", "mp"}:
            return None
        return len(call.args) + ("value" in named) > 2  # noqa: PLR2004 - object, name, value
    if name == "patch":
        return False if _is_patch(here, call.func) else None
    if name == "object" and isinstance(call.func, ast.Attribute):
        return True if _is_patch(here, call.func.value) else None
    return None


def _is_patch(here: Here, node: ast.expr) -> bool:
    value = here.written(node)
    if isinstance(value, Foreign):
        return value.name in _PATCHES
    if isinstance(value, Instance):
        return value.klass.name in _PATCHES
    return here.full_name(node) in _PATCHES


def _of_object(here: Here, call: ast.Call, named: dict[str | None, ast.expr]) -> tuple[Value, str] | None:
    owner = call.args[0] if call.args else named.get("target")
    name = call.args[1] if len(call.args) > 1 else named.get("attribute") or named.get("name")
    text = None if name is None else _text(here, name)
    if owner is None or text is None:
        return None
    value = here.written(owner)
    return None if value == UNKNOWN or isinstance(value, MockValue) else (value, text)


def _of_text(here: Here, node: ast.expr | None) -> tuple[Value, str] | None:
    text = None if node is None else _text(here, node)
    parts = text.split(".") if text is not None else []
    for length in range(len(parts) - 1, 0, -1):
        owner = here.evaluator.module(".".join(parts[:length]), here.scope)
        if isinstance(owner, ModuleValue):
            for part in parts[length:-1]:
                owner = here.evaluator.member(owner, part)
            return (owner, parts[-1]) if owner != UNKNOWN else None
    return None


def _text(here: Here, node: ast.expr) -> str | None:
    """Return a text that is written out, or put together of names that are known."""
    if isinstance(node, ast.JoinedStr):
        parts = [
            _text(here, one.value) if isinstance(one, ast.FormattedValue) else _text(here, one)
            for one in node.values
        ]
        return None if None in parts else "".join(map(str, parts))
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name) and node.id == "__name__":
        return here.module.name
    value = here.written(node)
    return value.value if isinstance(value, Plain) and isinstance(value.value, str) else None


def _last(here: Here, node: ast.expr) -> str:
    name = here.full_name(node) or ""
    return name.rpartition(".")[2]


def is_told_otherwise(here: Here, target: Replacement) -> bool:
    """Tell whether the test makes something of the mock in place that may well be awaited."""
    scope, names = _known_as(here, target)
    if isinstance(target.new, ast.Name):
        names = [*names, target.new.id]
    return any(may_be_told_awaitable(here, name, scope) for name in names)


def may_be_told_awaitable(here: Here, name: str, scope: Scope) -> bool:
    """Tell whether a test tells a mock of this name to give something that may well be awaited."""
    if f"{name}.side_effect" in scope.bindings:
        return True
    told = scope.bindings.get(f"{name}.return_value", ())
    values = [here.evaluator.of_binding(binding, scope) for binding in told]
    return any(not cant_be_awaited(here.evaluator, value) for value in values)


def _known_as(here: Here, target: Replacement) -> tuple[Scope, list[str]]:
    """Return the names that the mock in place may have in the test, and where they are bound."""
    parent = here.parent
    if isinstance(parent, ast.withitem) and isinstance(parent.optional_vars, ast.Name):
        return here.scope, [parent.optional_vars.id]
    if isinstance(parent, ast.Assign):
        return here.scope, [one.id for one in parent.targets if isinstance(one, ast.Name)]
    if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and target.call in parent.decorator_list:
        facts = here.function_at(parent)
        return here.scope.of_function(facts), [parameter.name for parameter in facts.parameters]
    return here.scope, []
