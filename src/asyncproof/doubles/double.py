"""One function that stands in for another: what it was told, and how it was called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from asyncproof.doubles.call import Call, as_written
from asyncproof.doubles.defaults import has_default
from asyncproof.doubles.errors import UnconfiguredCall, WrongCall
from asyncproof.doubles.place import ending, spot_of_caller
from asyncproof.doubles.refusals import Refused
from asyncproof.doubles.rooms import room_now
from asyncproof.doubles.rule import default_rule
from asyncproof.doubles.unconfigured import story_of

if TYPE_CHECKING:
    import inspect

    from asyncproof.doubles.errors import Refusal
    from asyncproof.doubles.member import Member
    from asyncproof.doubles.roles import Judge
    from asyncproof.doubles.rooms import Room
    from asyncproof.doubles.rule import Rule


class Double:
    """A function of one double; every instance of a type has its own."""

    def __init__(self, member: Member, written: str, owner: Any = None) -> None:
        """Take the function that it stands for, and how a test would write it: `repo.get`."""
        self.member = member
        self.written = written
        self.rules: list[Rule] = []
        self.calls: list[Call] = []
        self._owner = None if owner is None else ref(owner)

    @property
    def owner(self) -> Any:
        """The double whose method it is."""
        return None if self._owner is None else self._owner()

    def begin(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Call:
        """Note a call, unless the real one can't be called so."""
        __tracebackhide__ = True
        room, spot = room_now(), spot_of_caller()
        try:
            bound = self.bind(args, kwargs)
        except TypeError as problem:
            written = as_written(self.member.name, args, kwargs)
            message = f"{self.member} was called as {written}: {problem}" + ending(_REAL, spot)
            raise refuse(WrongCall(message), room) from None
        call = Call(self.member.name, args, kwargs, bound.arguments, spot=spot, room=room)
        self.calls.append(call)
        if room is not None:
            room.called(self, call)
        return call

    def bind(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> inspect.BoundArguments:
        """Give arguments their names, with the defaults of the real one."""
        bound = self.member.bind(args, kwargs)
        bound.apply_defaults()
        return bound

    def choose(self, call: Call) -> Rule:
        """Return what was told for a call, or goes without saying; refuses it otherwise."""
        __tracebackhide__ = True
        fitting = [rule for rule in self.rules if rule.fits(call.arguments)]
        ready = [rule for rule in fitting if not rule.is_used_up]
        if ready:
            rule = min(ready, key=lambda each: each.rank)
            rule.used += 1
            if not rule.forbids:
                return rule
            fitting = [rule]
        elif not fitting and has_default(self):
            return default_rule(self)
        raise refuse(UnconfiguredCall(story_of(self, call, fitting)), call.room)

    def forget(self, room: Room) -> None:
        """Forget what happened in a room that closes."""
        self.rules = [rule for rule in self.rules if rule.room is not room]
        self.calls = [call for call in self.calls if call.room is not room]


_REAL = "call it as the real one can be called; a double of it takes nothing else"


def refuse(error: Refusal, room: Judge | None) -> Refusal:
    """Have a refused call told at the end, too, in case that somebody swallows the error."""
    if room is not None:
        room.refusals.append(Refused(error, spot_of_caller()))
    return error
