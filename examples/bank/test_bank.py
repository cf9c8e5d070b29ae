"""Transfers that meet."""

from __future__ import annotations

import asyncio

import pytest

from examples.bank.bank import Account, transfer


@pytest.mark.explore(runs=100)
async def test_transfers_in_both_directions() -> None:
    """Two people who pay each other at the same moment both succeed, in whatever order it goes."""
    alice, bob = Account(100), Account(100)
    await asyncio.gather(transfer(alice, bob, 10), transfer(bob, alice, 20))
    assert (alice.balance, bob.balance) == (110, 90)


async def test_money_that_is_not_there() -> None:
    """Of two transfers that are too much together one succeeds."""
    alice, bob = Account(100), Account(0)
    ended = await asyncio.gather(transfer(alice, bob, 70), transfer(alice, bob, 70), return_exceptions=True)
    assert [str(one) for one in ended] == ["None", "70 of 30 can't be moved"]
    assert (alice.balance, bob.balance) == (30, 70)
