"""Finds coroutines that a test made and nobody ever awaited."""

from __future__ import annotations

import asyncio
import gc
import inspect
import re
from collections import deque
from contextlib import suppress
from traceback import walk_tb
from types import CoroutineType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.expected import display, is_expected
from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.inside import coroutines_inside
from asyncproof.guard.mocks import MISSPELT, call_text
from asyncproof.guard.origin import origin_of_coroutine
from asyncproof.guard.reading.body import body_of, code_of_test, defined_on
from asyncproof.guard.reading.suspects import misspelt_in
from asyncproof.guard.reading.unbegun import STEPS, unbegun_in
from asyncproof.guard.seams import unawaited
from asyncproof.guard.told import told_ids
from asyncproof.guard.unrun import what_for
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner

_MOST_KEPT = 500
_MOCK_CALL = "_execute_mock_call"
_ONE_OF_MANY = "_wait_for_one"
"""As the coroutines are called that `asyncio.as_completed` yields."""


class NeverAwaited(Guard):
    """A coroutine was made and never awaited, so its body never ran.

    Calling an `async def` function runs none of its code: it returns a coroutine, and only `await` runs
    that. A forgotten `await` is easy to overlook, as the call looks the same, and what it returns is true.

    ```python title="test_x.py"
    import pytest


    async def save(rows, row):
        rows.append(row)


    @pytest.mark.asyncio
    async def test_save():
        rows = []
        save(rows, 1)
        assert len(rows) < 2
    ```

    ```console
    $ pytest test_x.py
    ...
    never-awaited: coroutine `save` was made and never awaited
        test_x.py:11:  save(rows, 1)
        why: calling an async function only makes a coroutine; none of its code has run
        do:  await it: `await save(...)`
        more: asyncproof explain never-awaited
    ...
    ============ 1 failed in 0.05s ============
    ```

    ## What it sees

    - A coroutine that is dropped: `save(row)` as a statement, `if check():`, `assert is_ok()`, one in an
      f-string or given to something that ignores it, in a sync test, in a fixture, under `pytest.raises`.
    - A coroutine that somebody still keeps when the test has ended: a global, an attribute, a cycle. One
      that a wider fixture has made is judged when that fixture ends.
    - A call of an `AsyncMock` that nobody awaited, by the name of the mock. `assert_called` counts such a
      call.
    - `rows.aclose()`, `rows.asend(row)` and `anext(rows)` as a statement of their own, where the test itself
      has made the async generator.
    - `asyncio.wait_for(save(row), 1)` without `await` is told once, for the outermost coroutine.

    The test that made it fails, not the one during which Python's garbage collector comes by. Python's own
    `RuntimeWarning` is not shown a second time.

    ## What it lets pass

    A coroutine that the test closes itself (`save(row).close()`), one whose task was cancelled before it
    began, and one of which the test wants to see the warning: under `pytest.warns(RuntimeWarning)`,
    `recwarn`, `warnings.catch_warnings(record=True)`, or with a filter that ignores the message by its
    words, such as `@pytest.mark.filterwarnings("ignore:coroutine 'save' was never awaited")`.

    ## What to do instead

    Await the call. Where several are to run together, `await asyncio.gather(...)`; in a sync test, make
    the test `async def`. A coroutine that is not needed is not made, or closed with `close()`.

    ## What it cannot see

    - Awaitable objects of other kinds that do nothing until they are awaited: Python says nothing of them.
    - A coroutine in a cycle that was made before the first test began, for example at import.
    - A coroutine compiled by Cython, when it is dropped at once.
    """

    name: ClassVar[str] = "never-awaited"
    texts: ClassVar[tuple[str, ...]] = ("coroutine '...' was never awaited", "was never awaited")
    group: ClassVar[str] = "never_awaited"
    why: ClassVar[str] = "calling an async function only makes a coroutine; none of its code has run"
    looks_at: ClassVar[tuple[str, ...]] = ("builtins.coroutine",)

    def __init__(self, session: Host) -> None:
        """Begin with nothing."""
        super().__init__(session)
        self._display: tuple[object, object] | None = None
        self._left: list[tuple[Any, Owner]] = []
        self._kept: deque[Any] = deque()
        self._is_collecting = False
        self._told = told_ids(session)

    def run_begins(self) -> None:
        """Have Python tell of coroutines that die without having been awaited."""
        unawaited.listen(self.session, self._died)
        gc.callbacks.append(self._collects)

    def run_ends(self) -> None:
        """Put Python's own warning back."""
        while self._kept:
            self._close(self._kept.popleft())
        gc.callbacks.remove(self._collects)
        unawaited.forget(self.session)

    def test_begins(self, test: Owner) -> None:
        """Remember who shows warnings when the test does not record them."""
        self._display = display()
        if self._told:
            self._told.clear()
            self._told.update(map(id, self._kept))

    def left(self, thing: object, entry: Entry) -> None:
        """Look at a coroutine that somebody still holds."""
        if entry.owner is not None and inspect.getcoroutinestate(thing) == inspect.CORO_CREATED:  # type: ignore[arg-type] # a coroutine, as all that is shown here
            self._left.append((thing, entry.owner))

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Look at what the frames of a failure hold: it is told with the failure, not once more after it."""
        if failure is None:
            self._look_at_steps(test)
        else:
            self._left += [(coroutine, test) for coroutine in _made_in(failure.__traceback__)]
            self._judge(test)

    def _look_at_steps(self, test: Owner) -> None:
        """Read which steps of async generators are dropped: most versions of Python say nothing of them."""
        code, _ = code_of_test(test)
        for unbegun in () if code is None or STEPS.isdisjoint(code.co_names) else unbegun_in(test):
            if unbegun.step:
                self.tell(
                    test,
                    f"`{unbegun.source}` of async generator `{unbegun.made.co_name}` was never awaited",
                    place=unbegun.place,
                    subjects=[unbegun.step, unbegun.made.co_name],
                    why="what it returns is only something to await; the generator has not moved",
                    cure=f"await it: `await {unbegun.source}`",
                )

    def test_ends(self, test: Owner) -> None:
        """Tell of the outermost of those that are left."""
        self._judge(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Tell of the outermost of those that a wider fixture has left."""
        self._judge(fixture)

    def _judge(self, owner: Owner) -> None:
        if not self._left:
            return
        left, self._left = [coroutine for coroutine, whose in self._left if whose is owner], []
        tasks = {id(task.get_coro()) for loop in list(self.session.loops) for task in asyncio.all_tasks(loop)}
        told = told_ids(self.session)
        for coroutine in left:
            told |= coroutines_inside(coroutine)
        for coroutine in left:
            if id(coroutine) in tasks or id(coroutine) in told or self._is_kept_by_fixture(coroutine, owner):
                continue
            if what_for(coroutine, owner) is None and self._tell(coroutine, owner):
                self._keep(coroutine)

    def _is_kept_by_fixture(self, coroutine: Any, owner: Owner) -> bool:
        keeper = None if owner.is_wide else self.session.keeper_of(coroutine)
        if keeper is not None:
            self.session.ledger.give(coroutine, keeper)
        return keeper is not None

    def _keep(self, coroutine: Any) -> None:
        """Keep it, so that it is told once, and whoever still wants to await it can."""
        told_ids(self.session).add(id(coroutine))
        self._kept.append(coroutine)
        if len(self._kept) > _MOST_KEPT:
            self._close(self._kept.popleft())

    @staticmethod
    def _close(coroutine: Any) -> None:
        with suppress(Exception):  # its code is the user's, if somebody has begun to await it
            coroutine.close()

    def _collects(self, phase: str, _: dict[str, int]) -> None:
        self._is_collecting = phase == "start"

    def _died(self, coroutine: Any) -> bool:
        owner = self.session.owner_now()
        if id(coroutine) in told_ids(self.session):
            return True
        if owner is None or (self._is_collecting and coroutine.cr_origin is None):
            return False  # made before the first test began: nobody knows by whom
        if what_for(coroutine, owner) is not None:
            return False
        text = f"coroutine '{coroutine.__qualname__}' was never awaited"
        if is_expected(text, RuntimeWarning, self._display):
            return False
        return self._tell(coroutine, owner) and not owner.ended

    def _tell(self, coroutine: Any, owner: Owner) -> bool:
        origin = origin_of_coroutine(coroutine)
        is_ours = origin is not None and not is_foreign(origin.file)
        if owner.failed and not is_ours and is_foreign(coroutine.cr_code.co_filename):
            return False  # what failed went through a library, which dropped one of its own
        place = origin.place if origin is not None and is_ours else defined_on(coroutine.cr_code)
        mock_call = call_text(coroutine) if coroutine.__name__ == _MOCK_CALL else None
        name = mock_call or _name_of(coroutine)
        if mock_call and _is_meant_to_assert(mock_call, owner):
            return True  # an assertion that is none, which another guard tells of
        told = self.tell(
            owner,
            f"call of the AsyncMock `{name}` was never awaited"
            if mock_call
            else f"coroutine `{name}` was made and never awaited",
            place=place,
            subjects=[coroutine.__qualname__, f"{_module_of(coroutine)}.{coroutine.__qualname__}", name],
            why="`assert_called` counts the call, but nothing has happened" if mock_call else None,
            cure=_cure(
                _as_called(name, "" if origin is None else origin.source),
                owner,
                in_test=origin is not None and _is_in_test(origin.function, owner),
            ),
        )
        if told:
            told_ids(self.session).update(coroutines_inside(coroutine))
        return told


def _made_in(tb: TracebackType | None) -> Iterator[Any]:
    """Yield the coroutines that one frame of a traceback has made, one still holds, and none did start."""
    frames = [frame for frame, _ in walk_tb(tb)]
    makers = {(frame.f_code.co_filename, frame.f_code.co_name) for frame in frames}
    held = (value for frame in frames for value in list(frame.f_locals.values()))
    for value in held:
        if type(value) is CoroutineType and inspect.getcoroutinestate(value) == inspect.CORO_CREATED:
            origin = origin_of_coroutine(value)
            if origin is not None and (origin.file, origin.function) in makers:
                yield value


def _name_of(coroutine: Any) -> str:
    name = str(coroutine.__qualname__).rpartition("<locals>.")[2]
    if name.rpartition(".")[2] == _ONE_OF_MANY:
        return "asyncio.as_completed"
    return f"asyncio.{name}" if _module_of(coroutine).partition(".")[0] == "asyncio" else name


def _as_called(name: str, source: str) -> str:
    """Return the call as the user has written it, `shop.order`, where the line shows it."""
    found = re.search(rf"[\w.]*\b{re.escape(name.rpartition('.')[2])}(?=\()", source)
    return name if found is None or found[0].startswith(".") else found[0]


def _is_meant_to_assert(mock_call: str, owner: Owner) -> bool:
    name = mock_call.rpartition(".")[2]
    return name in MISSPELT and any(called.attr == name for _, called in misspelt_in(owner))


def _module_of(coroutine: Any) -> str:
    frame = coroutine.cr_frame
    return "" if frame is None else str(frame.f_globals.get("__name__", ""))


def _is_in_test(function: str, owner: Owner) -> bool:
    return owner.name.rpartition("::")[2].partition("[")[0] == function


def _cure(name: str, owner: Owner, *, in_test: bool) -> str:
    if name.rpartition(".")[2] == "as_completed":
        return "await each one that it yields: `for one in asyncio.as_completed(...): await one`"
    test = next(iter(owner.functions()), None) if in_test else None
    code = body_of(test)
    if code is not None and not code.co_flags & inspect.CO_COROUTINE:
        return f"make the test `async def` and `await {name}(...)`, or run it: `asyncio.run({name}(...))`"
    return f"await it: `await {name}(...)`"
