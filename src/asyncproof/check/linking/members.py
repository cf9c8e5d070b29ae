"""Attributes: of modules, of classes and their bases, of objects and what their methods assign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import FunctionFacts, dotted
from asyncproof.check.linking import promises
from asyncproof.check.linking.klass import Class
from asyncproof.check.linking.shape import Shape
from asyncproof.check.linking.value import (
    NONE,
    UNKNOWN,
    AsyncGenerator,
    Callback,
    ClassValue,
    Coroutine,
    Foreign,
    ForeignInstance,
    FunctionValue,
    Instance,
    Manager,
    ModuleValue,
    Value,
    joined,
    opened,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import Term
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.function import Function


_HARMLESS = frozenset(
    (
        "attr",
        "attrs",
        "dataclasses",
        "enum",
        "functools",
        "pydantic",
        "pytest",
        "rich",
        "typing",
        "typing_extensions",
    )
)
"""Modules whose decorators leave the methods of a class as they are."""
_MOCKERS = {"pytest_mock.plugin.MockerFixture", "pytest_mock.MockerFixture"}


def member(asking: Asking, value: Value, name: str) -> Value:
    """Return an attribute of a value."""
    if _class_name(value) in _MOCKERS:
        return _of_mocker(name)
    reader = _MEMBERS.get(type(value))
    return UNKNOWN if reader is None else reader(asking, value, name)


def _of_mocker(name: str) -> Value:
    is_maker = name[:1].isupper() or name == "create_autospec"
    return Foreign(f"unittest.mock.{name}" if is_maker else f"pytest_mock.{name}")


def _of_module(asking: Asking, value: ModuleValue, name: str) -> Value:
    return asking.member_of_module(value.module.name, name, value.module.scope)


def _of_class_or_object(asking: Asking, value: Instance | ClassValue, name: str) -> Value:
    return in_class(asking, value.klass, name, value) or UNKNOWN


def _of_manager(_: Asking, value: Manager, name: str) -> Value:
    return Callback(value.result) if name in {"start", "__enter__"} else UNKNOWN


def _of_generator(_: Asking, value: AsyncGenerator, name: str) -> Value:
    if name in {"__anext__", "asend", "athrow"}:
        return Callback(Coroutine(value.item))
    return Callback(Coroutine(NONE)) if name == "aclose" else UNKNOWN


_MEMBERS: dict[type, Callable[[Asking, Any, str], Value]] = {
    ModuleValue: _of_module,
    Foreign: lambda _, value, name: Foreign(f"{value.name}.{name}"),
    Instance: _of_class_or_object,
    ClassValue: _of_class_or_object,
    Manager: _of_manager,
    AsyncGenerator: _of_generator,
}


def _class_name(value: Value) -> str:
    """Return the full name of an object's class; empty if it is none."""
    if isinstance(value, Instance):
        return value.klass.name
    return value.name if isinstance(value, ForeignInstance) else ""


def in_class(asking: Asking, klass: Class, name: str, receiver: Value) -> Value | None:
    """Return what a class or one of its bases binds a name to; None if none of them does."""
    owner = asking.owner(klass, name, of_object=isinstance(receiver, Instance))
    if not isinstance(owner, Class):
        return owner
    if name in owner.facts.bindings:
        return _of_class(asking, owner, name, receiver)
    return _assigned(asking, owner, name)


def owner_of(asking: Asking, klass: Class, name: str, *, of_object: bool) -> Class | Value | None:
    """Return the class that has a member; what methods assign is one of objects only."""
    for owner in asking.line(klass):
        if owner is None or not _is_plain(asking, owner):
            return UNKNOWN
        if name in owner.facts.bindings or (of_object and name in owner.facts.attributes):
            return owner
    return None


def _is_plain(asking: Asking, klass: Class) -> bool:
    """Tell whether a class is what its body says: no decorator of strangers has changed it."""
    names = [asking.full_name(decorator, klass.home) for decorator in klass.facts.decorators]
    return all(name is not None and (name.partition(".")[0] in _HARMLESS) for name in names)


def _of_class(asking: Asking, owner: Class, name: str, receiver: Value) -> Value:
    found = _getter(asking, owner, name) or asking.bound(name, owner.scope)
    if isinstance(found, FunctionValue):
        shape = asking.shape(found.function)
        bound = FunctionValue(found.function, None if _is_static(found.function) else receiver)
        if shape is Shape.PROPERTY:
            return asking.result(found.function, receiver) if isinstance(receiver, Instance) else UNKNOWN
        return bound
    return UNKNOWN if found is None else found


def _getter(asking: Asking, owner: Class, name: str) -> Value | None:
    """Return the function that reads a property, where one that sets or deletes it has its name later."""
    bindings = owner.facts.bindings[name]
    if len(bindings) == 1 or not all(isinstance(one.value, FunctionFacts) for one in bindings):
        return None
    first, *others = bindings
    if all(_is_setter(one.value.decorators, name) for one in others):  # type: ignore[union-attr] # as just asked
        return asking.of_binding(first, owner.scope)
    return None


def _is_setter(decorators: tuple[Term, ...], name: str) -> bool:
    return any(dotted(mark) in {f"{name}.setter", f"{name}.deleter"} for mark in decorators)


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
    return opened(joined(values)) if values else UNKNOWN  # other methods may tell a mock anything
