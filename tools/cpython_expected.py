"""Where CPython's own asyncio tests go another way on our loop, and why; `cpython_tests.py` checks it.

An entry is for what is meant to differ. What is a bug of ours does not belong here.
"""

from __future__ import annotations

from tools.cpython_differences import Expected

EXPECTED = (
    Expected(
        tests=(
            "test_events.*EventLoopTests.test_create_ssl_unix_connection",
            "test_streams.StreamTests.test_open_unix_connection_no_loop_ssl",
        ),
        kind="known limit",
        reason="A thread of the same process serves a Unix socket. Nothing tells it from an end in the loop "
        "itself, whose handler may sleep in virtual time, so its answer is not waited for.",
        modes=("virtual",),
    ),
    Expected(
        tests=("test_base_events.BaseEventLoopWithSelectorTests.test_log_slow_callbacks",),
        kind="private parts",
        reason="It replaces the variable `logger` of `asyncio.base_events`; ours warns of slow callbacks "
        "through the same logger, but not through that variable.",
    ),
    Expected(
        tests=(
            "test_events.*EventLoopTests.test_signal_handling_args",
            "test_events.*EventLoopTests.test_signal_handling_while_selecting",
        ),
        kind="real time",
        reason="It sets a real alarm beside a timer of the loop that ends the wait; in virtual time the "
        "timer comes due at once, for no loop can know that a signal is on its way.",
        modes=("virtual",),
    ),
)
