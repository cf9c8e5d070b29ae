"""Finds async generators that a test made and nobody ever iterated over."""

from __future__ import annotations

import dis
import inspect
import re
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.holders import is_kept_by_strangers, is_part_of, is_strange
from asyncproof.guard.reading.body import code_of_test, defined_on
from asyncproof.guard.reading.generating import could_make_generators
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.reading.unbegun import unbegun_in
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from types import CodeType

    from asyncproof.core import Place
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner


class NeverIterated(Guard):
    """An async generator was made and never iterated over, so its body never ran.

    Calling an `async def` with a `yield` runs none of its code: only `async for` does. Unlike a coroutine, an
    async generator that is dropped dies without a word, and as it is true, it passes for a result.

    ```python title="test_x.py"
    import pytest


    async def rows():
        yield 1


    @pytest.mark.asyncio
    async def test_rows():
        assert rows()
    ```

    ```console
    $ pytest test_x.py
    ...
    never-iterated: async generator `rows` was made and never iterated over
        test_x.py:10:  assert rows()
        why: calling it runs none of its code, and what the call returns is true
        do:  iterate over it: `[row async for row in rows(...)]`
        more: asyncproof explain never-iterated
    ...
    ```

    ## What it sees

    - In the code of the test: a call of an async generator function, or of such a method of an object that
      the test or its fixture makes itself, whose result is dropped, asserted, asked for its truth or shown in
      an f-string. The same in functions of yours that the test calls in any case, and in methods of such
      objects, also of what these were given when they were made.
    - Async generators that nobody has begun and that a global, an attribute or a cycle still keeps when the
      test has ended. One that an object or a generator of another module keeps, such as a mock, is theirs,
      and one of a library that your code does not name is the library's.

    ## What to do instead

    Iterate over it with `async for`, or collect what it yields: `[row async for row in rows()]`.

    ## What it cannot see

    One that is given to a function that ignores it, and is dropped there; and one of an object of which the
    source does not say for certain how it was made.
    """

    name: ClassVar[str] = "never-iterated"
    group: ClassVar[str] = "never_awaited"
    why: ClassVar[str] = "calling it runs none of its code, and what the call returns is true"
    looks_at: ClassVar[tuple[str, ...]] = ("builtins.async_generator",)

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Look for calls in the source of the test whose result it does not use."""
        code, namespace = code_of_test(test)
        if failure is not None or code is None or not could_make_generators(test, code, namespace):
            return
        for unbegun in unbegun_in(test):
            if not unbegun.step:
                self._tell(test, unbegun.made, unbegun.place)

    def left(self, thing: Any, entry: Entry) -> None:
        """Look at an async generator that somebody still holds."""
        if entry.owner is None or not _is_new(thing) or _is_of_a_library(thing.ag_code, entry.owner):
            return
        home = None if entry.owner.place is None else entry.owner.place.file
        if any(is_strange(one, home) and is_part_of(one, thing) for one in thing.ag_frame.f_locals.values()):
            return  # mostly it is the object whose method it is, and that is quickly seen
        if not is_kept_by_strangers(thing, entry, home=home):
            self._tell(entry.owner, thing.ag_code, defined_on(thing.ag_code))

    def _tell(self, owner: Owner, made: CodeType, place: Place) -> None:
        name = made.co_name
        self.tell(
            owner,
            f"async generator `{name}` was made and never iterated over",
            place=place,
            subjects=[getattr(made, "co_qualname", name), name],
            cure=f"iterate over it: `[row async for row in {name}(...)]`",
        )


def _is_new(generator: Any) -> bool:
    state = getattr(inspect, "getasyncgenstate", None)  # since 3.12
    if state is not None:
        return str(state(generator)) == "AGEN_CREATED"
    frame = generator.ag_frame
    if frame is None or generator.ag_running:
        return False
    last: int = frame.f_lasti
    return last < 0 or dis.opname[frame.f_code.co_code[last]] == "RETURN_GENERATOR"


def _is_of_a_library(code: CodeType, owner: Owner) -> bool:
    """Say whether a library has made its own generator, for a test that never mentions it."""
    return is_foreign(code.co_filename) and line_with(owner, rf"\b{re.escape(code.co_name)}\b") is None
