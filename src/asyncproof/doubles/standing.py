"""The classes of fakes: one for each, so that `len(fake)` and `async with fake` find their methods."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from asyncproof.core import UsageError
from asyncproof.core.typed.conforming import type_name
from asyncproof.doubles.attributes import MISSING, nearest_of
from asyncproof.doubles.call import shown
from asyncproof.doubles.double import refuse
from asyncproof.doubles.errors import NoSuchAttribute, UnconfiguredCall, WrongResult
from asyncproof.doubles.place import ending
from asyncproof.doubles.rooms import room_now
from asyncproof.doubles.running import run
from asyncproof.doubles.standin import KEY, MethodStandIn
from asyncproof.doubles.state import is_method

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.doubles.state import State

_KEPT = frozenset(
    {
        "__annotate__", "__annotate_func__", "__class_getitem__", "__copy__", "__deepcopy__",
        "__del__", "__delattr__", "__dir__", "__eq__", "__format__", "__getattr__",
        "__getattribute__", "__getnewargs__", "__getnewargs_ex__", "__getstate__", "__hash__",
        "__init__", "__init_subclass__", "__instancecheck__", "__ne__", "__new__", "__post_init__",
        "__prepare__", "__reduce__", "__reduce_ex__", "__replace__", "__repr__", "__set_name__",
        "__setattr__", "__setstate__", "__sizeof__", "__str__", "__subclasscheck__",
        "__subclasshook__",
    }
)  # fmt: skip
"""What Python itself asks of all objects: a fake answers it as any object does."""


class Fake:
    """What all fakes have in common; no name of its own is in the way of a type's."""

    @property  # type: ignore[misc] # it is read only, and so it is meant
    def __class__(self) -> type:
        state: State | None = vars_of(self).get(KEY)
        return type(self) if state is None else state.kind

    def __getattr__(self, name: str) -> Any:
        __tracebackhide__ = True
        state: State | None = vars_of(self).get(KEY)
        if state is None:  # a copy that is being made
            raise AttributeError(name)
        member = state.method(name)
        if member is not None:
            setattr(type(self), name, MethodStandIn(member))
            return object.__getattribute__(self, name)
        getter = state.property(name)
        if getter is not None:
            return run(state.double_for(getter), (), {})
        constant = state.constant(name)
        if constant is not MISSING:
            return constant
        if name in state.names or (state.is_open and name[:2] != "__"):
            raise refuse(UnconfiguredCall(_unknown_value(state, name)), room_now())
        raise no_such(state, name)

    def __setattr__(self, name: str, value: Any) -> None:
        __tracebackhide__ = True
        state = _state(self)
        if getattr(getattr(state.kind, "__dataclass_params__", None), "frozen", False):
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        set_attribute(self, name, value)

    def __delattr__(self, name: str) -> None:
        __tracebackhide__ = True
        if name not in vars(self):
            raise no_such(_state(self), name)
        object.__delattr__(self, name)

    def __dir__(self) -> Iterable[str]:
        return sorted({*_state(self).names, *vars(self)} - {KEY})

    def __repr__(self) -> str:
        state = _state(self)
        made = "" if state.spot is None else f" of {state.spot.short}"
        return f"<fake {state.kind.__name__} {state.name}{made}>"


def _state(fake: Any) -> State:
    state: State = vars_of(fake)[KEY]
    return state


def is_fake(thing: Any) -> bool:
    """Say whether something is a fake of a type."""
    return issubclass(type(thing), Fake)


def state_of(fake: Any) -> State:
    """Return what a fake knows."""
    return _state(fake)


def make_fake(state: State) -> Any:
    """Make a fake that looks like an instance of a class."""
    kind = state.kind
    space: dict[str, Any] = {"__doc__": kind.__doc__, "__module__": kind.__module__}
    for base in reversed(kind.__mro__[:-1]):
        for name, found in vars(base).items() if base.__module__ != "typing" else ():
            if name[:2] == "__" == name[-2:] and name not in _KEPT and is_method(found):
                member = state.method(name)
                if member is not None:
                    space[name] = MethodStandIn(member)
    made: Any = object.__new__(type(kind.__name__, (Fake,), space))
    vars_of(made)[KEY] = state
    state.belongs_to(made)
    return made


def vars_of(fake: Any) -> dict[str, Any]:
    """Return where a fake keeps the values of its attributes."""
    values: dict[str, Any] = object.__getattribute__(fake, "__dict__")
    return values


def set_attribute(fake: Any, name: str, value: Any) -> None:
    """Give an attribute a value that the real one could have."""
    __tracebackhide__ = True
    state = _state(fake)
    if state.method(name) is not None:
        raise UsageError(
            f"{state.kind.__name__}.{name} is a method, and a fake keeps its methods"
            + ending(f"say what it gives: when({state.name}.{name}).returns(...)")
        )
    if name not in state.names and not state.is_open:
        raise no_such(state, name)
    is_allowed, annotation = state.allows(name, value)
    if not is_allowed:
        message = (
            f"{state.kind.__name__}.{name} is of type {type_name(annotation)}, "
            f"and was given {shown(value)} of type {type(value).__qualname__}"
            + ending("give it what the real one may have")
        )
        raise refuse(WrongResult(message), room_now())
    vars_of(fake)[name] = value


def _unknown_value(state: State, name: str) -> str:
    kind = state.kind.__name__
    return f"{kind}.{name} was read, and nobody has said what it is" + ending(f"fake({kind}, {name}=...)")


def no_such(state: State, name: str) -> NoSuchAttribute:
    """Return the error of an attribute that the real one has not."""
    kind = state.kind.__name__
    if name[:2] == "__":  # asked by those who try what an object can do
        return NoSuchAttribute(f"{kind} has no attribute {name!r}")
    near = nearest_of(name, state.names)
    cure = f"write `{near}`, which it has" if near else f"look at what {kind} has"
    return NoSuchAttribute(f"{kind} has no attribute {name!r}" + ending(f"{cure}"))
