from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import asyncproof
from asyncproof.loop.waits.polling import looks_of

if TYPE_CHECKING:
    from collections.abc import Callable


def looks(change: Callable[[dict[str, Any]], object]) -> tuple[object, object]:
    """Return how a task looks that sleeps, before and after a change of what it has."""

    async def work(state: dict[str, Any]) -> None:
        items = state["items"]
        while items is not None:
            number = state.get("number", 0)
            await asyncio.sleep(1)
            del number

    async def main() -> tuple[object, object]:
        state: dict[str, Any] = {"items": [], "thing": object()}
        task = asyncio.create_task(work(state))
        await asyncio.sleep(0.5)
        before = looks_of(task)
        change(state)
        await asyncio.sleep(1)
        after = looks_of(task)
        task.cancel()
        return before, after

    return asyncproof.run(main())


def test_who_asks_again_looks_the_same() -> None:
    """At the same place, with the same variables, asleep anew."""
    before, after = looks(lambda state: None)
    assert before == after != ()


def test_who_has_counted_on_does_not() -> None:
    """A number is another one."""
    before, after = looks(lambda state: state.update(number=1))
    assert before != after


def test_who_has_got_more_does_not() -> None:
    """A list is the same, but longer."""
    before, after = looks(lambda state: state["items"].append(1))
    assert before != after


def test_code_that_is_not_the_users_does_not_count() -> None:
    """A task of the library's alone has no looks."""

    async def main() -> object:
        task = asyncio.ensure_future(asyncio.sleep(1))
        await asyncio.sleep(0.5)
        found = looks_of(task)
        await task
        return found

    assert asyncproof.run(main()) == ()
