"""Which threads may still report to a loop: those that came up while it ran, unless they wait for others."""

from __future__ import annotations

import threading
import weakref
from _thread import _count as count_threads
from dataclasses import replace
from typing import TYPE_CHECKING

from asyncproof.core.frames import frames_of_threads
from asyncproof.loop.real.census import UNKNOWN, is_counted
from asyncproof.loop.real.locks import is_locked, is_locked_for_good, is_woken
from asyncproof.loop.real.stacks import is_process_watcher, is_running_a_loop, is_serving
from asyncproof.loop.real.states import State, best_sight, count_native_threads
from asyncproof.loop.real.work import Work
from asyncproof.loop.real.workers import describe_thread, is_between_jobs, is_worker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType

    from asyncproof.loop.real.states import Sight


SERVING, BUSY = 0.1, 2.0
"""Real seconds that a thread of somebody else's is waited for before a deadlock is called one."""


class Threads:
    """The threads of one loop, and those that were there before it and are none of its business."""

    def __init__(self, sight: Sight | None = None) -> None:
        """Know no thread yet."""
        self._sight = sight
        self._own: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
        self._background: tuple[threading.Thread, ...] = ()
        self._answering: tuple[threading.Thread, ...] = ()  # event loops and pools of others
        self._expected = 0
        self._abroad = self._has_loops = False
        self._seen: tuple[int, threading.Thread, list[threading.Thread]] | None = None

    @property
    def sight(self) -> Sight:
        """How the state of threads is seen; which is best is found out when there is a thread to be seen."""
        if self._sight is None:
            self._sight = best_sight()
        return self._sight

    def begin(self) -> None:
        """Take what is there and was not ours for background, except idle pool threads: those are free.

        A loop in another thread than the main one is talked to from there, so the main thread is ours.
        """
        self._abroad = threading.current_thread() is not threading.main_thread()
        if not count_threads():
            self._background = self._answering = ()
            self._expected, self._seen = 0, None
            return
        seen = (count_threads(), threading.current_thread(), threading.enumerate())
        if seen == self._seen:
            if self._background and not self._answering:  # one may have come to its loop meanwhile
                self._find_answering(frames_of_threads())
            return
        self._seen = seen
        if self._abroad:
            self._own.add(threading.main_thread())
        strangers = [thread for thread in _others() if thread not in self._own]
        frames = frames_of_threads() if strangers else {}
        for thread in strangers:
            if _is_free(thread, frames.get(thread.ident or 0)):
                self._own.add(thread)
        self._set_background(thread for thread in strangers if thread not in self._own)
        self._find_answering(frames)

    def _find_answering(self, frames: dict[int, FrameType]) -> None:
        background = self._background
        self._answering = tuple(one for one in background if _may_answer(frames.get(one.ident or 0)))

    def end(self) -> None:
        """Take every thread that came up meanwhile for ours, should the loop run again."""
        if count_threads() != self._expected:
            background = set(self._background)
            self._own.update(thread for thread in _others() if thread not in background)

    def adopt(self, threads: Iterable[threading.Thread]) -> None:
        """Take threads for ours although they were there before: they were given a job of ours."""
        self._own.update(threads)
        if self._background:
            self._set_background(thread for thread in self._background if thread not in self._own)

    def _set_background(self, threads: Iterable[threading.Thread]) -> None:
        self._background = tuple(threads)
        known = (threading.current_thread(), *self._background)
        self._expected = UNKNOWN.count() + sum(map(is_counted, known))

    def quiet(self) -> bool:
        """Tell, very cheaply, that there is certainly no thread but those of the background."""
        if self._abroad or self._answering or count_threads() != self._expected:
            return False
        for thread in self._background:  # noqa: SIM110 - a generator would double the cost
            if not thread.is_alive():
                return False
        return True

    def look(self) -> list[Work]:
        """Look at each of our threads."""
        sight, background = self.sight, self._background
        before: list[threading.Thread] = []
        found: list[Work] = []
        while not found:
            ours = [thread for thread in _others() if thread not in background]
            if ours == before:  # none of them had started another before it went to wait for that one
                break
            found = self._look_at_all(ours)
            if not found and not sight.confirms(ours):
                found = self._look_at_all(ours)
            before = ours
        return found

    def may_answer(self) -> bool:
        """Tell whether a thread of the background could be asked for something."""
        return self._has_loops or any(thread.is_alive() for thread in self._answering)

    def callers(self) -> float:
        """Return how long to wait for threads of the background: those that are busy may still call in."""
        if not self._background:
            return 0.0
        frames, longest = frames_of_threads(), 0.0
        for thread in self._background:
            frame = frames.get(thread.ident or 0)
            state = self.sight.state(thread, frame)
            if state is State.GONE or frame is None:
                continue
            if state is State.PARKED or is_serving(frame):  # it may have been woken, and not have run since
                longest = max(longest, SERVING)
                continue
            if state is State.TIMED and is_locked(frame) and not is_woken(frame):
                continue
            longest = max(longest, BUSY)
        return longest

    def are_blocked(self, threads: Iterable[threading.Thread]) -> bool:
        """Tell whether all these have jobs that wait for others, as far as the stack tells."""
        frames = frames_of_threads()
        found = [frames.get(thread.ident or 0) for thread in threads]
        return all(frame and is_locked_for_good(frame) and not is_between_jobs(frame) for frame in found)

    def _look_at_all(self, threads: list[threading.Thread]) -> list[Work]:
        frames = frames_of_threads()
        views = [
            (thread, frame := frames.get(thread.ident or 0), self.sight.state(thread, frame))
            for thread in threads
        ]
        self._has_loops = any(frame is not None and is_running_a_loop(frame) for _, frame, _ in views)
        found = [work for view in views if (work := self._look_at(*view)) is not None]
        if not any(_is_waiting_job(frame, state) for _, frame, state in views):
            return found
        if found:  # what a job waits for is as certain as the job
            parked = {("thread", thread.native_id) for thread, _, state in views if state is State.PARKED}
            return [work if work.key in parked else replace(work, certain=True) for work in found]
        servers = [(thread, frame) for thread, frame, _ in views if frame is not None and is_serving(frame)]
        return [
            _work(thread, describe_thread(thread.name, frame), certain=False) for thread, frame in servers
        ]

    def _look_at(self, thread: threading.Thread, frame: FrameType | None, state: State) -> Work | None:
        pending = _pending_jobs(thread)
        if pending is not None:
            return _work(thread, f"{len(pending)} process pool jobs", certain=True) if pending else None
        if state is State.GONE:
            return None
        certain = self._weigh(frame, state) if frame else False
        if certain is None:
            return None
        certain = certain or thread is threading.main_thread()
        return _work(thread, describe_thread(thread.name, frame), certain=certain)

    def _weigh(self, frame: FrameType, state: State) -> bool | None:
        """Tell whether somebody certainly waits for a thread, or None if it waits for others itself."""
        if state is State.PARKED:
            return False if is_woken(frame) or self._may_wait_for_foreigners(frame) else None
        working = is_worker(frame)
        if is_serving(frame):
            return True if working else None
        return None if is_process_watcher(frame) else working

    def _may_wait_for_foreigners(self, frame: FrameType) -> bool:
        """Suspect a job that is parked in foreign code: it may wait for threads unknown to Python."""
        if not self.sight.exact or is_locked(frame) or is_between_jobs(frame):
            return False
        return is_worker(frame) and count_native_threads() > count_threads() + 1


def _others() -> list[threading.Thread]:
    """Return all threads that Python knows, but for the one that asks."""
    me = threading.current_thread()
    return [thread for thread in threading.enumerate() if thread is not me]


def _pending_jobs(thread: threading.Thread) -> dict[int, object] | None:
    """Return the jobs that a process pool's own thread waits for, or None for any other thread."""
    pending = getattr(thread, "pending_work_items", None)
    return pending if isinstance(pending, dict) else None


def _is_free(thread: threading.Thread, frame: FrameType | None) -> bool:
    """Tell whether a thread belongs to a pool that has no work now: whoever comes next may give it some."""
    pending = _pending_jobs(thread)
    if pending is not None:
        return not pending
    return frame is not None and is_between_jobs(frame)


def _is_waiting_job(frame: FrameType | None, state: State) -> bool:
    """Tell whether a thread has a job that waits for another thread, or for the loop."""
    return state is State.PARKED and frame is not None and is_worker(frame) and not is_between_jobs(frame)


def _may_answer(frame: FrameType | None) -> bool:
    return frame is not None and (is_running_a_loop(frame) or is_worker(frame))


def _work(thread: threading.Thread, what: str, *, certain: bool) -> Work:
    return Work(what, ("thread", thread.native_id), certain)
