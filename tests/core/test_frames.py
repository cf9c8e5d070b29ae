from __future__ import annotations

import gc
import sys
import threading
import weakref
from typing import NoReturn

import pytest

from asyncproof.core.frames import frame_above, frame_of_thread, frames_of_threads, outward


def test_a_test_may_replace_what_python_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that asks who has called it is tested so; ours goes on asking Python."""

    def unknown(_depth: int = 0) -> NoReturn:
        raise AttributeError

    monkeypatch.setattr(sys, "_getframe", unknown)
    assert frame_above(0).f_code.co_name == "test_a_test_may_replace_what_python_has"


def test_a_stack_is_read_outward() -> None:
    """It begins with the frame that is asked about, and ends where nobody has called; nothing has none."""
    frames = list(outward(frame_above(0)))
    assert frames[0] is frame_above(0)
    assert frames[-1].f_back is None
    assert list(outward(None)) == []


def test_a_thread_that_has_ended_leaves_its_stack() -> None:
    """Whoever has asked where a thread is can read all of it later on."""
    lock = threading.Lock()

    def work() -> None:
        with lock:
            pass

    with lock:
        thread = threading.Thread(target=work)
        thread.start()
        frame = frames_of_threads()[thread.ident or 0]
    thread.join()
    assert [step.f_code.co_name for step in outward(frame)][-1] == "_bootstrap"


def test_where_one_thread_is() -> None:
    """It is the frame that runs there, and none if there is no such thread."""
    frame = frame_of_thread(threading.get_ident())
    assert frame is not None
    assert frame.f_code.co_name == "frame_of_thread"
    assert frame_of_thread(-1) is None


class Thing:
    """Something that can be seen to die."""


def test_a_look_keeps_nothing_alive() -> None:
    """What the function has that looks, and those at which it looks, dies as ever: there is no circle."""
    seen: list[weakref.ref[Thing]] = []
    lock = threading.Lock()

    def work() -> None:
        thing = Thing()
        seen.append(weakref.ref(thing))
        with lock:
            pass

    def look() -> None:
        thing = Thing()
        seen.append(weakref.ref(thing))
        found = frames_of_threads()
        assert threading.get_ident() not in found

    gc.disable()
    try:
        with lock:
            thread = threading.Thread(target=work)
            thread.start()
            while not seen:
                pass
            look()
        thread.join()
        assert [one() for one in seen] == [None, None]
    finally:
        gc.enable()


def test_who_looks_on_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it has found is in its variables, so that its stack would lead back to where one is."""
    lock = threading.Lock()
    with lock:
        thread = threading.Thread(target=lock.acquire)
        thread.start()
        assert thread.ident in frames_of_threads()
        monkeypatch.setattr("asyncproof.core.frames.looking_on", {thread.ident})
        assert thread.ident not in frames_of_threads()
    thread.join()
