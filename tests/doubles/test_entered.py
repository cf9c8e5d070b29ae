from __future__ import annotations

from collections.abc import Generator
from typing import Any, Generic, TypeVar

import pytest

from asyncproof import UsageError, fake, when
from asyncproof.core.typed.annotations import UNKNOWN
from asyncproof.doubles.entered import Entered, can_be_entered, entered_as
from tests.doubles.shop import User, Users

T = TypeVar("T")


class Request(Generic[T]):
    """As clients have it: awaited or entered, as one likes."""

    def __await__(self) -> Generator[Any, Any, T]:
        raise NotImplementedError

    async def __aenter__(self) -> T:
        raise NotImplementedError

    async def __aexit__(self, *error: object) -> None:
        raise NotImplementedError


class Client:
    def get(self, url: str) -> Request[User]:
        raise NotImplementedError

    def acquire(self):  # type: ignore[no-untyped-def] # noqa: ANN201 - that is the point
        raise NotImplementedError


@pytest.mark.asyncio
async def test_a_class_of_its_own() -> None:
    """What is returned is of the annotated class, and gives the value in all the ways that this has."""
    client, user = fake(Client), User()
    when(client.get).enters(user)
    async with client.get("/") as entered:
        assert entered is user
    assert await client.get("/") is user
    assert isinstance(client.get("/"), Request)
    with pytest.raises(ValueError, match="own"):
        async with client.get("/"):
            raise ValueError("own")


@pytest.mark.asyncio
async def test_what_is_not_annotated() -> None:
    """Where nobody says what is returned, it can be entered and awaited in every way."""
    client, user = fake(Client), User()
    when(client.acquire).enters(user)
    async with client.acquire() as entered:
        assert entered is user
    with client.acquire() as entered:
        assert entered is user
    assert await client.acquire() is user
    with pytest.raises(ValueError, match="own"):
        async with client.acquire():
            raise ValueError("own")
    with pytest.raises(ValueError, match="own"), client.acquire():
        raise ValueError("own")


def test_what_cannot_be_entered() -> None:
    """A number is not."""
    with pytest.raises(UsageError, match="makes a value"):
        when(fake(Users).count).enters(1)
    assert not can_be_entered(int)
    assert not can_be_entered("text")
    assert can_be_entered(Request[int])
    assert isinstance(entered_as(UNKNOWN, 1), Entered)
