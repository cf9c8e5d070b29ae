from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

import asyncproof
from asyncproof import UsageError, always
from asyncproof.loop import FirstChooser
from asyncproof.oracles import AlwaysError
from tests.oracles.banks import Account


async def dips_below(account: Account) -> None:
    """Take more than there is, and give it back before anybody looks."""
    account.balance -= 150
    await asyncio.sleep(0)
    account.balance += 150


def test_what_is_wrong_for_a_moment_is_seen() -> None:
    """In an explored run every step is looked after; it says after whose, where, and what was to be true."""

    async def scenario() -> None:
        account = Account()
        with always(lambda: account.balance >= 0):
            await asyncio.gather(dips_below(account), asyncio.sleep(1))
            pytest.fail("nobody comes here")

    with pytest.raises(AlwaysError) as caught:
        asyncproof.run(scenario(), chooser=FirstChooser())
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("what is always to be true is not, after a step of Task-2, which is now at ")
    assert "in dips_below:  await asyncio.sleep(0)" in lines[0]
    assert lines[1].endswith("with always(lambda: account.balance >= 0)")
    asyncproof.run(holds_in_the_end())


async def holds_in_the_end() -> None:
    """Dip where nobody looks."""
    account = Account()
    with always(lambda: account.balance >= 0):
        await dips_below(account)


def test_stock_asyncio_looks_at_both_ends() -> None:
    """Elsewhere it is asked when the block begins and ends, also outside of any loop."""
    asyncio.run(holds_in_the_end())
    account = Account(-1)
    with (
        pytest.raises(AlwaysError, match="is not, from the beginning:"),
        always(lambda: account.balance >= 0),
    ):
        pytest.fail("nobody comes here")
    account.balance = 1
    with pytest.raises(AlwaysError, match="is not, at the end of the block:"):  # noqa: SIM117 - what raises is the end
        with always(lambda: account.balance >= 0):
            account.balance = -1


def test_an_error_of_the_block_is_told() -> None:
    """What goes wrong in the block is told; but a promise that was broken before that comes first."""

    async def scenario(account: Account) -> None:
        with always(lambda: account.balance >= 0):
            try:
                await dips_below(account)
            finally:
                raise LookupError

    with pytest.raises(LookupError), always(lambda: True):
        raise LookupError
    with pytest.raises(AlwaysError) as caught:
        asyncproof.run(scenario(Account()), chooser=FirstChooser())
    assert isinstance(caught.value.__cause__, LookupError)


def test_the_task_goes_on_afterwards() -> None:
    """Whoever catches the error is not cancelled any more."""

    async def scenario() -> str:
        account = Account()
        with pytest.raises(AlwaysError), always(lambda: account.balance >= 0):
            await dips_below(account)
            await asyncio.sleep(1)
        await asyncio.sleep(1)
        task: Any = asyncio.current_task()
        if sys.version_info >= (3, 11):
            assert not task.cancelling()
        return "went on"

    assert asyncproof.run(scenario(), chooser=FirstChooser()) == "went on"


def test_a_broken_promise_is_explored() -> None:
    """The race of an account is found by what is to be true of its balance alone."""

    async def scenario() -> None:
        account = Account()

        async def later() -> None:
            await asyncio.sleep(1)
            await account.withdraw(60)

        def is_covered() -> None:
            assert account.balance >= 0, "overdrawn"

        with always(is_covered):
            await asyncio.gather(account.withdraw(60), later())

    failure = asyncproof.explore(scenario, runs=200, cancel=False).failure
    assert failure is not None
    assert "overdrawn" in str(failure.exception)
    with pytest.raises(AlwaysError):
        asyncproof.replay(scenario, failure.schedule)


def test_a_block_that_no_task_is_in() -> None:
    """A fixture may be in it: nobody is cancelled, and the end tells what was seen once."""
    account = Account()
    promise = always(lambda: account.balance >= 0)

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(promise.__enter__)
        await asyncio.sleep(0)
        await dips_below(account)
        await dips_below(account)

    asyncproof.run(scenario(), chooser=FirstChooser())
    with pytest.raises(AlwaysError, match="after a step of Task-1"):
        promise.__exit__(None, None, None)


def test_what_can_not_be_asked() -> None:
    """A coroutine function has no place in between steps."""

    async def later() -> bool:
        return True

    with pytest.raises(UsageError, match=r"always\(\) takes a plain function without arguments, not"):
        always(later)
    promise = always(lambda: later())  # noqa: PLW0108 - a lambda that returns one is the point
    with pytest.raises(UsageError, match=r"the function of always\(\) returned a coroutine"), promise:
        pytest.fail("nobody comes here")
