from __future__ import annotations

import asyncio

from asyncproof.guard.failing import failed_now, is_awaited, is_made_by, is_only_cancelling, names_in
from asyncproof.guard.origin import Origin
from asyncproof.guard.owner import Owner


async def cancels(task: asyncio.Task[None]) -> None:
    """Cancel a task without a look at it."""
    task.cancel()


async def looks(task: asyncio.Task[None]) -> None:
    """Look at a task and cancel it."""
    task.exception()
    task.cancel()


def test_who_only_cancels() -> None:
    """A test that asks a task how it has ended is told apart from one that does not."""
    assert is_only_cancelling(Owner("test", functions=lambda: (cancels,)))
    assert not is_only_cancelling(Owner("test", functions=lambda: (cancels, looks)))
    assert {"exception", "cancel"} <= names_in(Owner("test", functions=lambda: (looks,)))


def test_whose_line_it_is() -> None:
    """A line belongs to a test if one of its functions, or one within them, has it."""
    owner = Owner("test", functions=lambda: (cancels,))
    assert is_made_by(owner, Origin(__file__, 13, "cancels"))
    assert not is_made_by(owner, Origin(__file__, 18, "looks"))


def test_no_task_runs() -> None:
    """Outside of a loop there is no task."""
    failed = failed_now(None)
    assert failed.task is None
    assert failed.error is None
    assert not failed.is_only_cancelled


def test_who_waits_for_the_task_of_a_failed_assertion() -> None:
    """The line that gathers errors as values is found, and who awaits a task is told apart."""

    async def check() -> object:
        await asyncio.sleep(0)
        failed = failed_now(None)
        if failed.gathered_at is not None:
            raise AssertionError(failed)
        return failed

    async def main() -> None:
        (error,) = await asyncio.gather(check(), return_exceptions=True)
        failed = error.args[0]
        assert failed.gathered_at.function == "main"
        assert failed.is_awaited
        assert failed.error is error
        assert not failed.is_out

    asyncio.run(main())


def test_error_that_was_raised_once_more() -> None:
    """Who awaits a task leaves its own lines in the error."""

    async def check() -> None:
        raise AssertionError

    async def main() -> None:
        task = asyncio.create_task(check())
        await asyncio.wait([task])
        error = task.exception()
        assert error is not None
        assert not is_awaited(task, error)
        try:
            await task
        except AssertionError:
            assert is_awaited(task, error)

    asyncio.run(main())


def test_a_gathering_that_nobody_awaits_has_no_line() -> None:
    """Its tasks run all the same, and nobody waits for them by way of it."""

    async def check() -> Origin | None:
        await asyncio.sleep(0)
        return failed_now(None).gathered_at

    async def main() -> None:
        both = asyncio.gather(check(), return_exceptions=True)
        while not both.done():
            await asyncio.sleep(0)
        assert both.result() == [None]

    asyncio.run(main())
