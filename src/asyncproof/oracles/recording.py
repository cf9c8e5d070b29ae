"""Keeps what is done with an object: its methods are replaced on the object itself until that ends."""

from __future__ import annotations

import asyncio
import functools
import inspect
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.oracles.copying import kept
from asyncproof.oracles.operation import Operation, outcome_of, whoever

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


_INSIDE: ContextVar[tuple[int, ...]] = ContextVar("_INSIDE", default=())
"""The recordings of whose operations this code is a part, with all tasks that it makes."""


class Recording:
    """The operations on one object, in the order in which they began.

    Only calls from outside count: what a method does with its own object is part of what it does.
    """

    def __init__(self, subject: Any, methods: Iterable[str] | None) -> None:
        """Look which methods there are to record."""
        self.operations: list[Operation] = []
        self._subject = subject
        self._names = sorted(_coroutine_methods(subject) if methods is None else _checked(subject, methods))
        self._ticks = 0

    def start(self) -> None:
        """Begin to listen."""
        for name in self._names:
            method = getattr(self._subject, name)
            listening = self._later if inspect.iscoroutinefunction(method) else self._at_once
            try:
                setattr(self._subject, name, listening(name, method))
            except AttributeError:
                kind = type(self._subject).__name__
                raise UsageError(
                    f"the calls of {kind}.{name}() can't be recorded, because {kind} has __slots__ and no "
                    "room for another attribute. Record an object of a subclass without __slots__."
                ) from None

    def stop(self) -> None:
        """Leave the object as it was."""
        for name in self._names:
            with suppress(AttributeError):
                delattr(self._subject, name)

    def _later(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        async def recorded(*args: Any, **kwargs: Any) -> Any:
            outside = _INSIDE.get()
            if id(self) in outside:
                return await method(*args, **kwargs)
            with self._recorded(name, args, kwargs, outside) as operation:
                operation.result = await method(*args, **kwargs)
            return operation.result

        return recorded

    def _at_once(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def recorded(*args: Any, **kwargs: Any) -> Any:
            outside = _INSIDE.get()
            if id(self) in outside:
                return method(*args, **kwargs)
            with self._recorded(name, args, kwargs, outside) as operation:
                operation.result = method(*args, **kwargs)
            return operation.result

        return recorded

    @contextmanager
    def _recorded(
        self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], outside: tuple[int, ...]
    ) -> Iterator[Operation]:
        """Keep what is done in the block; it stays open if it is cancelled."""
        self._ticks += 1
        operation = Operation(name, kept(args), kept(kwargs), whoever(), self._ticks, _now())
        self.operations.append(operation)
        _INSIDE.set((*outside, id(self)))
        try:
            yield operation
        except Exception as error:
            operation.error = error
            self._end(operation)
            raise
        else:
            self._end(operation)
        finally:
            _INSIDE.set(outside)

    def _end(self, operation: Operation) -> None:
        self._ticks += 1
        operation.ended, operation.until = self._ticks, _now()
        operation.outcome = outcome_of(operation.result, operation.error)


def _coroutine_methods(subject: Any) -> list[str]:
    kind = type(subject)
    names = [name for name in dir(kind) if not name.startswith("_")]
    found = [name for name in names if inspect.iscoroutinefunction(inspect.getattr_static(kind, name))]
    if not found:
        raise UsageError(
            f"{kind.__name__} has no public coroutine methods to record; name those that count: "
            'methods=["put", "get"].'
        )
    return found


def _checked(subject: Any, methods: Iterable[str]) -> list[str]:
    names = [methods] if isinstance(methods, str) else list(methods)
    for name in names:
        if not callable(getattr(subject, name, None)):
            raise UsageError(f"{type(subject).__name__} has no method {name!r}, so it can't be recorded.")
    return names


def _now() -> float:
    return asyncio.get_running_loop().time()
