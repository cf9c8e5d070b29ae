"""Calls: what functions say that they return, what they do return, and what is known of asyncio's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import END, FunctionFacts
from asyncproof.check.facts.term import Call, Name
from asyncproof.check.linking import furnishing, mocks, overloads, promises
from asyncproof.check.linking.arguments import Arguments
from asyncproof.check.linking.function import Function
from asyncproof.check.linking.klass import Class
from asyncproof.check.linking.shape import Shape
from asyncproof.check.linking.value import (
    NONE,
    UNKNOWN,
    AsyncGenerator,
    Awaitable,
    Callback,
    ClassValue,
    Coroutine,
    Foreign,
    ForeignInstance,
    FunctionValue,
    Generator,
    Instance,
    LambdaValue,
    Manager,
    MockValue,
    Value,
    joined,
    opened,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.check.facts import Parameter
    from asyncproof.check.facts.facts import Giving
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope


def called(asking: Asking, value: Value, arguments: Arguments) -> Value:
    """Return what a call of a value gives."""
    name = _name_of(value)
    if name is not None and name.rpartition(".")[2] in _TOLD_BY_NAME:
        special = _SPECIAL.get(name)
        if special is not None:
            return special(asking, arguments.number(0) or UNKNOWN)
        if name == "builtins.super":
            return _super(asking, arguments)
        found = mocks.made(name, arguments) or mocks.handed_out(name, arguments)
        if found is not None:
            return found
    if isinstance(value, FunctionValue):
        return _result(asking, value, arguments)
    reader = _CALLED.get(type(value))
    return UNKNOWN if reader is None else reader(asking, value)


def _result(asking: Asking, value: FunctionValue, arguments: Arguments) -> Value:
    facts = overloads.meant(asking, value.function, arguments)
    if facts is None or asking.shape(value.function) not in {Shape.PLAIN, Shape.OVERLOAD}:
        return asking.result(value.function, value.receiver)
    outcome = _outcome(asking, Function(facts, value.function.home), value.receiver)
    return Coroutine(outcome, value.function) if facts.is_async else outcome


def _super(asking: Asking, arguments: Arguments) -> Value:
    """Return the object as one of the only base of its class."""
    scope: Scope | None = arguments.scope
    while scope is not None and (scope.outer is None or scope.outer.class_facts is None):
        scope = scope.outer
    owner = None if scope is None else scope.outer
    if scope is None or owner is None or owner.class_facts is None or owner.outer is None:
        return UNKNOWN
    klass = Class(owner.class_facts, owner.outer)
    line = asking.line(klass)
    is_given = arguments.number(0) is not None
    if is_given or scope.function is None or len(klass.facts.bases) != 1 or len(line) == 1 or line[1] is None:
        return UNKNOWN
    marks = {getattr(mark, "id", "") for mark in scope.function.decorators}
    is_class = scope.function.name == "__new__" or "classmethod" in marks
    return ClassValue(line[1]) if is_class else Instance(line[1])


def _next(_: Asking, first: Value) -> Value:
    return Coroutine(first.item if isinstance(first, AsyncGenerator) else UNKNOWN)


def _foreign(_: Asking, value: Foreign) -> Value:
    """Take what is spelled like a class for one."""
    is_class = value.name.rpartition(".")[2][:1].isupper()
    return ForeignInstance(value.name) if is_class else UNKNOWN


_CALLED: dict[type, Callable[[Asking, Any], Value]] = {
    ClassValue: lambda _, value: Instance(value.klass, value.arguments),
    LambdaValue: lambda asking, value: asking.value(value.body, value.scope),
    Callback: lambda _, value: value.result,
    Instance: lambda asking, value: asking.dunder(value, "__call__"),
    Foreign: _foreign,
    MockValue: lambda _, value: mocks.called(value),
}


def _name_of(value: Value) -> str | None:
    """Return the full name of what is called, if one of this last name is known by it."""
    if isinstance(value, FunctionValue):
        return value.function.name if value.function.facts.name in _TOLD_BY_NAME else None
    if isinstance(value, ClassValue):
        return value.klass.name if value.klass.facts.name in _TOLD_BY_NAME else None
    if isinstance(value, Instance) and value.klass.name == "unittest.mock._patcher":
        return value.klass.name
    return value.name if isinstance(value, Foreign) else None


def parameter_named(function: FunctionFacts | None, name: str) -> Parameter | None:
    """Return the parameter of a function that has this name."""
    if function is not None:
        for parameter in function.parameters:
            if parameter.name == name:
                return parameter
    return None


def value_of_parameter(asking: Asking, scope: Scope, parameter: Parameter) -> Value:
    """Return what is certain of a parameter inside of its function."""
    if parameter.kind in {"star", "stars"}:
        return UNKNOWN
    owner = scope.outer
    function = scope.function
    if owner is not None and owner.class_facts is not None and function is not None:
        is_first = bool(function.parameters) and function.parameters[0] is parameter
        marks = {mark.id for mark in function.decorators if isinstance(mark, Name)}
        if is_first and "staticmethod" not in marks and owner.outer is not None:
            klass = Class(owner.class_facts, owner.outer)
            return ClassValue(klass) if "classmethod" in marks else Instance(klass)
    if parameter.annotation is not None:
        found = promises.instance_of(asking, parameter.annotation, scope.outer or scope)
        if found is not UNKNOWN:
            return found
    patches = _patches(asking, function, owner)
    number = _position(function, parameter, is_method=owner is not None and owner.class_facts is not None)
    if number is not None and 0 <= number < len(patches):
        return patches[number]
    return scope.given(parameter.name) if scope.given is not None else UNKNOWN


def _position(function: FunctionFacts | None, parameter: Parameter, *, is_method: bool) -> int | None:
    if function is None or parameter not in function.parameters:
        return None
    return function.parameters.index(parameter) - (1 if is_method else 0)


def _patches(asking: Asking, function: FunctionFacts | None, owner: Scope | None) -> list[Value]:
    """Return the mocks that `@patch` hands to a function, in the order of its parameters."""
    found: list[Value] = []
    for decorator in reversed(function.decorators if function is not None and owner is not None else ()):
        if not isinstance(decorator, Call) or owner is None:
            continue
        name = asking.full_name(decorator, owner) or ""
        if name in {"unittest.mock.patch", "unittest.mock.patch.object"}:
            arguments = Arguments(asking, decorator, owner, END, ())
            is_given = arguments.named("new") or arguments.number(2 if name.endswith("object") else 1)
            found += [] if is_given is not None else [mocks.patched(name, arguments) or UNKNOWN]
    return found


def result_of(asking: Asking, function: Function, receiver: Value | None) -> Value:
    """Return what a call of a function gives, decorators counted."""
    shape = asking.shape(function)
    facts = function.facts
    if shape in {Shape.UNKNOWN, Shape.FIXTURE}:
        return UNKNOWN
    if shape is Shape.OVERLOAD:
        return _overloaded(asking, function)
    if shape in {Shape.ASYNC_MANAGER, Shape.MANAGER}:
        return Manager(_item(asking, function, receiver), shape is Shape.ASYNC_MANAGER, function)
    if facts.is_generator:
        item = _item(asking, function, receiver)
        return AsyncGenerator(item, function) if facts.is_async else Generator(item)
    outcome = _outcome(asking, function, receiver)
    return _coroutine(outcome, function) if facts.is_async else outcome


def _overloaded(asking: Asking, function: Function) -> Value:
    """Return what all overloads of a function agree in, where no body stands beside them."""
    bindings = function.home.bindings.get(function.facts.name, ())
    every = [binding.value for binding in bindings if isinstance(binding.value, FunctionFacts)]
    if not all(facts.is_async and not facts.is_generator for facts in every):
        return UNKNOWN
    outcomes = [_outcome(asking, Function(facts, function.home), None) for facts in every]
    plain = [Instance(one.klass) if isinstance(one, Instance) else one for one in outcomes]
    return Coroutine(joined(plain), function)


def given_by(asking: Asking, function: Function) -> Value:
    """Return what a fixture gives: what it yields or returns, awaited where it is async."""
    return _item(asking, function, None) if function.facts.is_generator else _outcome(asking, function, None)


def _coroutine(outcome: Value, function: Function) -> Value:
    if function.facts.is_empty and isinstance(outcome, (AsyncGenerator, Generator)):
        return UNKNOWN  # of a protocol or a stub: where the body is there is a `yield`, and nothing to await
    return Coroutine(outcome, function)


def _outcome(asking: Asking, function: Function, receiver: Value | None) -> Value:
    """Return what the body of a function returns."""
    facts = function.facts
    if facts.annotation is not None:
        if _means_itself(facts) and isinstance(receiver, Instance):
            return receiver
        return promises.given(asking, facts.annotation, function.home, receiver)
    if facts.is_empty:
        return UNKNOWN
    if not facts.returns:
        return NONE
    return joined([_handed_over(asking, function, found) for found in facts.returns])


def _handed_over(asking: Asking, function: Function, found: Giving) -> Value:
    """Return what a `return` or `yield` gives; a mock that others know may have been told anything."""
    value = asking.value(found.value, function.scope, found.at, found.path)
    name = found.value.id if isinstance(found.value, Name) else ""
    if isinstance(value, MockValue) and name in function.facts.held:
        return furnishing.furnished(asking, value, name, function.scope)
    return value if isinstance(found.value, Call) else opened(value)


def _means_itself(facts: FunctionFacts) -> bool:
    """Tell whether a method says that it returns its own object: by `Self`, or by the variable of `self`."""
    if getattr(facts.annotation, "id", "") == "Self":
        return True
    first = facts.parameters[0].annotation if facts.parameters else None
    return first is not None and first == facts.annotation


def _item(asking: Asking, function: Function, receiver: Value | None) -> Value:
    """Return what a generator yields."""
    facts = function.facts
    if facts.annotation is not None:
        found = promises.given(asking, facts.annotation, function.home, receiver)
        return found.item if isinstance(found, (AsyncGenerator, Generator)) else UNKNOWN
    values = [_handed_over(asking, function, found) for found in facts.yields]
    return joined(values) if values else UNKNOWN


# -- what is known of functions whose result depends on their argument --


def _task(asking: Asking, first: Value) -> Value:
    return Awaitable(asking.awaited(first))


def _waited_for(asking: Asking, first: Value) -> Value:
    return Coroutine(asking.awaited(first))


def _gathered(_: Asking, __: Value) -> Value:
    return Awaitable(UNKNOWN)


def _same(_: Asking, first: Value) -> Value:
    return first


def _partial(asking: Asking, first: Value) -> Value:
    if isinstance(first, FunctionValue):
        return Callback(asking.result(first.function, first.receiver))
    return UNKNOWN


_SPECIAL: dict[str, Callable[[Asking, Value], Value]] = {
    **dict.fromkeys(
        (
            "asyncio.create_task",
            "asyncio.tasks.create_task",
            "asyncio.ensure_future",
            "asyncio.tasks.ensure_future",
            "asyncio.shield",
            "asyncio.tasks.shield",
            "asyncio.taskgroups.TaskGroup.create_task",
            "asyncio.events.AbstractEventLoop.create_task",
        ),
        _task,
    ),
    **dict.fromkeys(("asyncio.wait_for", "asyncio.tasks.wait_for"), _waited_for),
    **dict.fromkeys(("asyncio.gather", "asyncio.tasks.gather"), _gathered),
    **dict.fromkeys(("typing.cast", "copy.copy", "copy.deepcopy"), _same),
    "functools.partial": _partial,
    "builtins.anext": _next,
}
_TOLD_BY_NAME = frozenset({"super", *mocks.NAMES, *(name.rpartition(".")[2] for name in _SPECIAL)})
"""The last names of all that is known by its name."""
