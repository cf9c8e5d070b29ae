"""Attributes: of modules, of classes and their bases, of objects and what their methods assign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.facts import FunctionFacts
from asyncproof.check.linking import promises
from asyncproof.check.linking.shape import Shape
from asyncproof.check.linking.value import (
    UNKNOWN,
    ClassValue,
    Foreign,
    FunctionValue,
    Instance,
    ModuleValue,
    Value,
    joined,
)

if TYPE_CHECKING:
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.function import Function
    from asyncproof.check.linking.klass import Class


def member(asking: Asking, value: Value, name: str) -> Value:
    """Return an attribute of a value."""
    if isinstance(value, ModuleValue):
        return asking.member_of_module(value.module.name, name, value.module.scope)
    if isinstance(value, Foreign):
        return Foreign(f"{value.name}.{name}")
    if isinstance(value, Instance):
        found = in_class(asking, value.klass, name, value)
        return UNKNOWN if found is None else found
    if isinstance(value, ClassValue):
        return in_class(asking, value.klass, name, value) or UNKNOWN
    return UNKNOWN


def in_class(asking: Asking, klass: Class, name: str, receiver: Value) -> Value | None:
    """Return what a class or one of its bases binds a name to; None if none of them does."""
    for owner in asking.line(klass):
        if owner is None or not _is_plain(asking, owner):
            return UNKNOWN
        if name in owner.facts.bindings:
            return _of_class(asking, owner, name, receiver)
        if name in owner.facts.attributes and isinstance(receiver, Instance):
            return _assigned(asking, owner, name)
    return None


def _is_plain(asking: Asking, klass: Class) -> bool:
    """Tell whether a class is what its body says: no decorator of strangers has changed it."""
    names = [asking.full_name(decorator, klass.home) for decorator in klass.facts.decorators]
    return all(
        name is not None
        and (
            name.partition(".")[0]
            in {"dataclasses", "attr", "attrs", "typing", "pytest", "functools", "enum"}
        )
        for name in names
    )


def _of_class(asking: Asking, owner: Class, name: str, receiver: Value) -> Value:
    found = asking.bound(name, owner.scope)
    if isinstance(found, FunctionValue):
        shape = asking.shape(found.function)
        bound = FunctionValue(found.function, None if _is_static(found.function) else receiver)
        if shape is Shape.PROPERTY:
            return asking.result(found.function, receiver) if isinstance(receiver, Instance) else UNKNOWN
        return bound
    return UNKNOWN if found is None else found


def _is_static(function: Function) -> bool:
    return any(getattr(mark, "id", "") == "staticmethod" for mark in function.facts.decorators)


def _assigned(asking: Asking, owner: Class, name: str) -> Value:
    """Return what all methods of a class that assign an attribute agree on."""
    values: list[Value] = []
    for method, binding in owner.facts.attributes[name]:
        for definition in owner.facts.bindings.get(method, ()):
            if isinstance(definition.value, FunctionFacts):
                scope = owner.scope.of_function(definition.value)
                if binding.annotation is not None:
                    return promises.instance_of(asking, binding.annotation, scope)
                values.append(asking.of_binding(binding, scope))
    return joined(values) if values else UNKNOWN
