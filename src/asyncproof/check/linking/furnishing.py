"""Mocks with names, and what is assigned to their attributes before they are given away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.check.linking.value import UNKNOWN, MockValue, Value, opened

if TYPE_CHECKING:
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope


def furnished(asking: Asking, mock: MockValue, name: str, scope: Scope) -> Value:
    """Return a mock of this name with all that a function sets on it; where that is not certain, opened."""
    if mock.spec is not None:
        return opened(mock)
    told: dict[str, Value] = {}
    for written, bindings in scope.bindings.items():
        if not written.startswith(f"{name}."):
            continue
        first, _, deeper = written[len(name) + 1 :].partition(".")
        is_certain = first not in told and len(bindings) == 1 and not bindings[0].path
        value = asking.of_binding(bindings[0], scope) if is_certain else UNKNOWN
        told[first] = _set(mock, first, deeper, value)
    if not {"side_effect", "__class__", "mock_calls"}.isdisjoint(told):
        return opened(mock)
    answer = told.pop("return_value", mock.result)
    return replace(mock, result=answer, attributes=(*mock.attributes, *told.items()))


def _set(mock: MockValue, first: str, deeper: str, value: Value) -> Value:
    """Return an attribute of a mock of which something is set: itself, or what it returns."""
    if not deeper:
        return value
    if deeper == "return_value" and first != "return_value" and not first.startswith("__"):
        return MockValue(mock.kind, result=value)
    return UNKNOWN
