from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from asyncproof import UsageError, calls, fake, matching, when
from asyncproof.doubles import UnconfiguredCall, WrongCall, WrongResult
from tests.doubles.shop import Transaction, User, Users


@pytest.mark.asyncio
async def test_the_ways_to_answer() -> None:
    """A call returns, returns each in turn, raises, or runs a function, async or not."""
    users = fake(Users)
    ada = User()
    when(users.get)(1).returns(ada)
    when(users.get)(2).returns_each(ada, None)
    when(users.get)(3).raises(LookupError)
    when(users.get)(4).runs(lambda number, deep=False: None)
    assert await users.get(1) is ada
    assert [await users.get(2), await users.get(2)] == [ada, None]
    with pytest.raises(LookupError):
        await users.get(3)
    assert await users.get(4) is None


def test_never_is_an_answer() -> None:
    """A call that must not be is refused, and no call is what is wanted."""
    users = fake(Users)
    when(users.count).returns(1)
    when(users.parse)("x").never()
    assert users.count() == 1
    with pytest.raises(UnconfiguredCall, match=r"Users.parse\('x'\) was called, and must never be"):
        users.parse("x")


MISUSES: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda u: when(u.get)("a", "b"), WrongCall, r"when\(users.get\)\('a', 'b'\) can never be: too many"),
    (lambda u: when(u.get)(1)(2).returns(None), UsageError, r"is complete, and was told \(2\), too"),
    (
        lambda u: when(u.get).returns(3),
        WrongResult,
        r"Users.get returns User \| None, and was told 3 of type",
    ),
    (
        lambda u: when(u.rows).yields("x"),
        WrongResult,
        "Users.rows yields int, and was told 'x' of type str",
    ),
    (
        lambda u: when(u.begin).enters(1),
        WrongResult,
        "Users.begin enters User, and was told 1 of type int",
    ),
    (
        lambda u: when(u.rows).returns([1]),
        UsageError,
        re.escape("do: when(users.rows).yields(<int>, ...)"),
    ),
    (lambda u: when(u.begin).returns(1), UsageError, re.escape("do: when(users.begin).enters(<User>)")),
    (lambda u: when(u.count).yields(1), UsageError, "makes a value"),
    (lambda u: when(u.get).enters(1), UsageError, "makes something to await"),
    (lambda u: when(u.get).raises("x"), UsageError, "was given 'x', which can't be raised"),
    (lambda u: when(u.get).runs("x"), UsageError, "was given 'x', which is no function"),
    (lambda u: when(u.get).returns_each(), UsageError, "gives nothing"),
    (
        lambda u: when(u.get, times=2).returns_each(None),
        UsageError,
        "says itself how many calls there are",
    ),
    (lambda u: when(u.get, max_times=2).never(), UsageError, "says itself how many calls there are"),
]


@pytest.mark.parametrize(("misuse", "kind", "words"), MISUSES)
def test_misuse_is_told(misuse: Callable[[Any], object], kind: type[Exception], words: str) -> None:
    """What can't be meant is refused where it is written, and is as if it had not been said."""
    users = fake(Users)
    with pytest.raises(kind, match=words) as caught:
        misuse(users)
    assert "test_configuring.py" in str(caught.value)
    with pytest.raises(UnconfiguredCall):
        users.count()


def test_a_line_ends_with_its_answer() -> None:
    """A line that is kept and told a second time is refused."""
    users = fake(Users)
    line = when(users.count)
    line.returns(1)
    with pytest.raises(
        UsageError, match=r"when\(users.count\).returns\(1\) is complete, and was told returns\(2\)"
    ):
        line.returns(2)


@pytest.mark.asyncio
async def test_a_context_manager_of_ones_own() -> None:
    """What is entered may be given whole, if it is a context manager."""
    users = fake(Users)
    transaction = fake(Transaction)
    when(users.begin).returns(transaction)
    async with users.begin() as inner:
        assert inner is transaction
    assert [call.name for call in calls(transaction)] == ["__aenter__", "__aexit__"]


def test_matchers_stand_for_many() -> None:
    """`matching` is taken for any type by type checkers."""
    users = fake(Users)
    when(users.parse)(matching(lambda text: text.isdigit())).returns(7)
    assert users.parse("12") == 7
    with pytest.raises(UnconfiguredCall, match=r"nobody has said what it gives for these arguments"):
        users.parse("x")
