from __future__ import annotations

from typing import Any

import pytest

from asyncproof import fake
from asyncproof.doubles import UnconfiguredCall
from tests.doubles.shop import Rows, Transaction, User, Users


class Session:
    async def __aenter__(self) -> User:
        raise NotImplementedError

    async def __aexit__(self, *error: object) -> bool:
        raise NotImplementedError

    def __enter__(self):  # type: ignore[no-untyped-def] # noqa: ANN204 - that is the point
        raise NotImplementedError

    def __exit__(self, *error: object):  # type: ignore[no-untyped-def] # noqa: ANN204 - as above
        raise NotImplementedError


@pytest.mark.asyncio
async def test_what_returns_nothing_need_not_be_told() -> None:
    """A method that is annotated to return None returns it, awaited or not."""
    assert await fake(Users).save(User()) is None


@pytest.mark.asyncio
async def test_what_is_entered_is_itself_where_it_may_be() -> None:
    """By its annotation, or where there is none; what gives something else must be told."""
    users, transaction, session = fake(Users), fake(Transaction), fake(Session)
    async with users as entered, transaction as begun:
        assert entered is users
        assert begun is transaction
    with session as plain:
        assert plain is session
    with pytest.raises(UnconfiguredCall, match=r"do: when\(session.__aenter__\).returns\(<User>\)"):
        await session.__aenter__()


@pytest.mark.asyncio
async def test_an_exit_says_no() -> None:
    """Exits swallow nothing, and say so in the type that they are annotated with."""
    assert await fake(Session).__aexit__(None, None, None) is False
    result: Any = fake(Session).__exit__(None, None, None)
    assert result is None


def test_an_iterator_gives_itself() -> None:
    """What is iterated over by its own next item is its iterator."""
    rows = fake(Rows)
    assert rows.__aiter__() is rows
