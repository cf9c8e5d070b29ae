from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof import UsageError
from asyncproof.oracles.recording import Recording
from tests.oracles.banks import Account, BrokeError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def recorded(what: Callable[[Account], Awaitable[object]], methods: Any = None) -> Recording:
    """Return what is recorded while something is done with an account."""
    account = Account()
    recording = Recording(account, methods)

    async def main() -> None:
        recording.start()
        try:
            await what(account)
        finally:
            recording.stop()
        assert set(vars(account)) == {"balance", "lock"}

    asyncproof.run(main())
    return recording


def test_what_is_kept_of_a_call() -> None:
    """By whom, with what, when, and what came of it."""

    async def what(account: Account) -> None:
        await account.withdraw(amount=60)
        with pytest.raises(BrokeError):
            await account.demand(60)

    first, second = recorded(what).operations
    assert (str(first), first.who, first.came) == ("withdraw(amount=60)", "Task-1", "-> True")
    assert (first.since, first.until) == (0, 0.01)
    assert str(second) == "demand(60)"
    assert second.came == "raises BrokeError(60)"
    assert first.begun < first.ended < second.begun < second.ended


def test_what_a_method_does_itself_is_no_operation() -> None:
    """Neither its own calls nor those of tasks that it makes."""

    async def what(account: Account) -> None:
        await account.safely(1)
        await account.withdraw(1)

    assert [operation.name for operation in recorded(what).operations] == ["safely", "withdraw"]


def test_sync_methods_are_kept_if_they_are_named() -> None:
    """They take no time, but what they say has to fit; and within another operation they are none."""

    class Counter:
        def __init__(self) -> None:
            self.value = 0

        def add(self) -> int:
            self.value += 1
            return self.value

        def fail(self) -> None:
            raise LookupError

        async def both(self) -> int:
            return self.add() + self.add()

    async def main() -> None:
        recording.start()
        counter.add()
        await counter.both()
        with pytest.raises(LookupError):
            counter.fail()

    counter = Counter()
    recording = Recording(counter, ["add", "both", "fail"])
    asyncproof.run(main())
    came = [(one.name, one.came) for one in recording.operations]
    assert came == [("add", "-> 1"), ("both", "-> 5"), ("fail", "raises LookupError()")]


def test_what_was_given_is_kept_as_it_was() -> None:
    """A list that is changed afterwards is shown as it came; what can't be copied is kept itself."""

    class Store:
        async def put(self, items: Any) -> None:
            if isinstance(items, list):
                items.clear()

    async def main() -> None:
        recording.start()
        await store.put([1, 2])
        await store.put(asyncio.current_task())

    store = Store()
    recording = Recording(store, None)
    asyncproof.run(main())
    assert str(recording.operations[0]) == "put([1, 2])"
    assert isinstance(recording.operations[1].args[0], asyncio.Task)


def test_what_is_cancelled_stays_open() -> None:
    """It may have been done or not."""

    async def what(account: Account) -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(account.withdraw(1), 0.001)

    (operation,) = recorded(what).operations
    assert operation.is_open
    assert operation.came == "never ended"


def test_what_can_not_be_recorded() -> None:
    """No methods, methods that are not there, and no place to put anything are told."""

    class Slotted:
        __slots__ = ()

        async def put(self) -> None:
            """Do nothing."""

    with pytest.raises(UsageError, match="list has no public coroutine methods to record; name those"):
        Recording([], None)
    with pytest.raises(UsageError, match="Account has no method 'deposit'"):
        Recording(Account(), "deposit")
    with pytest.raises(
        UsageError, match=r"Slotted\.put\(\) can't be recorded, because Slotted has __slots__"
    ):
        Recording(Slotted(), None).start()
