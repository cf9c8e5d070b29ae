"""Finds threads that died of an error."""

from __future__ import annotations

import threading
import warnings
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.deaths import Death, DeathGuard, asks_for, is_leaving, short, user_lines
from asyncproof.guard.origin import origin_here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PYTESTS_OWN = "PytestUnhandledThreadExceptionWarning"


class DiedThread(DeathGuard):
    """A thread died of an error, and the test went on without it.

    ## What it sees

    Threads that ended with an exception, which Python gives to `threading.excepthook`.

    ```python title="test_import.py"
    import threading


    def load():
        raise LookupError("no such file")


    def test_import():
        thread = threading.Thread(target=load)
        thread.start()
        thread.join()
    ```

    ```console
    $ pytest test_import.py
    ...
    died-thread: thread `load()` died of `LookupError: no such file`, and nobody looked
        test_import.py:5:  raise LookupError("no such file")
    ...
    ```

    ## Why it is bad

    `join()` returns in any case. The error is printed, pytest makes a warning of it, and the test passes.

    ## What to do instead

    Use an executor and ask for the result, `await asyncio.to_thread(load)`, or catch the error in the thread
    and look at it after `join()`.

    ## What it cannot see

    Threads that catch their errors. Tests that replace `threading.excepthook`, or ignore pytest's warning by
    name, are believed to look.
    """

    name: ClassVar[str] = "died-thread"
    texts: ClassVar[tuple[str, ...]] = ("PytestUnhandledThreadExceptionWarning: ...",)
    why: ClassVar[str] = "`join()` returns whether the thread did its work or died"
    cure: ClassVar[str] = (
        "`await asyncio.to_thread(...)`, or `submit` it to an executor and ask for its result"
    )

    def __init__(self, session: Any) -> None:
        super().__init__(session)
        self._before: Callable[[threading.ExceptHookArgs], object] | None = None

    def run_begins(self) -> None:
        """Hear of threads that die, before whoever heard of them until now."""
        self._before = threading.excepthook
        threading.excepthook = self._hear

    def run_ends(self) -> None:
        """Hear of them no longer."""
        super().run_ends()
        if threading.excepthook == self._hear and self._before is not None:
            threading.excepthook = self._before

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear where threads are started."""
        return {"_thread.start_new_thread": self._starts, "_thread.start_joinable_thread": self._starts}

    def _starts(self, arguments: tuple[object, ...]) -> None:
        thread = getattr(arguments[0], "__self__", None)
        if isinstance(thread, threading.Thread):
            self.session.ledger.note(thread, self.session.owner_now(), origin_here())

    def _hear(self, death: threading.ExceptHookArgs) -> None:
        if death.exc_value is not None:
            self._look(death.exc_value, death.thread)
        if self._before is not None:
            self._before(death)

    def _look(self, error: BaseException, thread: threading.Thread | None) -> None:
        lines = user_lines(error)
        entry = self.session.ledger.of(thread)
        owner = (entry.owner if entry is not None else None) or self.session.owner_now()
        if (
            not lines
            or is_leaving(error)
            or _is_ignored()
            or (owner is not None and asks_for(owner, "recwarn"))
        ):
            return
        function = lines[0].function
        text = f"thread `{function}()` died of `{short(error)}`, and nobody looked"
        if isinstance(error, AssertionError):
            text = f"an assertion failed in thread `{function}()` and never counted: `{short(error)}`"
        made = None if entry is None else entry.origin
        name = "" if thread is None else thread.name
        self.died(Death(owner, error, text, made, [function, name]))


def _is_ignored() -> bool:
    """Say whether a filter for warnings names pytest's own about such threads, to ignore it."""
    return any(
        action == "ignore" and getattr(category, "__name__", "") == _PYTESTS_OWN
        for action, _, category, _, _ in warnings.filters
    )
