from __future__ import annotations

import asyncio
from typing import Any

from asyncproof.kit.apps.journal import Journal, said
from tests.kit.apps.running import run


def test_a_failure_tells_what_and_where() -> None:
    """A failure is told with what the app did, the exception, and the line that raised it."""
    journal = Journal()
    try:
        raise ValueError("one\ntwo")
    except ValueError as error:
        journal.failed("GET /", error)
    (failure,) = journal.failures
    assert str(failure).startswith("GET /: ValueError: one ... (")
    assert "in test_a_failure_tells_what_and_where)" in str(failure)


def test_exceptions_in_one_line() -> None:
    """An exception without a message is its name."""
    assert [said(KeyError()), said(KeyError("id")), said(OSError(""))] == [
        "KeyError",
        "KeyError: 'id'",
        "OSError",
    ]


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    """Without a traceback no place is told."""
    journal = Journal()
    journal.failed("its start", ValueError("x"))
    assert str(journal.failures[0]) == "its start: ValueError: x"


def test_work_that_a_library_does_has_no_place() -> None:
    """Where no line of the user's is to be seen, only the work is named."""
    journal = Journal()

    async def story() -> None:
        sleeping = asyncio.ensure_future(asyncio.sleep(5))
        with journal.busy("GET /", sleeping):
            await asyncio.sleep(1)
            journal.leave_behind()
        await sleeping

    run(story)
    assert journal.left_behind == ["GET /"]


def test_unfinished_work_tells_where_it_stands() -> None:
    """Work that does not end is listed, the oldest first, each with the line where it waits."""
    journal = Journal()

    async def work(label: str) -> None:
        with journal.busy(label):
            await asyncio.sleep(5)

    async def story() -> Any:
        tasks = [asyncio.ensure_future(work(label)) for label in ("a", "b")]
        await asyncio.sleep(1)
        journal.leave_behind()
        await asyncio.gather(*tasks)
        return journal.unfinished()

    assert run(story) == []
    assert [line.partition(", at ")[0] for line in journal.left_behind] == ["a", "b"]
    assert "await asyncio.sleep(5)" in journal.left_behind[0]
