"""Claims about other tools that replace the time: an active one is refused, a finished one does no harm."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timezone

import freezegun
import pytest
import time_machine

from asyncproof.core import UsageError
from asyncproof.loop.wallclock import wall_clock

NEW_YEAR = "2026-01-01T00:00:00+00:00"
RIVALS = [
    pytest.param("freezegun", lambda: freezegun.freeze_time("2001-06-01"), id="freezegun"),
    pytest.param("time-machine", lambda: time_machine.travel("2001-06-01T00:00+00:00"), id="time-machine"),
]


@pytest.mark.parametrize(("tool", "rival"), RIVALS)
def test_an_active_rival_is_named(tool: str, rival: Callable[[], AbstractContextManager[object]]) -> None:
    """Entering while another tool sets the time says which one, and what to write instead."""
    with rival(), pytest.raises(UsageError, match=f"{tool} is active.*wall_clock="), wall_clock(lambda: 0):
        pass
    with wall_clock(lambda: 0, start=NEW_YEAR):
        assert datetime.now(timezone.utc).year == 2026


def test_a_rival_started_inside_is_named() -> None:
    """A tool that starts inside the block is named when the user's code asks for the time of day."""
    with wall_clock(lambda: 0, start=NEW_YEAR):
        with RIVALS[1].values[1](), pytest.raises(UsageError, match="time-machine is active"):
            datetime.now(timezone.utc)
        assert datetime.now(timezone.utc).year == 2026


@pytest.mark.parametrize("tool", ["freezegun", "time_machine"])
def test_a_rival_at_the_first_import_leaves_no_trace(tool: str) -> None:
    """The originals are never taken while another tool is active, so the next clock is right."""
    script = f"""
import {tool} as tool
from asyncproof.core import UsageError
start = tool.freeze_time if {tool!r} == "freezegun" else tool.travel
with start("2001-06-01T00:00+00:00"):
    from asyncproof.loop.wallclock import wall_clock
    try:
        wall_clock(lambda: 0).__enter__()
    except UsageError as error:
        print("refused")
import datetime, time
with wall_clock(lambda: 0, start={NEW_YEAR!r}):
    print(datetime.datetime.now(datetime.timezone.utc).year, time.time())
print(type(time.time).__name__)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["refused", "2026", "1767225600.0", "builtin_function_or_method"], (
        done.stderr
    )


def test_an_unknown_original_is_an_error() -> None:
    """If a function of `time` was replaced before the first wall clock, the error names it."""
    script = f"""
import time
real, time.time = time.time, lambda: 17.0
from asyncproof.loop.wallclock import wall_clock
try:
    wall_clock(lambda: 0).__enter__()
except Exception as error:
    print(type(error).__name__, "time.time was replaced" in str(error))
time.time = real
with wall_clock(lambda: 0, start={NEW_YEAR!r}):
    print(time.time())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["UsageError", "True", "1767225600.0"], done.stderr
