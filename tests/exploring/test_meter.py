from __future__ import annotations

import io

from asyncproof.exploring.meter import PAUSE, Meter


def test_one_line_is_written_over() -> None:
    """Each text takes the place of the one before, and at last nothing is left of them."""
    now, file = [0.0], io.StringIO()
    meter = Meter(file, lambda: 80, clock=lambda: now[0])
    for text in ("first", "second"):
        now[0] += 4 * PAUSE
        meter.show(text)
    meter.clear()
    meter.clear()
    assert file.getvalue() == "\x1b7first\x1b[K\x1b8\x1b7second\x1b[K\x1b8\x1b[K"


def test_what_is_short_stays_quiet() -> None:
    """Nothing is shown at first, nor sooner than a moment after the last time."""
    now, file = [0.0], io.StringIO()
    meter = Meter(file, lambda: 80, clock=lambda: now[0])
    meter.show("at once")
    meter.clear()
    assert file.getvalue() == ""
    now[0] = 4 * PAUSE
    meter.show("shown")
    meter.show("too soon")
    assert "too soon" not in file.getvalue()


def test_a_line_has_an_end() -> None:
    """What does not fit is cut off, or the terminal would begin another line."""
    now, file = [1.0], io.StringIO()
    meter = Meter(file, lambda: 6, clock=lambda: now[0])
    now[0] = 2.0
    meter.show("much too long")
    assert file.getvalue() == "\x1b7much \x1b[K\x1b8"


def test_a_terminal_that_has_gone() -> None:
    """Nobody misses the line."""

    class Gone(io.StringIO):
        def flush(self) -> None:
            raise OSError

    now = [0.0]
    meter = Meter(Gone(), lambda: 80, clock=lambda: now[0])
    now[0] = 1.0
    meter.show("to nobody")
    now[0] = 2.0
    meter.show("to nobody")
