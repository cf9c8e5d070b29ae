from __future__ import annotations

import threading
from queue import SimpleQueue

import pytest

from asyncproof.guard.owner import Owner
from asyncproof.guard.session import Session
from asyncproof.guard.stalling import leaving
from asyncproof.guard.stalling.leftovers import Leftovers

NOBODYS = Leftovers(Session(()))


def test_nothing_is_left_while_a_thread_could_still_wake_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as anything else may happen, every thread is waited for."""
    monkeypatch.setattr(leaving, "could_threads_wake", lambda *_: True)
    monkeypatch.setattr(leaving, "stuck_threads", lambda: pytest.fail("it was asked"))
    assert leaving.leave_stuck_threads(NOBODYS) == []


def test_daemons_need_not_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python does not wait for a daemon, so it stays as it is."""
    box: SimpleQueue[None] = SimpleQueue()
    thread = threading.Thread(target=box.get, daemon=True)
    thread.start()
    monkeypatch.setattr(leaving, "could_threads_wake", lambda *_: False)
    monkeypatch.setattr(leaving, "stuck_threads", lambda: iter([thread]))
    try:
        assert leaving.leave_stuck_threads(NOBODYS) == []
    finally:
        box.put(None)
        thread.join()


def test_a_daemon_that_goes_on_does_not_hold_up_what_a_test_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its thread was told of already, and is left; one of somebody else's may still be woken, and is not."""
    boxes: list[SimpleQueue[None]] = [SimpleQueue(), SimpleQueue()]
    threads = [threading.Thread(target=box.get) for box in boxes]
    for thread in threads:
        thread.start()
    session = Session(())
    session.ledger.note(threads[0], Owner("test_a", ended=True))
    kept: list[threading.Thread] = []
    monkeypatch.setattr(leaving, "could_threads_wake", lambda besides=None: besides is None)
    monkeypatch.setattr(leaving, "stuck_threads", lambda: iter(threads))
    monkeypatch.setattr(leaving, "keep_out", kept.append)
    try:
        assert leaving.leave_stuck_threads(Leftovers(session)) == [threads[0].name]
        assert kept == threads[:1]
    finally:
        for box, thread in zip(boxes, threads, strict=True):
            box.put(None)
            thread.join()


def test_a_thread_that_looks_busy_for_a_moment_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is just beginning to wait is left all the same."""
    box: SimpleQueue[None] = SimpleQueue()
    thread = threading.Thread(target=box.get)
    thread.start()
    busy = [True] * 4
    monkeypatch.setattr(leaving, "could_threads_wake", lambda *_: bool(busy) and busy.pop())
    monkeypatch.setattr(leaving, "stuck_threads", lambda: iter([thread]))
    monkeypatch.setattr(leaving, "keep_out", lambda _: None)
    try:
        assert leaving.leave_stuck_threads(NOBODYS) == [thread.name]
        assert not busy
    finally:
        box.put(None)
        thread.join()
