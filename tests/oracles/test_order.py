from __future__ import annotations

import asyncio
from typing import Any

import pytest

import asyncproof
from asyncproof import OracleError, UsageError, atomic, linearizable
from asyncproof.oracles import OrderError
from tests.oracles.banks import Account, BrokeError, Ledger


def race(name: str, *amounts: int) -> Any:
    """Return a scenario in which an account is asked for several amounts at once, and is to be atomic."""

    async def scenario() -> None:
        account = Account()
        with atomic(account):
            await asyncio.gather(
                *(getattr(account, name)(amount) for amount in amounts), return_exceptions=True
            )

    return scenario


def test_a_race_is_found_without_an_assertion() -> None:
    """It says which operations did what, and what the nearest order would do."""
    with pytest.raises(OrderError) as caught:
        asyncproof.run(race("withdraw", 60, 60)())
    assert str(caught.value).splitlines() == [
        "no order, one after the other, does what these operations on the Account did together:",
        "",
        "  Task-2: withdraw(60) -> True  (0 s to 0.01 s)",
        "  Task-3: withdraw(60) -> True  (0 s to 0.01 s)",
        "",
        "the nearest order:",
        "",
        "  Task-2: withdraw(60) -> True",
        "  Task-3: withdraw(60) -> False, and not -> True",
    ]
    assert isinstance(caught.value, OracleError)
    assert isinstance(caught.value, AssertionError)


def test_what_has_an_order_is_left_alone() -> None:
    """With a lock, with enough for all, with errors that come anyway; and when nothing is done."""
    asyncproof.run(race("safely", 60, 60, 30)())
    asyncproof.run(race("withdraw", 20, 30)())
    asyncproof.run(race("demand", 60)())
    asyncproof.run(race("withdraw")())


def test_an_error_is_a_result() -> None:
    """Two that both succeed where one of them would complain have no order."""
    with pytest.raises(OrderError, match=r"demand\(60\) raises BrokeError\(60\), and not -> None"):
        asyncproof.run(race("demand", 60, 60)())


def test_the_state_at_the_end_counts() -> None:
    """Results alone do not show an update that was lost."""

    class Counter:
        def __init__(self) -> None:
            self.value = 0

        async def add(self) -> None:
            value = self.value
            await asyncio.sleep(0)
            self.value = value + 1

    async def scenario(state: Any = None) -> None:
        counter = Counter()
        with atomic(counter, state=state):
            await asyncio.gather(counter.add(), counter.add())

    with pytest.raises(OrderError, match="and then value is 2, and not 1"):
        asyncproof.run(scenario())
    with pytest.raises(OrderError, match="and then it is 2, and not 1"):
        asyncproof.run(scenario(lambda counter: counter.value))
    asyncproof.run(scenario(lambda counter: "whatever it is"))


def test_an_explored_race_is_found_and_replayed() -> None:
    """One that needs something to be slow, by exploring; the safe twin is not flagged, cancelled or not."""

    async def scenario(name: str = "withdraw") -> None:
        account = Account()

        async def later() -> None:
            await asyncio.sleep(1)
            await getattr(account, name)(60)

        with atomic(account):
            await asyncio.gather(getattr(account, name)(60), later())

    failure = asyncproof.explore(scenario, runs=200).failure
    assert failure is not None
    assert isinstance(failure.exception, OrderError)
    with pytest.raises(OrderError):
        asyncproof.replay(scenario, failure.schedule)
    assert not asyncproof.explore(lambda: scenario("safely"), runs=200).failures


def test_half_of_an_operation_is_none() -> None:
    """What is cancelled was done or was not; what leaves half of it behind is found."""

    async def scenario(name: str) -> None:
        account = Account()
        with atomic(account):
            task = asyncio.create_task(getattr(account, name)(60))
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait([task])

    asyncproof.run(scenario("withdraw"))
    with pytest.raises(OrderError, match="and then balance is 100, and not 40"):
        asyncproof.run(scenario("move"))


def test_a_model_is_enough() -> None:
    """Its results count, and what both have in common, if that is said."""

    async def scenario(amount: int, **options: Any) -> None:
        account = Account()
        with linearizable(account, model=Ledger, methods=["withdraw"], **options) as same:
            assert same is account
            await asyncio.gather(account.withdraw(amount), account.withdraw(amount))

    with pytest.raises(OrderError, match=r"withdraw\(60\) -> False, and not -> True"):
        asyncproof.run(scenario(60))
    asyncproof.run(scenario(40, state=lambda one: one.balance))
    with pytest.raises(OrderError, match="and then it is 1, and not 2"):
        asyncproof.run(scenario(40, state=lambda one: 1 + isinstance(one, Account)))


def test_who_had_ended_comes_first() -> None:
    """A register that shows an old value after a new one was written has no order."""

    class Stale:
        def __init__(self) -> None:
            self.values = [0]

        async def write(self, value: int) -> None:
            self.values.append(value)

        async def read(self) -> int:
            return self.values[-2]

    class Register:
        def __init__(self) -> None:
            self.value = 0

        def write(self, value: int) -> None:
            self.value = value

        def read(self) -> int:
            return self.value

    async def scenario() -> None:
        stale = Stale()
        with linearizable(stale, model=Register):
            await stale.write(1)
            await stale.read()

    with pytest.raises(OrderError, match=r"read\(\) -> 1, and not -> 0"):
        asyncproof.run(scenario())


def test_a_block_that_fails_is_not_looked_at() -> None:
    """Its own error is what is told."""

    async def scenario() -> None:
        account = Account()
        with atomic(account):
            await asyncio.gather(account.demand(60), account.demand(60), account.demand(101))

    with pytest.raises(BrokeError):
        asyncproof.run(scenario())


def test_on_another_loop_nothing_is_done() -> None:
    """The same test runs on stock asyncio, and the object stays as it is."""

    async def scenario() -> None:
        account = Account()
        with atomic(account):
            assert "withdraw" not in vars(account)
            await asyncio.gather(account.withdraw(60), account.withdraw(60))
        assert account.balance == -20

    asyncio.run(scenario())
    with atomic(Account()) as account:
        assert account.look() == 100


def test_a_model_that_makes_nothing() -> None:
    """A model is made by something that can be called."""
    with pytest.raises(UsageError, match="model makes the model, as the class does, and 7 can't be called"):
        linearizable(Account(), model=7)  # type: ignore[arg-type] # the mistake
