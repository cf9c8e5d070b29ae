"""`fake(...)`: a double of a type, a function, a Protocol or an object."""

from __future__ import annotations

import enum
import inspect
import types
import typing
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from asyncproof.core import UsageError
from asyncproof.core.first_use import first_use
from asyncproof.core.typed.conforming import Meaning
from asyncproof.doubles.call import shown
from asyncproof.doubles.double import Double
from asyncproof.doubles.member import Member
from asyncproof.doubles.place import assigned_name, ending, spot_of_caller
from asyncproof.doubles.rooms import is_hosted
from asyncproof.doubles.standin import FunctionStandIn
from asyncproof.doubles.standing import is_fake, make_fake, set_attribute, state_of, vars_of
from asyncproof.doubles.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

T = TypeVar("T")


class _Function(Protocol):
    """What functions and methods have, and classes have not."""

    @property
    def __code__(self) -> CodeType: ...


F = TypeVar("F", bound=_Function)


@overload
def fake(thing: F, /) -> F: ...
@overload
def fake(thing: type[T], /, **attributes: Any) -> T: ...
@overload
def fake(thing: Callable[..., T], /, **attributes: Any) -> T: ...  # abstract classes and Protocols
@overload
def fake(thing: T, /, **attributes: Any) -> T: ...
def fake(thing: Any, /, **attributes: Any) -> Any:
    """Return a double that keeps to the signatures and types of what it stands for.

    `repo = fake(UserRepository, url="...")` is an instance of the class as far as anybody can see; attributes
    are given by name. `fake(function)` is a function. `when(repo.get).returns(...)` says what they give.
    """
    __tracebackhide__ = True
    if not is_hosted():
        first_use("doubles")
    if _is_function(thing):
        if attributes:
            raise UsageError(_no_attributes(thing, attributes))
        return _fake_function(thing)
    state = _state_for(thing)
    made = make_fake(state)
    for name, value in attributes.items():
        set_attribute(made, name, value)
    return made


def _is_function(thing: Any) -> bool:
    return inspect.isroutine(thing) or isinstance(thing, partial | FunctionStandIn)


def _fake_function(function: Any) -> Any:
    spot = spot_of_caller()
    function = function.member.function if isinstance(function, FunctionStandIn) else function
    inner = function.func if isinstance(function, partial) else function
    name = getattr(inner, "__name__", "function")
    member = Member(name, "", function, None, Meaning())
    return FunctionStandIn(Double(member, assigned_name(spot) or name))


def _state_for(thing: Any) -> State:
    spot = spot_of_caller()
    if is_fake(thing):
        return State(state_of(thing).kind, spot, frozenset(vars_of(thing)))
    kind = typing.get_origin(thing) or thing
    if isinstance(kind, type) and not typing.is_typeddict(kind) and kind is not types.UnionType:
        _refuse_values(kind)
        return State(thing, spot)
    kind = type(thing)
    says_nothing = (
        inspect.ismodule(thing) or kind.__module__ in {"typing", "types"} or typing.is_typeddict(thing)
    )
    if says_nothing or any(base.__qualname__ == "NonCallableMock" for base in kind.__mro__):
        raise UsageError(_not_faked(thing))
    _refuse_values(kind)
    return State(kind, spot, frozenset(getattr(thing, "__dict__", ())))


def _refuse_values(kind: type) -> None:
    """Refuse types whose values are simply written down."""
    if kind.__module__ == "builtins" or issubclass(kind, enum.Enum):
        raise UsageError(
            f"fake({kind.__name__}) would stand for a plain value"
            + ending("write the value itself, or give fake() a class, a Protocol, a function or an object")
        )


def _not_faked(thing: Any) -> str:
    return f"fake() was given {shown(thing)}, which says nothing of how it is called" + ending(
        "give it a class, a Protocol, a function or an object"
    )


def _no_attributes(function: Any, attributes: dict[str, Any]) -> str:
    name = getattr(function, "__name__", shown(function))
    return (
        f"fake({name}) stands for a function, and was given attributes: {', '.join(attributes)}\n"
        + ending(f"say what it gives: when({name}).returns(...)")
    )
