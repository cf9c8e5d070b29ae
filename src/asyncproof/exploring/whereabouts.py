"""Where a task stands: as long as it waits for the same thing at the same place, it stands where it stood.

To cancel it here or a step of somebody else's later is most often the same. Not so once what it waits for
has happened: then it has been handed something that it has not yet seen. What a task waits for is asyncio's
private knowledge, `_fut_waiter`. Where that is missing, a task stands where its own code does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable


class Last(NamedTuple):
    """Where a task stood when it was last looked at."""

    number: int
    waiter: Callable[[], object]
    happened: bool
    line: int


def _nothing() -> None:
    return None


def _reference(waiter: object) -> Callable[[], object]:
    """Return what says whether a future is still this one; of one that can't be referred to it never is."""
    try:
        return _nothing if waiter is None else ref(waiter)
    except TypeError:
        return _nothing


class Whereabouts:
    """Counts, for each task, how often it has come to stand elsewhere."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: dict[int, Last] = {}

    def of(self, number: int, task: Any) -> int:
        """Return where a task of this number stands: the same number as before, if it is where it was."""
        waiter = getattr(task, "_fut_waiter", None)
        happened = waiter is not None and waiter.done()
        line = _line(task)
        before = self._last.get(number)
        if before is not None and before.waiter() is waiter and before[2:] == (happened, line):
            return before.number
        count = 0 if before is None else before.number + 1
        self._last[number] = Last(count, _reference(waiter), happened, line)
        return count


def _line(task: Any) -> int:
    """Return at which instruction its outermost coroutine is."""
    coro = task.get_coro() if hasattr(task, "get_coro") else None
    return int(getattr(getattr(coro, "cr_frame", None), "f_lasti", -1))
