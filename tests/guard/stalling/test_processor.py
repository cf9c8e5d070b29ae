from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from asyncproof.guard.stalling.processor import ClockMeter, meter_of


def test_a_thread_that_computes_has_used_the_processor() -> None:
    """The figures of the running thread never go back, and computing raises them."""
    meter = meter_of(threading.get_ident(), threading.get_native_id())
    try:
        before = meter.read()
        sum(range(1_000_000))
        after = meter.read()
    finally:
        meter.close()
    assert after.cpu >= before.cpu
    assert after.turns >= before.turns


def test_whether_a_thread_would_run() -> None:
    """The thread that asks runs, where the system tells; one that waits for a lock does not."""
    lock = threading.Lock()
    lock.acquire()
    waits = threading.Thread(target=lock.acquire)
    waits.start()
    own = meter_of(threading.get_ident(), threading.get_native_id())
    other = meter_of(waits.ident or 0, waits.native_id or 0)
    try:
        assert own.is_ready() is not isinstance(own, ClockMeter)
        while other.is_ready():
            threading.Event().wait(0.001)
    finally:
        lock.release()
        waits.join()
        while other.is_ready():  # the system may need a moment to be rid of it
            threading.Event().wait(0.001)
        own.close()
        other.close()


def test_where_the_system_tells_nothing_a_clock_does() -> None:
    """A thread without statistics is measured by its clock."""
    meter = meter_of(threading.get_ident(), -1)
    assert isinstance(meter, ClockMeter)
    assert meter.read().cpu > 0
    meter.close()


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="this system has no such statistics")
@pytest.mark.parametrize("said", [b"0 0 0\n", b""])
def test_where_the_scheduler_keeps_no_count_a_clock_does(
    monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    """A kernel that has the file and nothing to say in it is not believed, and the file is closed again."""
    opened: list[int] = []
    real = os.open

    def note(*arguments: object) -> int:
        opened.append(real(*arguments))
        return opened[-1]

    monkeypatch.setattr(os, "open", note)
    monkeypatch.setattr(os, "pread", lambda *_: said)
    assert isinstance(meter_of(threading.get_ident(), threading.get_native_id()), ClockMeter)
    (fd,) = opened
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(fd)
