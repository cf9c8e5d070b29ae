"""What is told of a run."""

from __future__ import annotations

import asyncio
from typing import Any

from asyncproof.exploring.comparing.lens import Lens
from tests.exploring.comparing.frames import here
from tests.exploring.comparing.heard import Heard


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
