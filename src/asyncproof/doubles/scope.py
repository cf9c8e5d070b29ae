"""`with fakes():`, which judges doubles where no plugin does, or for one part of a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.frames import frame_above
from asyncproof.doubles.complaints import complaints_of, describe
from asyncproof.doubles.errors import UnsettledFakes
from asyncproof.doubles.rooms import Room, enter_room, quit_room

if TYPE_CHECKING:
    from contextvars import Token
    from types import TracebackType

    from typing_extensions import Self


class fakes:  # noqa: N801 - it is used as a function: `with fakes():`
    """At the end of the block, all that was told to doubles must have been used, and all calls awaited."""

    def __init__(self) -> None:
        self._room = Room()
        self._token: Token[Room | None] | None = None

    def __enter__(self) -> Self:
        """Judge what happens from now on."""
        self._room.homes.add(frame_above(1).f_code)
        self._token = enter_room(self._room)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        """Raise what is to be told, or add it to the error that ends the block."""
        __tracebackhide__ = True
        if self._token is not None:
            quit_room(self._token)
        text = describe(complaints_of(self._room))
        self._room.close_coroutines()
        self._room.close()
        if not text:
            return
        if error is None:
            raise UnsettledFakes(text)
        error.__notes__ = [*getattr(error, "__notes__", ()), text]  # type: ignore[attr-defined] # Python has it since 3.11
