from __future__ import annotations

import threading

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


def test_where_the_system_tells_nothing_a_clock_does() -> None:
    """A thread without statistics is measured by its clock."""
    meter = meter_of(threading.get_ident(), -1)
    assert isinstance(meter, ClockMeter)
    assert meter.read().cpu > 0
    meter.close()
