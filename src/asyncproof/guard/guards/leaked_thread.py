"""Finds threads that a test started and that still run when it is over."""

from __future__ import annotations

import sys
import threading
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.holding.making import is_called_by, making_here
from asyncproof.guard.keeper import Keeper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.guard.holding.belongings import Belonging

_POOLS = ("concurrent.futures", "multiprocessing", "asyncio")
"""Packages whose threads are judged together with what they serve."""
_IS_AUDITED = sys.version_info >= (3, 12)
_START = 4 if _IS_AUDITED else 2
"""How far it is to who starts a thread: past the audit hook, or what stands in for `start`."""


class LeakedThread(Keeper):
    """A thread was started and still runs after the test.

    ```python title="test_ticker.py"
    import threading

    done = threading.Event()


    def test_ticker():
        ticker = threading.Thread(target=done.wait, name="ticker", daemon=True)
        ticker.start()
        assert ticker.is_alive()
    ```

    ```console
    $ pytest test_ticker.py
    ...
    leaked-thread: thread `ticker` still runs after the test
        test_ticker.py:8:  ticker.start()
        it runs `Event.wait`
    ...
    ```

    ## What it sees

    Threads and timers that the tests or the code under test start, daemons too. A thread has a moment to
    end after the test's fixtures are torn down, so whoever has asked it to stop need not wait for it.
    What a wider fixture starts is judged when that fixture ends, and what such a thread starts belongs to
    the same fixture.

    ## Why it is bad

    It works on beside all later tests: it changes what they look at, uses what was closed behind its
    back, and its exceptions hit a test that knows nothing of it. One that is no daemon keeps the process
    from ending.

    ## What to do instead

    Tell it to stop and wait for it: `stop.set()` and `thread.join()` after the fixture's `yield`, or
    `timer.cancel()`. For work in a thread that a coroutine needs, `await asyncio.to_thread(...)` waits by
    itself.

    ## What it cannot see

    Threads that were started in C or with `_thread`, and those that installed libraries start for
    themselves.
    """

    name: ClassVar[str] = "leaked-thread"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "it goes on beside the tests that follow, and may change what they see"
    cure: ClassVar[str] = "tell it to stop and `join()` it before the test or its fixture ends"

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of threads that start; those that can be joined have one of their own since 3.13."""
        if not _IS_AUDITED:
            return {}
        return {"_thread.start_new_thread": self._audited, "_thread.start_joinable_thread": self._audited}

    def run_begins(self) -> None:
        """Hear of threads that start where Python does not tell."""
        if not _IS_AUDITED:
            self._start = threading.Thread.start
            threading.Thread.start = _start_with_news(self._start, self._starts)  # type: ignore[method-assign] # for it is not told otherwise

    def run_ends(self) -> None:
        """Put it back."""
        if not _IS_AUDITED:
            threading.Thread.start = self._start  # type: ignore[method-assign] # as above

    def judge(self, belonging: Belonging, thing: Any) -> None:
        """Look whether a thread runs, and still does a moment later."""
        thread: threading.Thread = thing
        if thread is threading.current_thread():
            return
        thread.join(self.patience())
        if not thread.is_alive():
            return
        name = _target_name(thread)
        making = belonging.making
        self.tell(
            belonging.owner,
            f"thread `{thread.name}` still runs after the {'fixture' if belonging.owner.is_wide else 'test'}",
            place=making.place,
            subjects=[thread.name, name, making.name],
            lines=[f"it runs `{name}`"],
        )

    def _audited(self, arguments: tuple[object, ...]) -> None:
        thread = getattr(arguments[0], "__self__", None)
        if isinstance(thread, threading.Thread):
            self._starts(thread)

    def _starts(self, thread: threading.Thread) -> None:
        if is_called_by(_START, *_POOLS):  # as most are
            return
        making = making_here()
        if making.origin is None or making.by_library() or making.passed(*_POOLS):
            return
        belonging = self.keep(thread, making)
        if belonging is not None:
            self.session.ledger.note(thread, belonging.owner, making.origin)


def _start_with_news(original: Any, hear: Callable[[threading.Thread], None]) -> Any:
    @wraps(original)
    def start(self: threading.Thread) -> None:
        hear(self)
        original(self)

    return start


def _target_name(thread: threading.Thread) -> str:
    """Return what the thread runs: its target, or else its class."""
    target = getattr(thread, "_target", None) or getattr(thread, "function", None)  # a timer has the latter
    return getattr(target, "__qualname__", None) or type(thread).__qualname__
