"""What Python tells a tracer, and what becomes of it."""

from __future__ import annotations

import asyncio
import sys

import pytest

from asyncproof.exploring.comparing.lens import Lens
from asyncproof.exploring.comparing.settrace import Tracer, traced
from tests.exploring.comparing.frames import here
from tests.exploring.comparing.heard import Box, Heard, put


def test_each_kind_of_event() -> None:
    """An instruction, a line, an error; whatever else happens is none of ours."""
    heard = Heard()
    tracer = Tracer(Lens(heard))
    frame = here()
    assert tracer.enter(frame, "call", None) == tracer.inside
    frame.f_trace_opcodes = False
    assert tracer.inside(frame, "line", None) == tracer.inside
    assert tracer.inside(frame, "opcode", None) == tracer.inside
    assert tracer.inside(frame, "exception", (asyncio.CancelledError, None, None)) == tracer.inside
    assert tracer.inside(frame, "return", None) == tracer.inside
    assert (len(heard.lines), len(heard.stops)) == (1, 1)


def test_only_the_users_code_and_only_so_much() -> None:
    """Whoever else runs is not followed, nor is anybody when it is too much."""
    heard = Heard()
    tracer = Tracer(Lens(heard, most=0))
    assert tracer.enter(here(), "call", None) is None
    assert tracer.inside(here(), "return", None) is None


def test_who_traced_before_is_called_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python is told of both, in this order."""
    told: list[object] = []
    monkeypatch.setattr(sys, "gettrace", lambda: "coverage")
    monkeypatch.setattr(sys, "settrace", told.append)
    with traced(Lens(Heard())):
        assert len(told) == 1
    assert told[1:] == ["coverage"]


def test_the_place_is_given_back() -> None:
    """Also if the run fails."""
    before, heard = sys.gettrace(), Heard()
    try:
        with traced(Lens(heard)):
            put(Box())
            raise KeyError
    except KeyError:
        assert sys.gettrace() is before
