"""Finds event loops that somebody made and nobody closed."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core.frames import frame_above
from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import is_foreign_space, users_line

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from types import FrameType

    from asyncproof.guard.origin import Origin
    from asyncproof.guard.owner import Owner

_NOT_THEIRS = (frozenset({"get_event_loop"}), frozenset({"_lazy_init", "__enter__"}), frozenset({"run"}))
"""Functions of asyncio that make loops on their own account: the policy, and runners that close theirs."""
_RUNNERS_OWN = "_lazy_init"
_MAKERS = ("asyncio.", "asyncproof.", "uvloop")
_FARTHEST = 12
_OURS = 4
"""Frames between the guard and the loop that is made, all of the seam and the session."""
_known: dict[str, bool] = {}
"""Of modules that have been met, whether they make loops for others."""
_MOST_KNOWN = 256


class LeakedLoop(Guard):
    """An event loop was made and never closed.

    ```python title="test_old.py"
    import asyncio


    async def answer():
        return 42


    def test_answer():
        loop = asyncio.new_event_loop()
        assert loop.run_until_complete(answer()) == 42
    ```

    ```console
    $ pytest test_old.py
    ...
    leaked-loop: an event loop was made and never closed
        test_old.py:9:  loop = asyncio.new_event_loop()
    ...
    ```

    ## What it sees

    Loops that a line of your code makes with `asyncio.new_event_loop()`, a loop's class, or an
    `asyncio.Runner()` without `with`, still open when the test and its fixtures are done, when the wider
    fixture that made it ends, or collected open.

    ## Why it is bad

    An open loop holds a selector, a pair of sockets and perhaps threads; what is pending on it is never
    cancelled, and its async generators are never closed.

    ## What to do instead

    `asyncio.run(...)`, or `with asyncio.Runner() as runner:`, close what they open and clean up before. Best
    of all, write the test as an async one.

    ## What it cannot see

    Loops that `asyncio.get_event_loop()` makes where there is none yet: they belong to the policy, not to
    the test. Loops in other threads that still run. The loop of a runner that a module keeps for all.
    """

    name: ClassVar[str] = "leaked-loop"
    texts: ClassVar[tuple[str, ...]] = ("unclosed event loop <...>",)
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "it holds a selector and sockets, and what is pending on it is never cancelled"
    cure: ClassVar[str] = "use `asyncio.run()` or an async test; or close it on every path: `loop.close()`"

    def run_begins(self) -> None:
        """Start with none."""
        self._open: dict[int, tuple[Owner, Origin]] = {}

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Remember a loop that a line of the user's makes."""
        if self._open:
            self._open.pop(id(loop), None)
        origin = _asked_by(frame_above(_OURS))
        if origin is not None and (owner := self.session.owner_now()) is not None:
            self._open[id(loop)] = owner, origin

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Forget a loop that is closed."""
        if self._open:
            self._open.pop(id(loop), None)

    def loop_dropped(self, loop: AbstractEventLoop) -> None:
        """Tell of a loop that is thrown away open."""
        known = self._open.pop(id(loop), None)
        if known is not None:
            self._tell(*known)

    def test_ends(self, test: Owner) -> None:
        """Look at what a test has left open."""
        self._judge(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Look at what a wider fixture has left open."""
        self._judge(fixture)

    def _judge(self, ended: Owner) -> None:
        if not self._open:
            return
        living = {id(loop): loop for loop in self.session.loops}
        for key, (owner, origin) in list(self._open.items()):
            if owner is not ended:
                continue
            loop = living.get(key)
            keeper = None if loop is None or owner.is_wide else self._keeper_of(loop)
            if keeper is not None:
                self._open[key] = keeper, origin
            elif loop is None or not (loop.is_closed() or loop.is_running()):
                del self._open[key]
                if loop is None or not any(map(_is_global, _runners_of(loop))):
                    self._tell(owner, origin)

    def _keeper_of(self, loop: AbstractEventLoop) -> Owner | None:
        """Return the wider fixture that keeps a loop, or the runner to which it belongs."""
        keepers = map(self.session.keeper_of, (loop, *_runners_of(loop)))
        return next(filter(None, keepers), None)

    def _tell(self, owner: Owner, origin: Origin) -> None:
        self.tell(
            owner,
            "an event loop was made and never closed",
            place=origin.place,
            subjects=[origin.function],
        )


def _asked_by(frame: FrameType | None) -> Origin | None:
    """Return the user's line that asked for a loop; None if it was somebody else, or asyncio by itself."""
    makers: list[FrameType] = []
    for _ in range(_FARTHEST):
        if frame is None:
            break
        name = frame.f_globals.get("__name__") or ""
        if not (_known[name] if name in _known else _is_makers(name)):
            break
        makers.append(frame)
        frame = frame.f_back
    else:
        return None
    # Python tells its audit hooks of each look at a frame's code, so first look where it is worth it.
    if frame is None or is_foreign_space(frame.f_globals):  # as for most loops
        return None
    names = {maker.f_code.co_name for maker in makers if _is_asyncios(maker)}
    if _RUNNERS_OWN in names:
        names.discard("run")  # its method: a runner that was made without `with` is theirs to close
    return None if any(map(names.issuperset, _NOT_THEIRS)) else users_line(frame)


def _runners_of(loop: AbstractEventLoop) -> list[object]:
    """Return who runs a loop for others, since Python 3.11; it takes a while, so ask late."""
    holders = gc.get_referrers(loop)
    holders += gc.get_referrers(*(one for one in holders if type(one) is dict))  # their attributes, maybe
    return [one for one in holders if type(one) is getattr(asyncio, "Runner", None)]


def _is_global(thing: object) -> bool:
    """Say whether a module keeps a thing: one for all who come."""
    return any(type(one) is dict and "__builtins__" in one for one in gc.get_referrers(thing))


def _is_makers(module: str) -> bool:
    """Say whether a module makes loops for others, and remember it."""
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[module] = verdict = module.startswith(_MAKERS)
    return verdict


def _is_asyncios(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).startswith("asyncio.")
