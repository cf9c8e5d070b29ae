from __future__ import annotations

import functools
import sys
from types import FrameType

import pytest

from asyncproof.core import Place
from asyncproof.guard import origin
from asyncproof.guard.origin import (
    DEPTH,
    Origin,
    Spot,
    defined_at,
    is_foreign_space,
    origin_here,
    origin_of_coroutine,
    spot_here,
)


async def fetch() -> None:
    """Do nothing."""


def line_here() -> int:
    """The line of the caller."""
    return sys._getframe(1).f_lineno


def test_the_nearest_line_of_the_users_code() -> None:
    """Frames of the standard library and of installed packages are passed over."""
    found: list[Origin | None] = []
    functools.reduce(lambda *_: found.append(origin_here()), [1, 2])
    (origin,) = found
    assert origin is not None
    assert (origin.file, origin.line) == (__file__, line_here() - 3)


def test_no_line_near() -> None:
    """Where no user's code runs there is no origin."""
    foreign: FrameType | None = sys._getframe()
    while foreign is not None and foreign.f_code.co_filename == __file__:
        foreign = foreign.f_back
    assert foreign is not None
    below = origin_here(foreign)
    assert below is None or below.file != __file__


@pytest.fixture
def _tracked() -> object:
    """Coroutines remember where they are made."""
    before = sys.get_coroutine_origin_tracking_depth()
    sys.set_coroutine_origin_tracking_depth(DEPTH)
    yield
    sys.set_coroutine_origin_tracking_depth(before)


@pytest.mark.usefixtures("_tracked")
def test_where_a_coroutine_was_made() -> None:
    """It is the line of the call, not that of the definition."""
    coroutine = fetch()
    line = line_here() - 1
    coroutine.close()
    assert origin_of_coroutine(coroutine) == Origin(__file__, line, "test_where_a_coroutine_was_made")


def test_a_coroutine_that_remembers_nothing() -> None:
    """Without tracking, and for what is no coroutine, nothing is known."""
    assert origin_of_coroutine(object()) is None


def test_where_code_is_defined() -> None:
    """A code object knows its file and first line; what has none is nowhere."""
    code = fetch.__code__
    assert defined_at(code) == Origin(__file__, code.co_firstlineno, "fetch")
    assert defined_at(None) is None


def test_an_origin_is_a_place_with_a_text() -> None:
    """A finding blames the place, and a message may quote the line."""
    origin = defined_at(fetch.__code__)
    assert origin is not None
    assert origin.place == Place(__file__, origin.line)
    assert origin.source == "async def fetch() -> None:"


def test_very_far_away_there_is_no_line_either() -> None:
    """Where a library calls itself very often, nobody's line is near."""
    library: dict[str, object] = {"__name__": "deep.library", "origin_here": origin_here}
    text = "def call(deeper):\n    return call(deeper - 1) if deeper else origin_here()\n"
    exec(compile(text, "/lib/site-packages/deep/library.py", "exec"), library)
    call = library["call"]
    assert callable(call)
    near = call(2)
    assert near.function == "test_very_far_away_there_is_no_line_either"
    assert call(200) is None


def test_the_line_of_an_instruction_is_found_out_later() -> None:
    """A spot gives the same as the frame would have given."""
    spot, line = spot_here(sys._getframe()), line_here()
    assert spot is not None
    assert spot.origin == Origin(__file__, line, "test_the_line_of_an_instruction_is_found_out_later")
    assert Spot(spot.code, 10_000_000).origin.line == spot.code.co_firstlineno


def test_files_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond it, what was known is forgotten."""
    monkeypatch.setattr(origin, "_foreign", {"a.py": False, "b.py": False})
    monkeypatch.setattr(origin, "_MOST_FILES", 1)
    assert not is_foreign_space(globals())
    assert list(origin._foreign) == [__file__]
