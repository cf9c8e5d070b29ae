"""Finds executors and pools of processes that a test made and never shut down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from weakref import ref

from asyncproof.guard.holding.belongings import Belonging
from asyncproof.guard.holding.globally import is_kept_by_a_module, is_made_by_its_owner
from asyncproof.guard.holding.making import Making, is_called_by, making_here
from asyncproof.guard.keeper import ClassKeeper

if TYPE_CHECKING:
    import threading

    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner

_INIT = 3
"""How far it is to who calls a class: past the seam."""
_UNKNOWN = Making(None, "", frozenset(), at_import=False)


class LeakedExecutor(ClassKeeper):
    """An executor was made and never shut down.

    ```python title="test_resize.py"
    from concurrent.futures import ThreadPoolExecutor


    def test_resize():
        pool = ThreadPoolExecutor(max_workers=2)
        assert pool.submit(sum, [1, 2]).result() == 3
    ```

    ```console
    $ pytest test_resize.py
    ...
    leaked-executor: `ThreadPoolExecutor` was never shut down
        test_resize.py:5:  pool = ThreadPoolExecutor(max_workers=2)
    ...
    ```

    ## What it sees

    Executors with threads or processes, and pools of `multiprocessing`, that the tests or the code under
    test make, that have been used, and that nobody shut down before the test or the wider fixture is torn
    down, or before they were thrown away: those
    of the code under test only if they still have work to do, as idle workers end by themselves.

    ## Why it is bad

    Its workers wait on, and work that is still in its queue runs beside later tests; a job that never
    ends keeps the whole process from ending.

    ## What to do instead

    `with ThreadPoolExecutor() as pool:` waits for the jobs and ends the workers. For a single call from a
    coroutine, `await asyncio.to_thread(function)` needs no executor. A loop shuts down the default
    executor that it was given.

    ## What it cannot see

    Executors of installed libraries. One that a function of the code under test makes once and keeps in a
    module is meant to live as long as the process, and let pass.
    """

    name: ClassVar[str] = "leaked-executor"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "its workers and the jobs in its queue go on beside the tests that follow"
    cure: ClassVar[str] = "shut it down, best by `with ThreadPoolExecutor() as pool:`"

    looks_at: ClassVar[tuple[str, ...]] = ("multiprocessing.pool.Pool",)
    classes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("concurrent.futures.thread", "ThreadPoolExecutor"),
        ("concurrent.futures.process", "ProcessPoolExecutor"),
        ("multiprocessing.pool", "Pool"),
    )

    def __init__(self, session: Host) -> None:
        super().__init__(session)
        self._thrown_away: list[tuple[Belonging, type[Any], list[threading.Thread]]] = []

    def made(self, thing: Any) -> None:
        """Note a new executor."""
        if is_called_by(_INIT, "asyncio"):  # as most are
            return
        making = making_here()
        if making.origin is not None and not making.by_library() and not making.passed("asyncio"):
            self.keep(thing, making)

    def dies(self, thing: Any) -> None:
        """Look at one that is thrown away."""
        belonging = self.belongings.drop(thing)
        if belonging is None or not _is_open(thing):
            return
        if is_made_by_its_owner(belonging) or hasattr(thing, "terminate"):
            self._tell(belonging, type(thing))
        else:
            self._thrown_away.append((belonging, type(thing), _workers(thing)))

    def test_ends(self, test: Owner) -> None:
        """Look at what the test leaves, and at work that goes on without its executor."""
        super().test_ends(test)
        self._judge_thrown_away(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Look at what a wider fixture leaves."""
        super().fixture_ends(fixture)
        self._judge_thrown_away(fixture)

    def _judge_thrown_away(self, owner: Owner) -> None:
        if not self._thrown_away:
            return
        due = [one for one in self._thrown_away if one[0].owner is owner]
        self._thrown_away = [one for one in self._thrown_away if one[0].owner is not owner]
        for belonging, kind, workers in due:
            for worker in workers:
                worker.join(self.patience())
            if any(worker.is_alive() for worker in workers):
                self._tell(belonging, kind)

    def judge(self, belonging: Belonging, thing: Any) -> None:
        """Look at one that lives when its owner has ended."""
        if _is_open(thing) and not is_kept_by_a_module(thing, belonging):
            self._tell(belonging, type(thing))

    def left(self, thing: object, entry: Entry) -> None:
        """Look at a pool that was made before its class could be reached."""
        if (
            not any(one.thing() is thing for one in self.belongings)
            and _is_open(thing)
            and entry.owner is not None
        ):
            self._tell(Belonging(ref(thing), id(thing), entry.owner, _UNKNOWN), type(thing))

    def _tell(self, belonging: Belonging, kind: type[Any]) -> None:
        making = belonging.making
        name = kind.__qualname__
        self.tell(
            belonging.owner,
            f"`{name}` was never shut down",
            place=making.place,
            subjects=[f"{kind.__module__}.{name}", making.name],
        )


def _is_open(thing: Any) -> bool:
    """Say whether an executor has workers and was not shut down; there is no public way to ask."""
    if hasattr(thing, "terminate"):  # a pool of multiprocessing has workers from the start
        return getattr(thing, "_state", "") == "RUN"
    is_shut = getattr(thing, "_shutdown", getattr(thing, "_shutdown_thread", True))
    return not is_shut and bool(getattr(thing, "_threads", None) or getattr(thing, "_processes", None))


def _workers(thing: Any) -> list[threading.Thread]:
    """Return the threads that work for an executor, or look after its processes."""
    manager = getattr(thing, "_executor_manager_thread", None)
    return [*getattr(thing, "_threads", ()), *([] if manager is None else [manager])]
