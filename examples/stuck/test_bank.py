"""Fails on purpose: on a stock loop this test would hang for ever."""

from __future__ import annotations

import asyncio

from bank import Account, transfer


async def test_transfers_in_both_directions() -> None:
    """Two people who pay each other at the same moment both succeed."""
    alice, bob = Account(100), Account(100)
    await asyncio.gather(transfer(alice, bob, 10), transfer(bob, alice, 20))
    assert (alice.balance, bob.balance) == (110, 90)
