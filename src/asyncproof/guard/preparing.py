"""A fixture for several tests that prepares itself, or clears away: nobody else is on the loop then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.guard.reading.owncode import plain_function

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from asyncproof.guard.owner import Owner


def is_preparing(frames: Iterable[FrameType], owner: Owner | None) -> bool:
    """Say whether one of these frames is the function of a wider fixture, which called the others."""
    if owner is None or not owner.is_wide:
        return False
    plain = map(plain_function, owner.functions())
    codes = {function.__code__ for function in plain if function is not None}
    return any(frame.f_code in codes for frame in frames)
