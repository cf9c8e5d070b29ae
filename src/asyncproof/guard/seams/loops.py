"""Every event loop of the process: made, in trouble, about to be closed; asyncio's own, uvloop's and ours.

asyncio has no public place where all loops can be met, so this replaces a few functions as long as needed:
`BaseEventLoop.__init__`, `.close`, `.default_exception_handler`, and the helpers with which runners cancel
what is left on a loop that they close, because after it nobody can tell what was left.
"""

from __future__ import annotations

import asyncio
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol
from weakref import ref

from asyncproof.core.frames import frame_above

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Mapping
    from types import FrameType

CANCEL = "_cancel_all_tasks"
RUNNERS = ("asyncio.runners", "backports.asyncio.runner.runner", "anyio._backends._asyncio")
UVLOOP = "uvloop"
CASES = "unittest.async_case"
TEAR_DOWN = "_tearDownAsyncioLoop"
"""With which test cases of unittest cancel what is left, before Python 3.11."""


class Listener(Protocol):
    """Whoever wants to know of loops."""

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Hear of a new loop."""

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Hear of a loop that will be closed."""

    def loop_dropped(self, loop: AbstractEventLoop) -> None:
        """Hear of a loop that is collected without having been closed."""

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear what a loop tells its default exception handler."""


_stack: list[Listener] = []
_originals: list[tuple[Any, str, Any, bool]] = []
_modules = 0
_ending: list[ref[AbstractEventLoop]] = []
"""The loop whose runner was the last one to cancel what is left on it."""


def listen(listener: Listener) -> None:
    """Tell this listener of loops, and no longer those before it."""
    if not _stack:
        _install()
    _stack.append(listener)


def forget() -> None:
    """Tell the listener before it; with the last one everything is put back."""
    _stack.pop()
    if not _stack:
        _uninstall()


def look_for_runners() -> None:
    """Reach the runners of packages that have been imported in the meantime."""
    global _modules  # noqa: PLW0603 - how many there were: called for every test
    if _originals and len(sys.modules) == _modules:
        return
    _modules = len(sys.modules)
    for name in RUNNERS:
        module = sys.modules.get(name)
        if module is not None and hasattr(module, CANCEL):
            _replace(module, CANCEL, _before_cancelling)
    cases = getattr(sys.modules.get(CASES), "IsolatedAsyncioTestCase", None)
    if hasattr(cases, TEAR_DOWN):
        _replace(cases, TEAR_DOWN, _before_tearing_down)
    uvloop = sys.modules.get(UVLOOP)
    if uvloop is not None:
        _replace_loop_methods(uvloop.Loop)


def _install() -> None:
    look_for_runners()
    _replace_loop_methods(asyncio.base_events.BaseEventLoop)


def _uninstall() -> None:
    for place, name, original, own in reversed(_originals):
        if own:
            setattr(place, name, original)
        else:
            delattr(place, name)
    _originals.clear()


def _replace_loop_methods(kind: type[Any]) -> None:
    _replace(kind, "__init__", _after_making)
    _replace(kind, "close", _before_closing)
    _replace(kind, "default_exception_handler", _with_the_problem)


def _replace(place: Any, name: str, build: Callable[[Any], Any]) -> None:
    original = getattr(place, name)
    if any(known is place and called == name for known, called, _, _ in _originals):
        return
    _originals.append((place, name, original, name in vars(place)))
    setattr(place, name, build(original))


def _after_making(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def __init__(self: AbstractEventLoop, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - it stands in for one
        original(self, *args, **kwargs)
        _stack[-1].loop_made(self)

    return __init__


def _before_closing(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def close(self: AbstractEventLoop) -> None:
        if not self.is_closed() and not self.is_running():
            # What its runner has told of before is not thrown away: no need to look at its callers.
            if not _is_ending(self) and _is_dying(frame_above(1)):
                _stack[-1].loop_dropped(self)
            else:
                _stack[-1].loop_closes(self)
        original(self)

    return close


def _is_ending(loop: AbstractEventLoop) -> bool:
    return bool(_ending) and _ending[0]() is loop


def _is_dying(frame: FrameType | None) -> bool:
    """Say whether it is a finalizer that closes a loop; each class closes by its parent's method."""
    while frame is not None and frame.f_code.co_name == "close":
        frame = frame.f_back
    return frame is not None and frame.f_code.co_name == "__del__"


def _with_the_problem(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def default_exception_handler(self: AbstractEventLoop, context: dict[str, Any]) -> None:
        _stack[-1].problem(context)
        original(self, context)

    return default_exception_handler


def _before_cancelling(original: Callable[..., None]) -> Callable[..., None]:
    @wraps(original)
    def cancel_all_tasks(loop: AbstractEventLoop) -> None:
        _ending[:] = [ref(loop)]
        _stack[-1].loop_closes(loop)
        original(loop)

    return cancel_all_tasks


def _before_tearing_down(original: Callable[[Any], None]) -> Callable[[Any], None]:
    @wraps(original)
    def tear_down(case: Any) -> None:
        loop = getattr(case, "_asyncioTestLoop", None)
        if loop is not None:
            _stack[-1].loop_closes(loop)
        original(case)

    return tear_down
