"""Where a frame stands, and whose it is."""

from __future__ import annotations

import asyncio
from types import FrameType, SimpleNamespace
from typing import Any

from asyncproof.exploring.comparing.spots import is_source, spot_in, title_of
from tests.exploring.comparing.frames import here


class Shop:
    """Something with a method."""

    def frame(self) -> FrameType:
        """Return the frame of this method."""
        return here()


def test_the_line_with_its_text() -> None:
    """File, line, function and text, as those of a task that waits."""
    spot = spot_in(here())
    assert spot.file == __file__
    assert (spot.function, spot.text) == ("test_the_line_with_its_text", "spot = spot_in(here())")


def test_a_method_is_told_with_its_class() -> None:
    """On every Python, also before 3.11, which knows a function by its bare name only."""
    frame = Shop().frame()
    assert title_of(frame) == "Shop.frame"
    code = SimpleNamespace(co_name="frame")
    old: Any = SimpleNamespace(f_code=frame.f_code, f_locals=frame.f_locals)
    assert _without_qualname(old) == "Shop.frame"
    assert _without_qualname(SimpleNamespace(f_code=code, f_locals={})) == "frame"


def _without_qualname(frame: Any) -> str:
    from asyncproof.exploring.comparing.spots import _with_class

    return _with_class(frame.f_code, frame)


def test_what_is_the_users() -> None:
    """Files that are neither Python's nor ours; what was made up by a library is in no file."""
    assert is_source(__file__)
    assert not is_source(asyncio.__file__)
    assert not is_source("<string>")
