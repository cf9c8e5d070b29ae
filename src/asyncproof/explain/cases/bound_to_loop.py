"""Explains the use of a lock, an event or a queue on a second event loop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.loops import cure, global_holder, loop_change, strangers, used_thing, where_used
from asyncproof.explain.values import UNKNOWN, kind_of
from asyncproof.explain.wording import a

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure

_MESSAGE = re.compile(r"is bound to a different (?:event )?loop")
_OWN_LOOP = "_get_loop"  # where asyncio's locks, events and queues compare their loop with the running one


class BoundToLoop(Case):
    """A lock, event, semaphore or queue of asyncio was used on a second event loop.

    Such an object takes the loop on which a task first has to wait for it, and stays there. If it lives
    longer than a test, as a global or in a wider fixture, the next test comes with another loop.

    ```python title="test_lock.py"
    import asyncio

    import pytest

    LOCK = asyncio.Lock()


    async def hold():
        async with LOCK:
            await asyncio.sleep(0)


    @pytest.mark.asyncio
    async def test_first():
        await asyncio.gather(hold(), hold())


    @pytest.mark.asyncio
    async def test_second():
        await asyncio.gather(hold(), hold())
    ```

    ```console
    $ pytest test_lock.py
    ...
    What happened: `LOCK` (test_lock.py:9) is a `Lock` that has been used on another event loop
      before.
      It belongs to the loop of test_lock.py::test_first, which was the first to wait for it.
      `LOCK` is global, made at test_lock.py:5: `asyncio.Lock()`.
    Why: it belongs to the loop on which a task first waited for it; another loop can't wake who
      waits there.
    Do this: make it in a fixture of the test, or give all who share it the same `loop_scope`.
    More: asyncproof explain bound-to-loop
    ...
    ```

    ## What to do instead

    Make it where the loop is: in a function-scoped fixture, or in the `__init__` of an object that each
    test makes anew. If it has to be shared, give the fixture and all tests that use it the same
    `loop_scope`.
    """

    slug: ClassVar[str] = "bound-to-loop"
    texts: ClassVar[tuple[str, ...]] = ("is bound to a different event loop",)
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell who made it, and on which loops it was used."""
        if not isinstance(failure.error, RuntimeError) or not _MESSAGE.search(failure.message):
            return None
        thing, used = _bound(failure), used_thing(failure)
        kind = "An object of asyncio" if thing is UNKNOWN else a(kind_of(thing)).capitalize()
        where = where_used(used, failure)
        text = kind if used is None else f"`{used.text}`"
        if used is not None and thing is not UNKNOWN:
            is_it = "is" if used.whole is thing else "needs"
            what = (
                f"{text}{where} {is_it} {a(kind_of(thing))} that has been used on another event loop before."
            )
        else:
            what = f"{text}{where} has been used on another event loop before."
        known = [*_binder(thing, failure), *(strangers(failure, thing) or global_holder(thing, failure))]
        return Story(
            what="\n".join([what, *known]),
            why="it belongs to the loop on which a task first waited for it; another loop can't wake who "
            "waits there.",
            do=cure(failure),
            change=loop_change(failure),
        )


def _binder(thing: Any, failure: Failure) -> list[str]:
    name = "" if thing is UNKNOWN else failure.bound_by(thing)
    if not name or name == failure.test.name:
        return []
    return [f"It belongs to the loop of {name}, which was the first to wait for it."]


def _bound(failure: Failure) -> Any:
    for frame in reversed(failure.frames):
        if frame.function == _OWN_LOOP:
            return frame.local.get("self", UNKNOWN)
    return UNKNOWN
