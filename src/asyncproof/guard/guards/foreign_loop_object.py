"""Finds locks, queues, events and futures that outlive the event loop that they are bound to."""

from __future__ import annotations

import asyncio
import gc
import re
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import ref

from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.binding import bindings_of
from asyncproof.guard.holding.globals import may_reach, reachable_in, user_modules
from asyncproof.guard.reading.owncode import line_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner

_KINDS: tuple[type, ...] = (
    asyncio.Lock, asyncio.Event, asyncio.Condition, asyncio.Semaphore, asyncio.Queue,
    *((asyncio.Barrier,) if hasattr(asyncio, "Barrier") else ()),
)  # fmt: skip
_address = object.__hash__
"""As `id`, of whose every call Python tells its audit hooks, which takes long."""
_ADDRESS = re.compile(r"0x([0-9a-fA-F]+)")
_MOST_SEARCHES = 100
_MOST_SHARED = 300


class ForeignLoopObject(Guard):
    """A module keeps a lock, queue, event or future that this test has bound to its own event loop.

    A lock, semaphore, event, condition or queue belongs to no loop until somebody has to wait for it:
    then it is bound to the loop that runs, for good.

    ```python title="test_rate.py"
    import asyncio

    import pytest

    LIMIT = asyncio.Semaphore(1)


    async def work():
        async with LIMIT:
            await asyncio.sleep(0)


    @pytest.mark.asyncio
    async def test_two_at_once():
        await asyncio.gather(work(), work())
    ```

    ```console
    $ pytest test_rate.py
    ...
    1 warning; no test failed for it

    foreign-loop-object: `test_rate.LIMIT`, a `Semaphore`, was bound to this test's event loop and outlives it
        test_rate.py:9:  async with LIMIT:
        why: its loop is closed; the next to wait for it gets `is bound to a different event loop`, or hangs
    ...
        more: asyncproof explain foreign-loop-object
    ...
    ```

    ## What it sees

    What modules and classes of yours hold: directly, in a list, tuple or dict, or in an attribute of an
    object. Looked at is what was there when the run began, and what the test has made and left there; of
    futures only those that nobody has completed. A loop that several tests share is not the test's own:
    nothing is said of what is bound to it.

    As long as nobody else waits for it nothing breaks, so this is a warning. It is an error where somebody
    still holds it or waits for it, and as soon as another test fails for it: then the test fails too that
    has bound it.

    ## Why it is bad

    Whether the next test fails depends on whether it has to wait, so on timing and on order.

    ## What to do instead

    Make such objects where the loop runs: in the start-up code of the program, or in a fixture. Or let
    the tests share one loop, with `loop_scope`.

    ## What it cannot see

    What is buried deeper, or kept by an installed library; clients and engines are looked at by other
    guards.
    """

    name: ClassVar[str] = "foreign-loop-object"
    group: ClassVar[str] = "state"
    why: ClassVar[str] = (
        "its loop is closed; the next to wait for it gets `is bound to a different event loop`, or hangs"
    )
    looks_at: ClassVar[tuple[str, ...]] = (
        "asyncio.locks.Lock",
        "asyncio.locks.Event",
        "asyncio.locks.Condition",
        "asyncio.locks.Semaphore",
        "asyncio.locks.Barrier",
        "asyncio.queues.Queue",
        "_asyncio.Future",
    )

    def __init__(self, session: Host) -> None:
        """Know of no objects yet."""
        super().__init__(session)
        self._kept: dict[int, tuple[ref[Any], str]] = {}
        self._bound: dict[int, int] = {}
        self._candidates: list[ref[Any]] = []
        self._searches = 0
        self._left = bindings_of(session)

    def run_begins(self) -> None:
        """Look what the user's modules keep from the start."""
        for module in user_modules():
            for path, value in reachable_in(module):
                if issubclass(type(value), _KINDS) and len(self._kept) < _MOST_SHARED:
                    self._kept.setdefault(id(value), (ref(value), path))
                    self._bound[id(value)] = _loop_id(value)

    def left(self, thing: object, entry: Entry) -> None:
        """Remember what a test has made and bound to a loop, to search who keeps it."""
        is_future = isinstance(thing, asyncio.Future)
        if isinstance(thing, asyncio.Task) or (is_future and thing.done()):  # type: ignore[attr-defined] # as just asked
            return
        if getattr(thing, "_loop", None) is not None and id(thing) not in self._kept:
            self._candidates.append(ref(thing))

    def test_ends(self, test: Owner) -> None:
        """Look for those that are newly bound to a loop that ends with this test."""
        if self._kept:
            for key, (kept, path) in list(self._kept.items()):
                thing = kept()
                if thing is None:
                    del self._kept[key]
                elif _loop_id(thing) != self._bound[key]:
                    self._bound[key] = _loop_id(thing)
                    self._judge(test, thing, path)
        if self._candidates:
            for thing, path in self._search():
                self._judge(test, thing, path)

    def _search(self) -> Iterator[tuple[Any, str]]:
        """Yield which of the candidates a module of the user's keeps; stop searching where it is in vain."""
        made, self._candidates = self._candidates, []
        if self._searches > _MOST_SEARCHES or not self._wanted(made):
            return
        gc.collect(1)  # most are garbage by now, and the user's modules may hold very much
        wanted = self._wanted(made)
        if not wanted:
            return
        self._searches += 1
        modules = list(user_modules())
        for module in modules if may_reach(modules, wanted.values()) else ():
            for path, value in reachable_in(module):
                thing = wanted.pop(_address(value), None)
                if thing is not None:
                    self._searches = 0
                    yield thing, path

    def _wanted(self, made: Iterable[ref[Any]]) -> dict[int, Any]:
        things = (one() for one in made)
        return {_address(one): one for one in things if one is not None and self._ends_with_test(one)}

    def _ends_with_test(self, thing: Any) -> bool:
        loop = getattr(thing, "_loop", None)
        if loop is None:
            return False
        entry = self.session.ledger.of(loop)
        return entry is None or entry.owner is None or not entry.owner.is_wide

    def _judge(self, test: Owner, thing: Any, path: str) -> None:
        if not self._ends_with_test(thing):
            return
        self._left.note(thing, test, path)
        self._tell(test, thing, path, sure=_is_in_use(thing))

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Blame who has bound an object, once another test has failed for it."""
        if failure is None or not self._left or "different event loop" not in str(failure):
            return
        for address in _ADDRESS.findall(str(failure)):
            note = self._left.at(int(address, 16))
            if note is not None and note.owner is not test and not note.told:
                note.told = True
                lines = [f"{test.name} failed for it"]
                self._tell(note.owner, note.kept(), note.path, sure=True, lines=lines)

    def _tell(self, test: Owner, thing: Any, path: str, *, sure: bool, lines: Sequence[str] = ()) -> None:
        kind = next(
            (one.__name__ for one in type(thing).__mro__ if one.__module__.startswith("asyncio.")), "Future"
        )
        last = path.rpartition(".")[2].partition("[")[0]
        place = line_with(test, rf"\b{last}\b")
        holder = path.rpartition(".")[0].rpartition(".")[2]
        self.tell(
            test,
            f"`{path}`, a `{kind}`, was bound to this test's event loop and outlives it",
            place=place or test.place,
            subjects=[path],
            cure=f"make it anew for each test, in a fixture: "
            f"`monkeypatch.setattr({holder}, '{last}', asyncio.{kind}())`; or let the tests share one loop",
            lines=lines,
            sure=sure,
        )


def _is_in_use(thing: Any) -> bool:
    """Say whether somebody holds it, or still waits for it: the next one then waits for ever."""
    waiting = (getattr(thing, name, None) for name in ("_waiters", "_getters", "_putters"))
    is_held = isinstance(thing, asyncio.Lock) and thing.locked()
    return isinstance(thing, asyncio.Future) or is_held or any(waiting)


def _loop_id(thing: Any) -> int:
    loop = getattr(thing, "_loop", None)
    return 0 if loop is None else id(loop)
