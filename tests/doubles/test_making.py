from __future__ import annotations

import enum
import functools
import inspect
import math
from typing import Any, Optional, TypedDict
from unittest.mock import MagicMock

import pytest

from asyncproof import UsageError, fake, fakes, when
from asyncproof.core import first_use
from tests.doubles.shop import Mailer, UserRepository, Users, fetch, parse


class Color(enum.Enum):
    RED = 1


def test_a_fake_is_an_instance_of_its_type() -> None:
    """`isinstance` and `__class__` take it for the real one."""
    users = fake(Users)
    assert isinstance(users, Users)
    assert users.__class__ is Users
    assert isinstance(fake(Mailer), Mailer)
    assert isinstance(fake(UserRepository), UserRepository)


def test_nothing_of_the_real_one_runs() -> None:
    """Neither `__init__` nor any method is called to make a fake."""
    assert fake(Users, url="x").url == "x"


def test_a_fake_of_an_object_has_its_attributes() -> None:
    """Those that only the object has are known, but their values are not taken: they might do real work."""
    users = Users("url")
    users.__dict__["extra"] = 1
    copy = fake(users)
    copy.__setattr__("extra", 2)
    assert copy.extra == 2
    assert isinstance(fake(copy), Users)


def test_a_function_stays_a_function() -> None:
    """It keeps its name, its signature and whether it is async."""
    stand_in = fake(fetch)
    assert inspect.iscoroutinefunction(stand_in)
    assert inspect.signature(stand_in) == inspect.signature(fetch)
    assert stand_in.__name__ == "fetch"
    assert not inspect.iscoroutinefunction(fake(parse))


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (functools.partial(parse, "1"), ()),
        (math.sqrt, (4,)),
        (fake(parse), ("1",)),
        (Users("u").count, ()),
    ],
)
def test_all_that_is_called_like_a_function_is_one(function: Any, arguments: tuple[object, ...]) -> None:
    """Partial and builtin functions, bound methods and fakes of functions have fakes, too."""
    stand_in = fake(function)
    when(stand_in).returns(1)
    assert stand_in(*arguments) == 1


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (int, r"fake\(int\) would stand for a plain value"),
        (3, r"fake\(int\) would stand for a plain value"),
        (Color, r"fake\(Color\) would stand for a plain value"),
        (math, r"fake\(\) was given <module 'math'"),
        (Optional[Users], "says nothing of how it is called"),  # noqa: UP045 - the old form is another object
        (Users | Mailer, "says nothing of how it is called"),
        (TypedDict("Row", {"name": str}), "says nothing of how it is called"),
        (MagicMock(), "says nothing of how it is called"),
    ],
)
def test_what_has_no_fake(thing: object, words: str) -> None:
    """Values, modules and mocks are refused, with the line and what to write."""
    with pytest.raises(UsageError, match=words) as caught:
        fake(thing)
    assert "test_making.py" in str(caught.value)
    assert "do: " in str(caught.value)


def test_a_function_has_no_attributes() -> None:
    """Attributes are for fakes of types."""
    with pytest.raises(UsageError, match=r"fake\(parse\) stands for a function, and was given attributes: x"):
        fake(parse, x=1)


def test_the_first_fake_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for doubles is told when the first is made and nobody judges them yet."""
    told: list[str] = []
    monkeypatch.setattr("asyncproof.doubles.rooms._hosts", [])
    monkeypatch.setattr(first_use, "_waiting", [("doubles", lambda: told.append("once"))])
    with fakes():
        fake(Users)
        fake(Users)
    assert told == ["once"]
