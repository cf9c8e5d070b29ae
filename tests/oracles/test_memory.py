from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

import asyncproof
from asyncproof import atomic
from asyncproof.oracles import memory, searching
from asyncproof.oracles.memory import forget, history_of, is_known, remember
from asyncproof.oracles.operation import Operation
from tests.oracles.banks import Account, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    """Begin with nothing remembered."""
    forget()


def balance(account: Any) -> int:
    """Return what counts."""
    return int(account.balance)


def name_of(amount: int = 1, *, subject: Any = None, state: Callable[[Any], object] = balance) -> Any:
    """Return by what a short history is known."""
    calls = [Operation("withdraw", (amount,), {}, "Task-1", 1, 0.0, 2, outcome=True)]
    return history_of(subject or Account(), calls, model=Ledger, state=state, before=1, after=2)


def test_the_same_history_is_known_again() -> None:
    """By what was done with which kind of object, and by what is compared; not by who did it."""
    assert not is_known(name_of())
    remember(name_of())
    assert is_known(name_of())
    assert not is_known(name_of(2))
    assert not is_known(name_of(subject=Ledger()))
    assert not is_known(name_of(state=str))


def test_what_is_not_seen_is_not_known() -> None:
    """A function that knows variables around it may do something else each time."""
    secret = 1
    unseen = name_of(state=lambda account: account.balance + secret)
    assert unseen is None
    remember(unseen)
    assert not is_known(unseen)


def test_it_does_not_grow_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too much is forgotten, and found again by a search."""
    monkeypatch.setattr(memory, "MOST", 2)
    for amount in range(3):
        remember(name_of(amount))
    assert is_known(name_of(2))
    assert not is_known(name_of(0))


def test_an_exploration_searches_once_for_each_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many runs there are, and what has no order is found all the same."""
    searches: list[Any] = []
    explains = searching.Search.explains
    monkeypatch.setattr(searching.Search, "explains", lambda self: searches.append(1) or explains(self))

    async def scenario(name: str) -> None:
        account = Account()
        with atomic(account):
            await asyncio.gather(*(getattr(account, name)(60) for _ in range(2)))

    result = asyncproof.explore(lambda: scenario("safely"), runs=50, cancel=False)
    assert not result.failures
    assert result.runs > 2 * len(searches) > 0
    for _ in range(2):
        with pytest.raises(AssertionError):
            asyncproof.run(scenario("withdraw"))
