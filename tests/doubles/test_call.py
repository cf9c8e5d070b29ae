from __future__ import annotations

import inspect

from asyncproof.doubles.call import AWAITED, Call, as_written, shown
from asyncproof.doubles.rooms import Room


class Shy:
    def __repr__(self) -> str:
        raise RuntimeError


def get(number: int, deep: bool = False) -> None:
    """Take two arguments."""


async def work() -> None:
    """Do nothing."""


def call_of(*args: object, room: Room | None = None) -> Call:
    """Return a call of `get`."""
    bound = inspect.signature(get).bind(*args)
    bound.apply_defaults()
    return Call("get", args, {}, bound.arguments, room=room)


def test_arguments_have_names() -> None:
    """Defaults are among the arguments, and are not shown where they were not given."""
    call = call_of(1)
    assert call.arguments == {"number": 1, "deep": False}
    assert repr(call) == "get(1)"
    assert call_of(1).number > call.number


def test_values_fit_into_a_line() -> None:
    """A long value is cut, and one that can't be shown is told by its type."""
    assert shown("x" * 100) == "'" + "x" * 56 + "..."
    assert shown(Shy()) == "<Shy>"
    assert shown("a\nb") == r"'a\nb'"
    assert as_written("get", (1,), {"deep": True}) == "get(1, deep=True)"


def test_what_was_made_is_watched() -> None:
    """It is abandoned until somebody begins with it or closes it."""
    call, closed, begun = (call_of(1, room=Room()) for _ in range(3))
    made, other = call.makes(work(), AWAITED), closed.makes(work(), AWAITED)
    begun.makes(work(), AWAITED).close()
    other.close()
    assert call.is_abandoned
    assert not closed.is_abandoned
    begun.begin()
    assert not begun.is_abandoned
    call.close()
    assert not call.is_abandoned
    assert made.cr_frame is None


def test_nobody_watches_without_a_room() -> None:
    """Where nobody judges, nothing is kept."""
    call = call_of(1)
    call.makes(work(), AWAITED).close()
    assert not call.is_abandoned
