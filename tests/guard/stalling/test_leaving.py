from __future__ import annotations

import threading
from queue import SimpleQueue

import pytest

from asyncproof.guard.stalling import leaving


def test_nothing_is_left_while_a_thread_could_still_wake_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as anything else may happen, every thread is waited for."""
    monkeypatch.setattr(leaving, "could_threads_wake", lambda: True)
    monkeypatch.setattr(leaving, "stuck_threads", lambda: pytest.fail("it was asked"))
    assert leaving.leave_stuck_threads() == []


def test_daemons_need_not_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python does not wait for a daemon, so it stays as it is."""
    box: SimpleQueue[None] = SimpleQueue()
    thread = threading.Thread(target=box.get, daemon=True)
    thread.start()
    monkeypatch.setattr(leaving, "could_threads_wake", lambda: False)
    monkeypatch.setattr(leaving, "stuck_threads", lambda: iter([thread]))
    try:
        assert leaving.leave_stuck_threads() == []
    finally:
        box.put(None)
        thread.join()
