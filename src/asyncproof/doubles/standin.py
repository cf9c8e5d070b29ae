"""What takes the place of a function or a method: it looks like one, and asks its double what to give.

`inspect` takes objects for functions that have a function's attributes, and reads from the flags of their
code whether they are async; that is how a double of an async function is one, too.
"""

from __future__ import annotations

import inspect
from types import MethodType
from typing import TYPE_CHECKING, Any

from asyncproof.core.typed.kinds import Kind
from asyncproof.doubles.member import with_self
from asyncproof.doubles.running import run

if TYPE_CHECKING:
    from asyncproof.doubles.double import Double
    from asyncproof.doubles.member import Member

KEY = "asyncproof fake"
"""Where a fake keeps what it knows: no attribute of a type can have this name."""


def _value(*_args: object, **_kwargs: object) -> None:
    """Have the flags of a function."""


async def _async(*_args: object, **_kwargs: object) -> None:
    """Have the flags of an async function."""


_MARKED = {Kind.ASYNC: _async, Kind.ASYNC_NEXT: _async}


class StandIn:
    """What methods and functions have in common that stand in for others."""

    __defaults__ = None
    __kwdefaults__ = None

    def __init__(self, member: Member) -> None:
        """Look like the real one."""
        real = member.function
        is_async = member.kind in _MARKED and inspect.iscoroutinefunction(inspect.unwrap(real))
        self.member = member
        self.__name__ = member.name
        self.__qualname__ = member.full_name
        self.__doc__ = member.__doc__
        self.__module__ = getattr(real, "__module__", None) or __name__
        self.__annotations__: dict[str, Any] = {}
        self.__code__ = (_async if is_async else _value).__code__

    def __repr__(self) -> str:
        return f"<fake {self.member}>"


class MethodStandIn(StandIn):
    """A method of the class of a fake; each fake has a double of its own for it."""

    def __init__(self, member: Member) -> None:
        """Take a signature that a bound method hides the first argument of."""
        super().__init__(member)
        self.__signature__ = with_self(member.signature)

    def __get__(self, fake: Any, kind: type | None = None) -> Any:
        return self if fake is None else MethodType(self, fake)

    def __call__(self, fake: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Ask the double of one fake."""
        __tracebackhide__ = True
        return run(self.double_of(fake), args, kwargs)

    def double_of(self, fake: Any) -> Double:
        """Return the double of this method that one fake has."""
        double: Double = vars(fake)[KEY].double_for(self.member)
        return double


class FunctionStandIn(StandIn):
    """A function that stands in for another; in a class it is a method."""

    def __init__(self, double: Double) -> None:
        """Take the one double that it has."""
        super().__init__(double.member)
        self.double = double
        self.__signature__ = double.member.signature

    def __get__(self, instance: Any, kind: type | None = None) -> Any:
        return self if instance is None else MethodType(self, instance)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the double."""
        __tracebackhide__ = True
        return run(self.double, args, kwargs)
