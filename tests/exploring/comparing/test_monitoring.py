"""What Python tells a tool, and what becomes of it; where there is no `sys.monitoring`, a stand-in tells."""

from __future__ import annotations

import asyncio
import threading

from asyncproof.exploring.comparing.lens import Lens
from asyncproof.exploring.comparing.monitoring import monitored
from tests.exploring.comparing.heard import Box, Heard, put, stop
from tests.exploring.comparing.monitor import EVENTS, Monitoring


def test_a_function_is_asked_for_when_it_begins() -> None:
    """Once, if it is the user's; and its instructions, lines and cancellations are told."""
    heard, python = Heard(), Monitoring()
    here = test_a_function_is_asked_for_when_it_begins.__code__
    with monitored(Lens(heard), python):
        tell = python.callbacks
        tell[EVENTS["PY_START"]](here, 0)
        tell[EVENTS["PY_THROW"]](here, 0, KeyError())
        tell[EVENTS["PY_START"]](asyncio.run.__code__, 0)
        assert python.codes == {here: 48}
        for offset in range(0, 200, 2):
            tell[16](here, offset)
        tell[32](here, 1)
        tell[EVENTS["RAISE"]](here, 0, asyncio.CancelledError())
        tell[EVENTS["RAISE"]](stop.__code__, 0, asyncio.CancelledError())
    assert heard.uses
    assert (len(heard.lines), len(heard.stops)) == (1, 1)
    assert (python.everywhere, python.codes[here], python.tools) == (0, 0, {})
    assert set(python.callbacks.values()) == {None}


def test_other_threads_are_not_looked_at() -> None:
    """Python tells of all of them."""
    heard, python = Heard(), Monitoring()
    with monitored(Lens(heard), python):
        tell = python.callbacks

        def elsewhere() -> None:
            code = put.__code__
            tell[EVENTS["PY_START"]](code, 0)
            tell[16](code, 0)
            tell[32](code, 0)
            tell[EVENTS["RAISE"]](code, 0, asyncio.CancelledError())

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    assert (heard.uses, heard.lines, heard.stops) == ([], [], [])


def test_all_places_are_taken() -> None:
    """Then nothing is seen, and nobody is disturbed."""
    heard, python = Heard(), Monitoring(0, 1, 2, 3, 4, 5)
    with monitored(Lens(heard), python):
        put(Box())
    assert python.callbacks == {}
    assert set(python.tools.values()) == {"another"}
