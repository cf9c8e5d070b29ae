from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from asyncproof import UsageError, calls, fake, when
from asyncproof.doubles import NoSuchAttribute
from tests.doubles.shop import Handler, Users, fetch


@pytest.mark.asyncio
async def test_for_all_arguments_or_for_some() -> None:
    """A line without arguments is for all calls that have no line of their own, whatever the order is."""
    users = fake(Users)
    ada, eve = Users("ada"), Users("eve")
    when(users.untyped)(1).returns(ada)
    when(users.untyped).returns(eve)
    assert await users.untyped(1) is ada
    assert await users.untyped(2) is eve


def test_defaults_count_as_given() -> None:
    """Arguments are compared by the names of the real one's parameters, with its defaults."""
    stand_in = fake(lambda a, b=2: a + b)
    when(stand_in)(1).returns("same")
    assert [stand_in(1, 2), stand_in(a=1), stand_in(1, b=2)] == ["same"] * 3


def test_the_last_word_holds() -> None:
    """A test says something else than its fixture has, in the same words."""
    users = fake(Users)
    when(users.count).returns(1)
    when(users.count).returns(2)
    assert users.count() == 2


def test_counted_lines_come_in_their_order() -> None:
    """What is said for a number of times comes first, and then what holds for ever."""
    users = fake(Users)
    when(users.count).returns(0)
    when(users.count, times=2).returns(1)
    when(users.count, times=1).returns(2)
    assert [users.count() for _ in range(5)] == [1, 1, 2, 0, 0]


def test_calls_are_told_by_name() -> None:
    """`calls` returns what was given, by the names of the parameters, of one function or of all."""
    users = fake(Users)
    when(users.count).returns(1)
    when(users.parse).returns(2)
    users.count()
    users.parse("x")
    users.count()
    assert [call.arguments for call in calls(users.parse)] == [{"text": "x"}]
    assert [call.name for call in calls(users)] == ["count", "parse", "count"]
    assert repr(calls(users)[1]) == "parse('x')"


@pytest.mark.asyncio
async def test_functions_and_callable_fakes() -> None:
    """A fake that is called itself is told so itself, also where a function has become a method."""
    handler, stand_in = fake(Handler), fake(fetch)
    when(handler)("go").returns("gone")
    when(stand_in).returns(b"")
    kind = type("Client", (), {"fetch": stand_in})
    assert await handler("go") == "gone"
    assert await stand_in("/") == b""
    assert len(calls(kind().fetch)) == len(calls(stand_in)) == 1
    assert [call.arguments for call in calls(handler)] == [{"event": "go"}]


def test_attributes_by_name() -> None:
    """A property has no function that a test could take in hand, so its name is given."""
    users = fake(Users)
    when(users, "size").returns(3)
    when(users, "version", times=1).raises(OSError("down"))
    assert users.size == 3
    with pytest.raises(OSError, match="down"):
        _ = users.version
    assert len(calls(users, "size")) == 1


MISUSES: list[tuple[Callable[[Any], object], str]] = [
    (lambda _: when(3), "it was given 3, which is no function of a fake"),
    (lambda _: when(3, "name"), "it was given 3, which is no function of a fake"),
    (when, "is no function of a fake"),
    (lambda users: when(users.get(1)), re.escape("write when(repo.get)(1), not when(repo.get(1))")),
    (lambda users: when(users, "url"), "Users.url is an attribute, not a function"),
    (lambda users: when(users.get, times=0), r"write when\(users.get\).never\(\) for no call"),
    (lambda users: when(users.get, min_times=3, max_times=2), "at least 3 and at most 2 times"),
    (lambda users: when(users.get, min_times=-1), "at least -1"),
    (lambda users: when(users.get, times=1, max_times=1), "times=1 says it all"),
    (lambda users: when(users.get, latency=-1), "latency=-1 is before the call"),
    (lambda _: calls(len), "which is no function of a fake"),
]


@pytest.mark.parametrize(("misuse", "words"), MISUSES)
def test_misuse_is_told(misuse: Callable[[Any], object], words: str) -> None:
    """What can't be meant is refused where it is written, and leaves nothing half-written behind."""
    users = fake(Users)
    with pytest.raises(UsageError, match=words):
        misuse(users)


def test_an_unknown_attribute_by_name() -> None:
    """A misspelt name is told as if it had been asked."""
    with pytest.raises(NoSuchAttribute, match="write `size`, which it has"):
        when(fake(Users), "sise")
