"""What is told of a run, and by whom."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.exploring.comparing.tracing import Lens, at_work
from tests.exploring.comparing.frames import here
from tests.exploring.comparing.monitor import Monitoring

if TYPE_CHECKING:
    from types import FrameType

    from asyncproof.exploring.comparing.instructions import Use


class Heard:
    """Keeps what it is told, in words."""

    def __init__(self) -> None:
        self.uses: list[str] = []
        self.lines: list[int] = []
        self.stops: list[str] = []

    def instruction(self, use: Use, frame: FrameType) -> None:
        """Keep the function and the name."""
        self.uses.append(f"{frame.f_code.co_name}.{use.name}")

    def line(self, frame: FrameType) -> None:
        """Keep the line."""
        self.lines.append(frame.f_lineno)

    def stopped(self, frame: FrameType, error: str) -> None:
        """Keep the line, and the kind of the error."""
        self.stops.append(f"{frame.f_lineno}{error}")


class Box:
    """Something with an attribute."""

    value = 0


def put(box: Box) -> None:
    """Write an attribute."""
    box.value = 1


def stop() -> None:
    """Be cancelled."""
    raise asyncio.CancelledError


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


def test_what_a_lens_tells() -> None:
    """An instruction that touches something, once for both of its places; a line; only cancellations."""
    heard = Heard()
    lens = Lens(heard)
    frame: Any = here()
    for offset in range(0, 400, 2):
        lens.instruction(frame, offset)
    assert all(use.startswith("test_what_a_lens_tells.") for use in heard.uses)
    lens.line(frame)
    lens.raised(frame, KeyError)
    assert (len(heard.lines), heard.stops) == (1, [])
    lens.raised(frame, asyncio.CancelledError)
    lens.raised(frame, ConnectionResetError)
    assert heard.stops == [f"{heard.lines[0] + 3}", f"{heard.lines[0] + 4}ConnectionResetError"]
    assert lens.wants(frame.f_code)
    assert not lens.wants(asyncio.run.__code__)
