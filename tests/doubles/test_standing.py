from __future__ import annotations

import copy
import dataclasses

import pytest

from asyncproof import UsageError, calls, fake, when
from asyncproof.doubles import FakeError, NoSuchAttribute, UnconfiguredCall, WrongResult
from asyncproof.doubles.standing import is_fake
from tests.doubles.shop import Anything, Clock, Settings, User, Users


def test_attributes_are_told_by_name() -> None:
    """What is given is there, what the class gives to all is there, and the rest must be told."""
    users = fake(Users, url="x", size=3)
    assert (users.url, users.size, users.table) == ("x", 3, "users")
    for name in ("pool", "limit"):
        with pytest.raises(
            UnconfiguredCall, match=rf"Users.{name} was read.*\n.*\n    do: fake\(Users, {name}=...\)"
        ):
            getattr(users, name)
    with pytest.raises(
        UnconfiguredCall, match=r'do: fake\(Users, version=...\), or when\(users, "version"\)'
    ):
        _ = users.version


def test_attributes_that_are_not_there() -> None:
    """A misspelt name is an `AttributeError` with the one that was meant, for readers and for writers."""
    users = fake(Users)
    with pytest.raises(NoSuchAttribute, match=r"Users has no attribute 'ulr'\n.*\n    do: write `url`"):
        users.ulr  # type: ignore[attr-defined] # noqa: B018 - to ask is the test
    with pytest.raises(NoSuchAttribute, match="do: look at what Users has"):
        users.zzzzzz = 1
    with pytest.raises(AttributeError):
        fake(Users, ulr=1)
    with pytest.raises(AttributeError, match="Users has no attribute '__wrapped__'"):
        users.__wrapped__  # type: ignore[attr-defined] # noqa: B018 - as above
    assert not hasattr(users, "ulr")


def test_attributes_are_set_as_on_the_real_one() -> None:
    """Code under test may set what the real one has, with a value of its type."""
    users = fake(Users)
    users.limit = 3
    assert users.limit == 3
    with pytest.raises(WrongResult, match=r"Users.limit is of type int, and was given 'x' of type str"):
        users.limit = "x"
    with pytest.raises(WrongResult, match=r"Users.size is of type int"):
        fake(Users, size="x")
    del users.limit
    with pytest.raises(UnconfiguredCall):
        _ = users.limit
    with pytest.raises(AttributeError):
        del users.limit


def test_methods_stay() -> None:
    """A method is told what to give; nobody puts another in its place."""
    users = fake(Users)
    with pytest.raises(UsageError, match=r"do: say what it gives: when\(users.get\).returns"):
        users.get = None


def test_a_frozen_dataclass_stays_frozen() -> None:
    """Its fields are given when the fake is made, its defaults hold, and nobody sets them later."""
    settings = fake(Settings, host="x")
    assert (settings.host, settings.port) == ("x", 80)
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.host = "y"


def test_a_type_that_makes_up_attributes() -> None:
    """Where nobody knows the names, all may be given, and what was not given is told as such."""
    thing = fake(Anything, colour="red")
    assert thing.colour == "red"
    with pytest.raises(UnconfiguredCall):
        thing.size  # noqa: B018 - to ask is the test


def test_a_protocol() -> None:
    """A Protocol has fakes, with its attributes."""
    clock = fake(Clock, zone="UTC")
    when(clock.now).returns(1.5)
    assert (clock.zone, clock.now()) == ("UTC", 1.5)


def test_what_python_asks_of_an_object() -> None:
    """Length, items and truth ask the double; identity, hash and looks are those of any object."""
    users, other = fake(Users), fake(Users)
    when(users.__len__).returns(2)
    when(users.__getitem__)(1).returns(User("Eve"))
    assert len(users) == 2
    assert users[1].name == "Eve"
    assert users
    assert users != other
    assert len({users, other}) == 2
    assert "<fake Users users of tests/doubles/test_standing.py:" in repr(users)
    assert {"get", "url", "size"} <= set(dir(users))
    with pytest.raises(FakeError, match=r"do: when\(users.__len__\).returns\(<int>\)"):
        bool(other)


def test_a_copy_knows_what_it_is() -> None:
    """Code that copies what it is given gets a fake."""
    users = fake(Users, url="x")
    assert is_fake(copy.copy(users))
    assert copy.copy(users).url == "x"


def test_fakes_know_nothing_of_each_other() -> None:
    """What is told to one fake of a type is not told to another."""
    first, second = fake(Users), fake(Users)
    when(first.count).returns(1)
    assert first.count() == 1
    with pytest.raises(UnconfiguredCall):
        second.count()
    assert len(calls(first.count)) == 1
