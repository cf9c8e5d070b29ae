"""Finds timers that are still set when those who set them have ended."""

from __future__ import annotations

import functools
import gc
import linecache
import re
from types import BuiltinFunctionType, MethodType
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary, WeakSet

from asyncproof.core import Place
from asyncproof.guard.grace import is_interrupted
from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import defined_at
from asyncproof.guard.pending import owner_of
from asyncproof.guard.reading.owncode import line_with
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Iterable

    from asyncproof.guard.owner import Owner

_SETS = r"\bcall_(later|at)\("


class LeakedTimer(Guard):
    """A timer was set with `call_later` or `call_at`, and was still to go off when its test had ended.

    What it would have done never happens, or happens in the middle of another test if the loop is shared.

    ```python title="test_session.py"
    import asyncio

    import pytest


    class Session:
        def __init__(self):
            self.expired = False
            asyncio.get_running_loop().call_later(60, self.expire)

        def expire(self):
            self.expired = True


    @pytest.mark.asyncio
    async def test_session_is_fresh():
        assert not Session().expired
    ```

    ```console
    $ pytest test_session.py
    ...
    leaked-timer: a timer for `Session.expire` was still set
        test_session.py:9:  asyncio.get_running_loop().call_later(60, self.expire)
    ...
    ```

    ## What it sees

    Timers whose callback is code of yours, or that a line of the test sets, when the loop closes, when the
    test ends on a loop that is shared, or when a wider fixture ends. On a shared loop they are cancelled once
    they are told.

    ## What to do instead

    Keep what `call_later` returns, and `cancel()` it when it is no longer wanted: in a `close()` of the
    object, or in the tear-down of the fixture. With virtual time a test can also let it go off.

    ## What it cannot see

    Timers that libraries and asyncio set for themselves, timeouts and sleeps among them. The line is looked
    for in the code of the test, its fixtures and the callback's own file; in doubt, the callback is shown.
    """

    name: ClassVar[str] = "leaked-timer"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "it never does its work, or does it in the middle of another test"
    cure: ClassVar[str] = "keep the handle that is returned, and cancel() it before the test ends"

    def run_begins(self) -> None:
        """Forget what earlier runs knew."""
        self._told: WeakSet[Any] = WeakSet()
        self._keepers: WeakKeyDictionary[Any, Owner] = WeakKeyDictionary()

    def loop_settles(self, loop: AbstractEventLoop, ended: Owner | None) -> None:
        """Look at the timers of a loop."""
        if ended is None and is_interrupted():
            return
        for handle in _timers_of(loop):
            if handle.cancelled() or handle in self._told:
                continue
            owner = self._keepers.get(handle) or owner_of(handle)
            if owner is not None and (ended is None or owner is ended):
                self._judge(handle, owner, ended)

    def _judge(self, handle: Any, owner: Owner, ended: Owner | None) -> None:
        callback = _callback_of(handle)
        if callback is None:
            return
        if ended is not None and not owner.is_wide:
            keeper = self.session.keeper_of(handle) or self.session.keeper_of(
                getattr(callback, "__self__", None)
            )
            if keeper is not None:
                self._keepers[handle] = keeper
                return
        name = _name_of(callback)
        place = _setting_line(owner, callback, name)
        if place is None and not _is_users(callback):
            return
        self._told.add(handle)
        told = self.tell(
            owner,
            f"a timer for `{name}` was still set",
            place=place or _definition(callback),
            subjects=[name, f"{getattr(callback, '__module__', '')}.{name}"],
        )
        if (told or owner.failed) and ended is not None and self.fails(owner):
            handle.cancel()


def _timers_of(loop: Any) -> list[Any]:
    """Return the handles of a loop's timers; asyncio and uvloop keep them for themselves."""
    scheduled = getattr(loop, "_scheduled", None)
    if scheduled is not None:
        ours = getattr(loop, "_timers", ())  # a controlled loop has a heap of its own
        return [*scheduled, *(handle for _, _, handle in ours)] if scheduled or ours else []
    if type(loop).__module__.partition(".")[0] != "uvloop":
        return []
    sets = (one for one in gc.get_referents(loop) if type(one) is set)
    return [handle for known in sets for handle in known if type(handle).__name__ == "TimerHandle"]


def _callback_of(handle: Any) -> Any:
    """Return the user's own function inside a handle, without what only passes arguments on."""
    callback = getattr(handle, "_callback", None)
    if callback is None:  # compiled, as in uvloop: the function comes first
        callback = next((one for one in gc.get_referents(handle) if callable(one)), None)
    while isinstance(callback, functools.partial):
        callback = callback.func
    return callback


def _name_of(callback: Any) -> str:
    name = getattr(callback, "__qualname__", None) or type(callback).__qualname__
    return str(name).rpartition("<locals>.")[2]


def _code_of(callback: Any) -> Any:
    function = callback.__func__ if isinstance(callback, MethodType) else callback
    if getattr(function, "__code__", None) is None:  # an object that can be called
        function = vars(type(callback)).get("__call__")
    return getattr(function, "__code__", None)


def _is_users(callback: Any) -> bool:
    code = _code_of(callback)
    return code is not None and not code.co_filename.startswith("<") and not is_foreign(code.co_filename)


def _definition(callback: Any) -> Place | None:
    origin = defined_at(_code_of(callback))
    return None if origin is None else origin.place


def _setting_line(owner: Owner, callback: Any, name: str) -> Place | None:
    """Return the line that set the timer: one that names the callback, or any, if that is the user's own."""
    short = re.escape(name.rpartition(".")[2].strip("<>"))
    if _is_users(callback):
        named = line_with(owner, rf"{_SETS}.*\b{short}\b") or _only(_lines_like(callback, short))
        return named or line_with(owner, _SETS)
    if isinstance(callback, BuiltinFunctionType | MethodType):
        return line_with(owner, rf"{_SETS}.*\b{short}\b")
    return None


def _lines_like(callback: Any, short: str) -> Iterable[Place]:
    """Yield the lines in the callback's own file that set a timer for something of its name."""
    file = _code_of(callback).co_filename
    wanted = re.compile(rf"{_SETS}.*\b{short}\b")
    for number, line in enumerate(linecache.getlines(file), start=1):
        if wanted.search(line):
            yield Place(file, number)


def _only(places: Iterable[Place]) -> Place | None:
    found = list(places)
    return found[0] if len(found) == 1 else None
