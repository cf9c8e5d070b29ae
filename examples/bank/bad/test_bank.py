"""A test that would hang for ever on a stock loop, and one that passes until the order is another one."""

import asyncio

import pytest

from examples.bank.bad.bank import Account, transfer


async def test_transfers_in_both_directions():  # error: deadlock
    alice, bob = Account(100), Account(100)
    await asyncio.gather(transfer(alice, bob, 10), transfer(bob, alice, 20))
    assert (alice.balance, bob.balance) == (110, 90)


@pytest.mark.explore(runs=30)
async def test_transfers_at_different_times():  # error: deadlock; explore: latency
    alice, bob = Account(100), Account(100)

    async def later():
        await asyncio.sleep(1)
        await transfer(bob, alice, 20)

    await asyncio.gather(transfer(alice, bob, 10), later())
    assert (alice.balance, bob.balance) == (110, 90)
