"""Objects that are entered, for functions that return one of a class of their own, or say nothing of it."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from asyncproof.core.typed.annotations import UNKNOWN
from asyncproof.doubles.actions import Returns
from asyncproof.doubles.rule import Rule
from asyncproof.doubles.standing import make_fake
from asyncproof.doubles.state import State

if TYPE_CHECKING:
    from collections.abc import Generator

_ENTERING = ("__aenter__", "__enter__", "__await__")
"""How one gets the value: many clients let the same object be awaited and entered."""


class Entered:
    """Gives a value to `with`, `async with` and `await`, and lets exceptions through."""

    def __init__(self, value: Any) -> None:
        """Take the value."""
        self._value = value

    def __enter__(self) -> Any:
        """Give it."""
        return self._value

    def __exit__(self, *error: object) -> None:
        """Swallow nothing."""

    async def __aenter__(self) -> Any:
        """Give it."""
        return self._value

    async def __aexit__(self, *error: object) -> None:
        """Swallow nothing."""

    def __await__(self) -> Generator[Any, None, Any]:
        """Give it."""
        return self.__aenter__().__await__()


def can_be_entered(annotation: Any) -> bool:
    """Say whether what is annotated can be entered, or may be, as nobody says what it is."""
    kind = typing.get_origin(annotation) or annotation
    return annotation is UNKNOWN or (
        isinstance(kind, type) and any(hasattr(kind, name) for name in _ENTERING[:2])
    )


def entered_as(annotation: Any, value: Any) -> Any:
    """Return an object of the annotated class that gives a value to who enters it."""
    if annotation is UNKNOWN:
        return Entered(value)
    state = State(annotation, None)
    made = make_fake(state)
    for name in _ENTERING:
        member = state.method(name)
        if member is not None:
            double = state.double_for(member)
            rule = Rule(double, None, None)
            rule.action = Returns((value,))
            double.rules.append(rule)
    return made
