"""What an expression is worth, as far as that is certain; whatever is not certain is `UNKNOWN`.

Nobody changes a value. They are not frozen, as to make a frozen one takes three times as long.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.check.facts import Term
    from asyncproof.check.linking.function import Function
    from asyncproof.check.linking.klass import Class
    from asyncproof.check.linking.scope import Module, Scope


@dataclass(unsafe_hash=True, slots=True)
class Value:
    """Something that a program works with."""


UNKNOWN = Value()


@dataclass(unsafe_hash=True, slots=True)
class Plain(Value):
    """A value of a builtin type; `item` is what is in a list or dict, if all of it is alike."""

    type: str
    item: Value | None = None
    value: str | int | bool | None = None


@dataclass(unsafe_hash=True, slots=True)
class Items(Value):
    """A tuple, list, set or dict that is written out, item by item."""

    type: str
    items: tuple[Value, ...]


@dataclass(unsafe_hash=True, slots=True)
class Foreign(Value):
    """A thing of a module that is not at hand, by its full name, as `requests.get`."""

    name: str


@dataclass(unsafe_hash=True, slots=True)
class ForeignInstance(Value):
    """An object of a class that is not at hand."""

    name: str


@dataclass(unsafe_hash=True, slots=True)
class ModuleValue(Value):
    """A module."""

    module: Module


@dataclass(unsafe_hash=True, slots=True)
class ClassValue(Value):
    """A class itself; `arguments` are those of a generic one, as in `Pool = Queue[Connection]`."""

    klass: Class
    arguments: tuple[Value, ...] = ()


@dataclass(unsafe_hash=True, slots=True)
class Instance(Value):
    """An object of a class; `arguments` are those of a generic one, as the result of a task."""

    klass: Class
    arguments: tuple[Value, ...] = ()


@dataclass(unsafe_hash=True, slots=True)
class Variable(Value):
    """What a type variable stands for, while an annotation is read."""

    name: str


@dataclass(unsafe_hash=True, slots=True)
class FunctionValue(Value):
    """A function, and the object that it is bound to."""

    function: Function
    receiver: Value | None = None


@dataclass(unsafe_hash=True, slots=True)
class LambdaValue(Value):
    """A lambda: what it returns, and where it stands."""

    body: Term
    scope: Scope


@dataclass(unsafe_hash=True, slots=True)
class Callback(Value):
    """Something that can be called, of which only the result is known: `Callable[..., X]`, `partial(f)`."""

    result: Value


@dataclass(unsafe_hash=True, slots=True)
class Coroutine(Value):
    """A coroutine that has not run yet; `source` is the function that made it, if that is known."""

    result: Value
    source: Function | None = None
    by_mock: bool = False


@dataclass(unsafe_hash=True, slots=True)
class MockValue(Value):
    """A mock of `unittest.mock`: `Mock`, `MagicMock` or `AsyncMock`."""

    kind: str
    spec: Value | None = None
    """What it stands for, if it was told."""
    result: Value | None = None
    """What it was told to return."""
    has_effect: bool = False
    attributes: tuple[tuple[str, Value], ...] = ()
    is_autospec: bool = False
    is_open_ended: bool = False
    """Whether it was made with `**kwargs`, so that anything may be set."""
    of_result: tuple[tuple[str, Value], ...] = ()
    """What attributes of its result were set to, where that result is a mock as well."""


@dataclass(unsafe_hash=True, slots=True)
class Awaitable(Value):
    """Something that may be awaited but runs, or is done, by itself: a task, a future."""

    result: Value


@dataclass(unsafe_hash=True, slots=True)
class AsyncGenerator(Value):
    """An async iterator."""

    item: Value
    source: Function | None = None


@dataclass(unsafe_hash=True, slots=True)
class Generator(Value):
    """An iterator; `result` is what a generator returns, if it says so: what `await` gives of `__await__`."""

    item: Value
    result: Value = UNKNOWN


@dataclass(unsafe_hash=True, slots=True)
class Manager(Value):
    """What `with` or `async with` takes, made by a decorated generator."""

    result: Value
    is_async: bool
    source: Function | None = None


NONE = Plain("NoneType")


def joined(values: list[Value]) -> Value:
    """Return what is certain of one of several values: `None` beside another does not count."""
    if len(values) == 1:
        return values[0]
    different = list(dict.fromkeys(values))
    if len(different) > 1:
        different = [value for value in different if value != NONE]
    return different[0] if len(different) == 1 else UNKNOWN


def opened(value: Value) -> Value:
    """Return a mock as one of which anything may have been set since it was made, others as they are."""
    return replace(value, is_open_ended=True) if isinstance(value, MockValue) else value
