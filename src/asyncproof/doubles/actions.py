"""What a double does when it is called: give something, raise something, or run a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from asyncproof.doubles.call import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.doubles.call import Call


class Action:
    """One way to answer a call."""

    def outcome(self, call: Call) -> Any:
        """Return what the call gives, or raise what it raises."""
        raise NotImplementedError


class Returns(Action):
    """Gives values, one after the other; a single one for ever."""

    def __init__(self, values: tuple[Any, ...]) -> None:
        """Take the values."""
        self.values = values
        self._next = 0

    def outcome(self, call: Call) -> Any:  # noqa: ARG002 - it is the same for all calls
        """Give the next value."""
        value = self.values[self._next]
        self._next = (self._next + 1) % len(self.values)
        return value

    def __str__(self) -> str:
        name = "returns" if len(self.values) == 1 else "returns_each"
        return f"{name}({', '.join(map(shown, self.values))})"


class Raises(Action):
    """Raises an exception."""

    def __init__(self, error: BaseException | type[BaseException]) -> None:
        """Take the exception or its class."""
        self.error = error

    def outcome(self, call: Call) -> NoReturn:  # noqa: ARG002 - as above
        """Raise it, without what it has collected on its way the last time."""
        __tracebackhide__ = True
        if isinstance(self.error, BaseException):
            raise self.error.with_traceback(None)
        raise self.error

    def __str__(self) -> str:
        return f"raises({self.error.__name__ if isinstance(self.error, type) else shown(self.error)})"


class Runs(Action):
    """Calls a function with the same arguments."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Take the function."""
        self.function = function

    def outcome(self, call: Call) -> Any:
        """Return what the function returns."""
        __tracebackhide__ = True
        return self.function(*call.args, **call.kwargs)

    def __str__(self) -> str:
        return f"runs({getattr(self.function, '__name__', shown(self.function))})"


class Yields(Action):
    """Gives items, and then raises an exception if there is one."""

    def __init__(self, items: tuple[Any, ...], error: BaseException | None) -> None:
        """Take the items and what comes after them."""
        self.items = items
        self.error = error
        self._next = 0

    def outcome(self, call: Call) -> Any:  # noqa: ARG002 - as above
        """Return the items, to be iterated over."""
        return self._all()

    def _all(self) -> Any:
        yield from self.items
        if self.error is not None:
            raise self.error.with_traceback(None)

    def following(self, end: type[Exception]) -> Any:
        """Return the next item of one iteration; raises *end* after the last."""
        __tracebackhide__ = True
        if self._next < len(self.items):
            self._next += 1
            return self.items[self._next - 1]
        self._next = 0
        raise end if self.error is None else self.error.with_traceback(None)

    def __str__(self) -> str:
        given = [*map(shown, self.items), *([] if self.error is None else [f"error={shown(self.error)}"])]
        return f"yields({', '.join(given)})"


class Enters(Action):
    """Gives what `with` or `async with` binds."""

    def __init__(self, value: Any) -> None:
        """Take the value."""
        self.value = value

    def outcome(self, call: Call) -> Any:  # noqa: ARG002 - as above
        """Give the value."""
        return self.value

    def __str__(self) -> str:
        return f"enters({shown(self.value)})"


class Never(Action):
    """Stands for calls that must not happen."""

    def __str__(self) -> str:
        return "never()"


HALF_WRITTEN = Action()
"""Stands for the rest of a line that is not there."""


def can_be_raised(what: object) -> bool:
    """Say whether something is an exception, or the class of one."""
    return isinstance(what, BaseException) or (isinstance(what, type) and issubclass(what, BaseException))
