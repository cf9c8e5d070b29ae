"""The fixtures that tests ask for by name; each brings the loop that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from asyncproof import VirtualClock


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> VirtualClock:
    """The clock of the test's event loop, and virtual time for this test: it needs no mark.

    `clock.now` are the seconds since the test started; `await clock.advance(seconds)` lets time pass and runs
    everything that comes due on the way; `await clock.settle()` runs all that can run without time passing;
    `with clock.freeze():` lets time pass only by `advance`.
    """
    from asyncproof.plugin.finding import find_loop

    return find_loop(request).clock
