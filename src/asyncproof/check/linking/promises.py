"""What an annotation promises: the value of whatever is annotated with it."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.check.facts import OPAQUE, term_of
from asyncproof.check.facts.term import Attribute, Constant, Either, Name, Subscript
from asyncproof.check.linking.generic import arguments_of, filled, variables_in
from asyncproof.check.linking.klass import Class
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
    Generator,
    Instance,
    Items,
    Manager,
    Plain,
    Value,
    Variable,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.check.facts import Term
    from asyncproof.check.linking.asking import Asking
    from asyncproof.check.linking.scope import Scope

_TYPING = (
    "typing.",
    "typing_extensions.",
    "collections.abc.",
    "contextlib.",
    "builtins.",
    "types.",
    "asyncio.",
)
_VARIABLES = ("typing.TypeVar", "typing_extensions.TypeVar")
_NO_VARIABLES: Mapping[str, Value] = {}
_PLAIN = {"str", "int", "float", "bool", "bytes", "complex"}
_OF_ONE = {
    "list",
    "set",
    "frozenset",
    "List",
    "Set",
    "Sequence",
    "Collection",
    "FrozenSet",
    "MutableSequence",
    "deque",
}


def instance_of(asking: Asking, annotation: Term, scope: Scope) -> Value:
    """Return what something is that is annotated so."""
    return filled(_promised(asking, annotation, scope), _NO_VARIABLES)


def given(asking: Asking, annotation: Term, home: Scope, receiver: Value | None) -> Value:
    """Return what a function gives that is defined in a scope and called of an object, by its annotation."""
    found = _promised(asking, annotation, home)
    if home.class_facts is None or home.outer is None:
        return filled(found, _NO_VARIABLES)
    owner = Class(home.class_facts, home.outer)
    return filled(found, variables_in(asking, receiver, owner, _promised))


def _promised(asking: Asking, annotation: Term, scope: Scope) -> Value:
    """Return what an annotation means, with its type variables left open."""
    if isinstance(annotation, Constant):
        if annotation.type == "NoneType":
            return NONE
        return _promised(asking, _parsed(annotation.value), scope) if annotation.type == "str" else UNKNOWN
    if isinstance(annotation, Either):
        return joined([_promised(asking, choice, scope) for choice in annotation.choices])
    if isinstance(annotation, Subscript):
        return _generic(asking, annotation, scope)
    if isinstance(annotation, (Name, Attribute)):
        return _named(asking, annotation, scope)
    return UNKNOWN


@lru_cache(maxsize=4096)
def _parsed(text: object) -> Term:
    try:
        return term_of(ast.parse(str(text).strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return OPAQUE


def _named(asking: Asking, annotation: Name | Attribute, scope: Scope) -> Value:
    name = asking.full_name(annotation, scope) or ""
    short = _typing_name(name)
    if short in _PLAIN or short in {"list", "dict", "set", "tuple", "frozenset"}:
        return Plain(short)
    value = asking.value(annotation, scope)
    if isinstance(value, ClassValue):
        return Instance(value.klass, value.arguments)
    if isinstance(value, ForeignInstance) and value.name in _VARIABLES:
        return Variable(annotation.id if isinstance(annotation, Name) else annotation.name)
    if isinstance(value, Foreign) and short is None:
        return ForeignInstance(value.name)
    return UNKNOWN


def _typing_name(name: str) -> str | None:
    for prefix in _TYPING:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return None


def _generic(asking: Asking, annotation: Subscript, scope: Scope) -> Value:
    name = asking.full_name(annotation.base, scope) or ""
    arguments = arguments_of(annotation)
    reader = _GENERICS.get(_typing_name(name) or "")
    if reader is not None and arguments:
        return reader(asking, arguments, scope)
    value = asking.value(annotation.base, scope)
    if isinstance(value, ClassValue):
        return Instance(value.klass, tuple(_promised(asking, argument, scope) for argument in arguments))
    return ForeignInstance(value.name) if isinstance(value, Foreign) and not _typing_name(name) else UNKNOWN


Arguments = tuple["Term", ...]


def _first(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return _promised(asking, arguments[0], scope)


def _one_of(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return joined([_promised(asking, argument, scope) for argument in arguments])


def _coroutine(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return Coroutine(_promised(asking, arguments[-1], scope))


def _awaitable(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return Awaitable(_first(asking, arguments, scope))


def _async_items(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return AsyncGenerator(_first(asking, arguments, scope))


def _items(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return Generator(_first(asking, arguments, scope))


def _generator(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    item = _first(asking, arguments, scope)
    if len(arguments) < len("YSR"):  # what it yields, is sent, and returns
        return Generator(item)
    return Generator(item, _promised(asking, arguments[-1], scope))


def _list(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return Plain("list", _first(asking, arguments, scope))


def _dict(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return Plain("dict", _promised(asking, arguments[-1], scope))


def _tuple(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    if isinstance(arguments[-1], Constant) and arguments[-1].type == "ellipsis":
        return Plain("tuple", _first(asking, arguments, scope))
    return Items("tuple", tuple(_promised(asking, argument, scope) for argument in arguments))


def _class(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    found = _first(asking, arguments, scope)
    return ClassValue(found.klass, found.arguments) if isinstance(found, Instance) else UNKNOWN


def _callable(asking: Asking, arguments: Arguments, scope: Scope) -> Value:
    return Callback(_promised(asking, arguments[-1], scope))


def _manager(*, is_async: bool) -> Callable[[Asking, Arguments, Scope], Value]:
    return lambda asking, arguments, scope: Manager(_first(asking, arguments, scope), is_async)


_GENERICS: dict[str, Callable[[Asking, Arguments, Scope], Value]] = {
    **dict.fromkeys(("Optional", "Union"), _one_of),
    **dict.fromkeys(("Annotated", "ClassVar", "Final", "Required", "NotRequired"), _first),
    **dict.fromkeys(("Coroutine", "CoroutineType"), _coroutine),
    **dict.fromkeys(("Awaitable", "Future", "Task", "futures.Future", "tasks.Task"), _awaitable),
    **dict.fromkeys(("AsyncIterator", "AsyncGenerator", "AsyncIterable"), _async_items),
    **dict.fromkeys(("Iterator", "Iterable"), _items),
    "Generator": _generator,
    **dict.fromkeys(_OF_ONE, _list),
    **dict.fromkeys(("dict", "Dict", "Mapping", "MutableMapping", "defaultdict"), _dict),
    **dict.fromkeys(("tuple", "Tuple"), _tuple),
    **dict.fromkeys(("type", "Type"), _class),
    "Callable": _callable,
    **dict.fromkeys(("AbstractAsyncContextManager", "AsyncContextManager"), _manager(is_async=True)),
    **dict.fromkeys(("AbstractContextManager", "ContextManager"), _manager(is_async=False)),
}
