"""Finds async generators that are left before their end, and whose clean-up is still to be done."""

from __future__ import annotations

import dis
import gc
import re
from asyncio import all_tasks
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from asyncproof.core import Place
from asyncproof.core.frames import frame_above
from asyncproof.core.record import frozen
from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.keeping import keeps
from asyncproof.guard.origin import origin_here
from asyncproof.guard.reading.cleanup import has_cleanup
from asyncproof.guard.seams import generators
from asyncproof.guard.wording import shown
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from types import FrameType

    from asyncproof.guard.origin import Origin
    from asyncproof.guard.owner import Owner

_HELD_BY_A_LOOP = re.compile(r"async for .*\)\s*:")
"""A line that iterates what only this very loop holds."""
_LETS_GO = ("POP_TOP", "STORE_", "DELETE_", "RETURN_", "END_", "POP_ITER")


class LeakedGenerator(Guard):
    """An async generator was left before its end, so its clean-up runs late, somewhere else, or never.

    `break` leaves a generator standing at its `yield`. An ordinary generator is closed there and then; an
    async one can't be, as its clean-up may have to await something. The loop does it some time later, in a
    task of its own: after the test has looked, in another context, and in the wrong task for cancel scopes.

    ```python title="test_rows.py"
    import pytest

    OPEN = []


    async def rows():
        OPEN.append("connection")
        try:
            for number in range(10):
                yield number
        finally:
            OPEN.remove("connection")


    @pytest.mark.asyncio
    async def test_first_row():
        async for row in rows():
            assert row == 0
            break
    ```

    ```console
    $ pytest test_rows.py
    ...
    leaked-generator: async generator `rows` was left before its end, with its clean-up still to do
        test_rows.py:17:  async for row in rows():
        it stands at test_rows.py:10:  yield number
    ...
    ```

    ## What it sees

    Async generators of your code that were iterated, stand at a `yield` inside a `try ... finally`, a `with`,
    an `async with` or an `except BaseException`, and are thrown away there, or still stand there when the
    test is done. The same goes for what `contextlib.asynccontextmanager` makes, entered and never left. What
    a wider fixture keeps is judged when it ends.

    A generator that has nothing to put in order is let be, and so is one that an exception has left behind.

    ## What to do instead

    Close it where you leave it: `async with contextlib.aclosing(rows()) as lines:`, then
    `async for row in lines:`.

    ## What it cannot see

    Generators of libraries, and code whose source can't be read.
    """

    name: ClassVar[str] = "leaked-generator"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = (
        "its clean-up runs some time later, in a task of its own, or is cut off with the loop"
    )
    cure: ClassVar[str] = "close it where you leave it: `async with contextlib.aclosing(...) as lines:`"

    def run_begins(self) -> None:
        """Hear of generators."""
        self._known: dict[int, tuple[Owner | None, Origin | None]] = {}
        self._told: set[int] = set()
        self._dropped: list[tuple[_Standing, Owner | None, Origin]] = []
        generators.listen(self)

    def run_ends(self) -> None:
        """Hear of them no more."""
        generators.forget()
        self._known.clear()

    def test_begins(self, test: Owner) -> None:
        """Reach loops that have been imported, and forget those who have been judged."""
        generators.look_for_loops()
        if self._known:
            self._known = {
                key: known for key, known in self._known.items() if known[0] and not known[0].ended
            }
            self._told &= set(self._known)

    def begins(self, generator: Any) -> None:
        """Remember for whom, and where, a generator is iterated first."""
        if _is_users(generator):
            self._told.discard(id(generator))
            self._known[id(generator)] = (self.session.owner_now(), origin_here())

    def dropped(self, generator: Any) -> None:
        """Remember a generator that is thrown away; its source is read later, not in the midst of a step."""
        owner, origin = self._known.pop(id(generator), (None, None))
        if origin is None or id(generator) in self._told:
            return
        if not _is_thrown_out(frame_above(2), origin):
            self._dropped.append((_Standing.of(generator), owner, origin))

    def test_ends(self, test: Owner) -> None:
        """Look at those that were thrown away."""
        self._tell_dropped()

    def fixture_ends(self, fixture: Owner) -> None:
        """Look at those that were thrown away."""
        self._tell_dropped()

    def loop_settles(self, loop: AbstractEventLoop, ended: Owner | None) -> None:
        """Look at those that somebody still holds, but for those in which a pending task is."""
        if not self._known:
            return
        for generator in list(_living_on(loop)):
            owner, origin = self._known.get(id(generator), (None, None))
            if origin is None or id(generator) in self._told or (ended is not None and owner is not ended):
                continue
            if generator.ag_running or generator.ag_frame is None or _is_in_use(generator, loop):
                continue
            keeper = self.session.keeper_of(generator) if ended is not None and not ended.is_wide else None
            if keeper is not None:
                self._known[id(generator)] = (keeper, origin)
            else:
                self._told.add(id(generator))
                self._tell(_Standing.of(generator), owner, origin)

    def _tell_dropped(self) -> None:
        dropped, self._dropped = self._dropped, []
        for standing, owner, origin in dropped:
            self._tell(standing, owner, origin)

    def _tell(self, standing: _Standing, owner: Owner | None, origin: Origin) -> None:
        if not has_cleanup(standing.file, standing.first, standing.line):
            return
        self.tell(
            owner,
            f"async generator `{standing.name}` was left before its end, with its clean-up still to do",
            place=origin.place,
            subjects=[standing.qualname, standing.name],
            lines=[f"it stands at {shown(Place(standing.file, standing.line))}"],
        )


@frozen
class _Standing:
    """Where a generator stands."""

    name: str
    qualname: str
    file: str
    first: int
    line: int

    @classmethod
    def of(cls, generator: Any) -> _Standing:
        """Look at a generator that is suspended."""
        code, frame = generator.ag_code, generator.ag_frame
        line = 0 if frame is None else frame.f_lineno
        return cls(generator.__name__, generator.__qualname__, code.co_filename, code.co_firstlineno, line)


def _is_users(generator: Any) -> bool:
    file = generator.ag_code.co_filename
    return not file.startswith("<") and not is_foreign(file)


def _living_on(loop: Any) -> Any:
    """Return the generators that a loop knows of; it has them for its own shutdown."""
    known = getattr(loop, "_asyncgens", None)
    if known is None:  # compiled, as in uvloop
        known = next((one for one in gc.get_referents(loop) if type(one) is WeakSet), ())
    return known


def _is_in_use(generator: Any, loop: AbstractEventLoop) -> bool:
    """Say whether a pending task holds the generator: then it is the task that was left."""
    return any(keeps(task.get_coro(), generator) for task in all_tasks(loop))


def _is_thrown_out(frame: FrameType | None, origin: Origin) -> bool:
    """Say whether an exception on its way out has let go of it: nobody has left it there."""
    if frame is None or is_foreign(frame.f_code.co_filename):
        # Who leaves a loop by `break` or `return` is still there; who is gone was thrown out of it.
        return _HELD_BY_A_LOOP.match(origin.source) is not None
    code = frame.f_code.co_code
    return not dis.opname[code[frame.f_lasti]].startswith(_LETS_GO)
