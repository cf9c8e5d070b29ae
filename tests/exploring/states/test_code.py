from __future__ import annotations

import asyncio
import gc
import types
from typing import TYPE_CHECKING, Any

from asyncproof.exploring.states.code import names_in, take_class, take_function, take_module, take_suspended
from tests.exploring.states.test_writing import digest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

TOTAL = 0


def uses_a_global() -> int:
    """Name a global, in a function inside."""
    return sum(TOTAL for _ in range(1))


class Counting:
    """Keeps something in its class."""

    count = 0

    def total(self) -> int:
        """Lead to a global."""
        return TOTAL


def test_a_function_leads_to_the_globals_that_it_names() -> None:
    """Also where only code inside of it does."""
    global TOTAL  # noqa: PLW0603 - just that is looked at
    before = digest(uses_a_global)
    TOTAL = 1
    try:
        assert digest(uses_a_global) != before
        assert "TOTAL" in names_in(uses_a_global.__code__)
    finally:
        TOTAL = 0
    assert digest(uses_a_global) == before


def test_a_function_leads_to_what_it_closes_over() -> None:
    """And to its defaults and attributes."""
    kept: list[int] = []

    def function(more: Any = kept) -> Any:
        return kept, more

    what, inside = take_function(function)
    assert what.endswith(" function")
    assert inside[0].cell_contents is kept
    assert inside[1] == (kept,)


def test_the_librarys_functions_lead_to_no_globals() -> None:
    """What a library keeps in its modules is taken for constant."""
    assert take_function(asyncio.wait_for)[1] == [None, None, None]


def test_a_class_leads_to_what_it_keeps() -> None:
    """And to what its methods lead to."""
    global TOTAL  # noqa: PLW0603 - just that is looked at
    before = digest(Counting())
    Counting.count = 1
    one = digest(Counting())
    Counting.count, TOTAL = 0, 1
    try:
        assert len({before, one, digest(Counting())}) == 3
    finally:
        TOTAL = 0
    assert take_class(asyncio.Lock)[1] == ()


def test_a_module_is_its_name() -> None:
    """What code looks up in it is led to by the code."""
    assert take_module(asyncio) == ("module asyncio", ())


def test_a_module_of_the_users_leads_to_what_code_looks_up_in_it() -> None:
    """By the names that follow its own."""
    module = types.ModuleType("settings")
    module.limit = 1  # type: ignore[attr-defined] # made for the test
    module.__file__ = "/somewhere/settings.py"
    space = {"settings": module}
    exec("def limit():\n    return settings.limit", space)  # as a module would define it
    before = digest(space["limit"])
    module.limit = 2  # type: ignore[attr-defined] # as above
    assert digest(space["limit"]) != before


def suspended_after(coroutine: Coroutine[Any, Any, Any], steps: int) -> bytes:
    """Return the digest of a coroutine that has made some steps."""
    for _ in range(steps):
        coroutine.send(None)
    gc.collect(0)
    found = digest(coroutine)
    assert digest(coroutine) == found  # to look changes nothing
    coroutine.close()
    return found


def test_where_a_coroutine_stands_and_what_it_has() -> None:
    """In its variables, in the middle of an expression, and in what it awaits."""

    async def inner(number: int) -> int:
        await asyncio.sleep(0)
        return number

    async def work(number: int) -> None:
        for each in [number, 8]:
            await inner(each)
        total = await inner(1) + await inner(2)
        await inner(total)

    states = [suspended_after(work(number), steps) for number in (7, 8) for steps in range(6)]
    assert states == [suspended_after(work(number), steps) for number in (7, 8) for steps in range(6)]
    assert len(set(states)) == len(states)


def test_a_variable_that_has_no_value_is_told_from_one_that_has() -> None:
    """Though both leave the same behind."""

    async def work(first: bool) -> None:
        if first:
            a = 5
        else:
            b = 5
        await asyncio.sleep(0)
        print(a if first else b)

    assert len({suspended_after(work(first), 1) for first in (True, False)}) == 2


def test_an_asynchronous_generator_stands_somewhere_too() -> None:
    """In the loop that goes over it."""

    async def numbers() -> AsyncIterator[int]:
        yield 1
        await asyncio.sleep(0)
        yield 2

    async def work() -> None:
        async for _ in numbers():
            await asyncio.sleep(0)

    assert len({suspended_after(work(), steps) for steps in (1, 2, 3)}) == 3


def test_what_is_over_leads_to_nothing() -> None:
    """It has no frame any more."""

    async def work() -> None:
        pass

    coroutine = work()
    coroutine.close()
    assert take_suspended(coroutine)[1] == ()
