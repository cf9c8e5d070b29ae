"""One function or method that a double stands for: how it may be called, and what it may give."""

from __future__ import annotations

import functools
import inspect
from typing import Any, TypeVar

from asyncproof.core.typed.annotations import UNKNOWN, result_of, signature_of
from asyncproof.core.typed.conforming import Meaning, conforms, type_name
from asyncproof.core.typed.kinds import kind_of, told_type

_WRAPPED = (functools.partial, functools.partialmethod, functools.singledispatchmethod)


class Member:
    """What is known of a function; nothing of how often or by whom a double of it was called."""

    def __init__(
        self,
        name: str,
        owner: str,
        function: Any,
        kind: type | None,
        meaning: Meaning,
        *,
        is_attribute: bool = False,
    ) -> None:
        """Read a function as one finds it in a class, with or without `self`."""
        self.name = name
        self.full_name = f"{owner}.{name}" if owner else name
        raw = function.__func__ if isinstance(function, staticmethod | classmethod) else function
        called = raw.__get__(None, kind) if isinstance(raw, functools.partialmethod) else raw
        called = raw.func if isinstance(raw, functools.singledispatchmethod) else called
        raw = raw.func if isinstance(raw, _WRAPPED) else getattr(raw, "__func__", raw)
        result = result_of(raw, kind)
        self.function = function
        self.is_attribute = is_attribute
        """Whether it is read, not called: a property."""
        self.kind = kind_of(name, raw, result)
        self.told = told_type(self.kind, result, by_code=inspect.iscoroutinefunction(inspect.unwrap(raw)))
        self.meaning = meaning
        self.signature = signature_of(called)
        if kind is not None and self.signature is not None and not isinstance(function, staticmethod):
            self.signature = _without_first(self.signature)
        self.__doc__ = getattr(raw, "__doc__", None)

    def allows(self, value: Any) -> bool:
        """Say whether the real one may give a value."""
        return self.told is UNKNOWN or conforms(value, self.told, self.meaning)

    @property
    def told_name(self) -> str:
        """The type of what it gives, as text."""
        told = self.told
        return type_name(self.meaning.variables.get(told, told) if isinstance(told, TypeVar) else told)

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> inspect.BoundArguments:
        """Give arguments their names; raises the `TypeError` of the real one."""
        return (self.signature or _ANY).bind(*args, **kwargs)

    def __str__(self) -> str:
        """Show how it is called."""
        shown = "(...)" if self.signature is None else _arguments_of(self.signature)
        return f"{self.full_name}{shown}"


def _any(*args: Any, **kwargs: Any) -> None:
    """Stand for what does not say how it is called."""


_ANY = inspect.signature(_any)


def _arguments_of(signature: inspect.Signature) -> str:
    parameters = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
    return str(inspect.Signature(parameters))


def _without_first(signature: inspect.Signature) -> inspect.Signature:
    parameters = list(signature.parameters.values())
    if parameters and parameters[0].kind is not inspect.Parameter.VAR_POSITIONAL:
        parameters = parameters[1:]
    return signature.replace(parameters=parameters)


def with_self(signature: inspect.Signature | None) -> inspect.Signature | None:
    """Return a signature that takes one argument more, which a bound method hides again."""
    if signature is None:
        return None
    parameters = list(signature.parameters.values())
    name = "_self" if any(each.name == "self" for each in parameters) else "self"
    first = inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY)
    return signature.replace(parameters=[first, *parameters])
