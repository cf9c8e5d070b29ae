"""What is told when transactions meet that one connection can't keep apart, and what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.kit.databases.errors import InterleavedTransactions

if TYPE_CHECKING:
    from asyncproof.kit.databases.voices import Voice

FRESH = (
    "give this test a database of its own: `async with db.fresh() as fresh:` (db: what `rolled_back()` gave)"
)
OTHER_LOOP = (
    "a rolled-back database was used on another event loop than the one it was opened on. Its connection "
    "belongs to that loop. Open it (`async with ....rolled_back() as db:`) in a fixture that has the same "
    "loop_scope as the tests that use it."
)


def two_writers(first: Voice, second: Voice) -> InterleavedTransactions:
    """Tell of two tasks that write, each in a transaction of its own."""
    return InterleavedTransactions(
        "two tasks write in two transactions at the same time, and both have the one connection of a "
        "rolled-back test.\n"
        f"  {first.task} has not committed: {first}\n"
        f"  {second.task} writes: {second}\n"
        "On a real database neither would see the other's rows, and one might have to wait; here they can't "
        f"be kept apart. If {first.task} is to be done before, commit there (the end of the test undoes that "
        f"too). If they are meant to work at the same time, {FRESH}."
    )


def lost_work(task: str, lost: Voice) -> InterleavedTransactions:
    """Tell of a rollback that has undone somebody else's work."""
    return InterleavedTransactions(
        f"a rollback of {task} has undone what another transaction did meanwhile on the one connection of a "
        "rolled-back test.\n"
        f"  lost, of {lost.task}: {lost}\n"
        "On a real database that would have stayed. End the first transaction (commit or rollback) before "
        f"the other one begins, or {FRESH}."
    )


def raw_control(voice: Voice) -> str:
    """Tell of a statement that would end the transaction of the test itself."""
    return (
        f"the statement {voice} would begin or end the transaction of the rolled-back test itself, and "
        "nothing could be undone any more. Use `session.commit()` and `session.rollback()`, which are undone "
        f"at the end; or {FRESH}."
    )


def too_late(task: str) -> str:
    """Tell of a statement after the end."""
    return (
        f"{task} uses a rolled-back database whose test is over. Await what the test has started before the "
        "`async with` of the database ends, and close sessions there."
    )
