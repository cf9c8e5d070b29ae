"""Who shows the instructions of a run."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

import pytest

from asyncproof.exploring.comparing.lens import Lens
from asyncproof.exploring.comparing.tracing import at_work
from tests.exploring.comparing.heard import Box, Heard, put, stop
from tests.exploring.comparing.monitor import Monitoring


def test_a_function_is_seen_from_its_first_instruction() -> None:
    """Also the first time that it runs, and each time after that."""
    for _ in range(2):
        heard = Heard()
        with at_work(Lens(heard)):
            put(Box())
        assert heard.uses == ["put.value"]
        assert len(heard.lines) == 1


def test_a_cancellation_is_seen() -> None:
    """Where it is raised."""
    heard = Heard()
    with at_work(Lens(heard)), suppress(asyncio.CancelledError):
        stop()
    assert heard.stops == [str(stop.__code__.co_firstlineno + 2)]


def test_nothing_is_left_behind() -> None:
    """Whoever has traced before goes on, and a function that runs later is not seen."""
    before, heard = sys.gettrace(), Heard()
    with at_work(Lens(heard)):
        put(Box())
    put(Box())
    assert sys.gettrace() is before
    assert heard.uses == ["put.value"]


def test_what_python_has_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool where there are tools; they are told of all instructions, and disturb nobody."""
    python = Monitoring()
    monkeypatch.setattr(sys, "monitoring", python, raising=False)
    with at_work(Lens(Heard())):
        assert python.everywhere
    assert not python.everywhere


def test_a_run_that_is_too_long() -> None:
    """So many instructions, and then no more; what was told is not all."""
    heard = Heard()
    lens = Lens(heard, most=3)
    assert lens.is_whole
    with at_work(lens):
        for _ in range(10):
            put(Box())
    assert not lens.is_whole
    assert len(heard.uses) < 10
