from __future__ import annotations

import pytest

from asyncproof import fake, when
from asyncproof.doubles import UnconfiguredCall
from tests.doubles.shop import Users, fetch


def told(problem: UnconfiguredCall) -> str:
    """Return a message without the pointer to its page."""
    return problem.message


def test_what_to_write() -> None:
    """The first call is told with the line that would answer it."""
    users = fake(Users)
    with pytest.raises(UnconfiguredCall) as caught:
        users.count()
    assert told(caught.value).splitlines()[0] == "Users.count() was called, and nobody has said what it gives"
    assert told(caught.value).endswith("do: when(users.count).returns(<int>)")


def test_other_arguments() -> None:
    """A call with other arguments is told beside what was told, the last lines of it."""
    users = fake(Users)
    for text in "abcdefg":
        when(users.parse, min_times=0)(text).returns(1)
    with pytest.raises(UnconfiguredCall) as caught:
        users.parse("x")
    text = told(caught.value)
    assert "nobody has said what it gives for these arguments" in text
    assert "told: when(users.parse)('b')" not in text
    assert "told: when(users.parse)('g').returns(1)" in text
    assert text.endswith("do: when(users.parse)('x').returns(<int>)")


@pytest.mark.asyncio
async def test_half_a_line_is_told() -> None:
    """A line that stops too early is told where it is missed."""
    stand_in = fake(fetch)
    line = when(stand_in)
    with pytest.raises(UnconfiguredCall, match="and what it gives was only half said"):
        await stand_in("/")
    line.returns(b"")
    assert await stand_in("/") == b""


@pytest.mark.asyncio
async def test_without_annotation() -> None:
    """Where nobody knows the type, three dots stand for it."""
    users = fake(Users)
    with pytest.raises(UnconfiguredCall, match=r"do: when\(users.untyped\).returns\(...\)"):
        await users.untyped(1)
