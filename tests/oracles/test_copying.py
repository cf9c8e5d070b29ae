from __future__ import annotations

import asyncio
import threading

import pytest

import asyncproof
from asyncproof import UsageError, atomic
from asyncproof.oracles.copying import copied, kept
from tests.oracles.banks import Account


def test_a_lock_that_knows_its_loop_is_copied_without_it() -> None:
    """It has been waited for, so that it knows the loop; the copy is one that nobody holds."""

    async def main() -> None:
        account = Account()
        await asyncio.gather(account.safely(1), account.safely(1))
        other = copied(account)
        assert other.balance == 98
        assert other.lock is not account.lock

    asyncproof.run(main())


def test_what_can_not_be_copied_is_told() -> None:
    """With the reason, and with what to write."""

    async def main() -> None:
        account = Account()
        account.guard = threading.Lock()  # type: ignore[attr-defined] # it gets one
        with atomic(account):
            pytest.fail("nobody comes here")

    with pytest.raises(
        UsageError, match=r"this Account can't be copied \(TypeError: cannot pickle .*model=\.\.\."
    ):
        asyncproof.run(main())


def test_what_is_given_is_kept_itself_at_worst() -> None:
    """Better the object as it will be than nothing."""
    lock = threading.Lock()
    assert kept(lock) is lock
    given = [1]
    assert kept(given) is not given
