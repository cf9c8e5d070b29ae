from __future__ import annotations

import inspect
import weakref

import pytest

from asyncproof import fake, when
from asyncproof.doubles import UnconfiguredCall, WrongCall
from tests.doubles.shop import Handler, Mailer, Users


def test_methods_look_like_methods() -> None:
    """`inspect`, weak references and frameworks take them for the real ones."""
    users = fake(Users)
    assert inspect.ismethod(users.get)
    assert users.get == users.get
    assert users.get.__self__ is users
    assert users.get.__name__ == "get"
    assert users.get.__qualname__ == "Users.get"
    assert users.get.__doc__ == "Return a user."
    assert weakref.WeakMethod(users.get)() == users.get
    assert repr(type(users).get).startswith("<")


@pytest.mark.parametrize("name", ["get", "save", "connect", "__aenter__"])
def test_async_methods_are_async(name: str) -> None:
    """An async method is one for `inspect.iscoroutinefunction`."""
    assert inspect.iscoroutinefunction(getattr(fake(Users), name))


@pytest.mark.parametrize("name", ["count", "rows", "begin", "parse", "__len__"])
def test_other_methods_are_not(name: str) -> None:
    """All others are none."""
    assert not inspect.iscoroutinefunction(getattr(fake(Users), name))


def test_a_callable_object_is_as_async_as_the_real_one() -> None:
    """Frameworks ask `__call__` itself."""
    assert inspect.iscoroutinefunction(fake(Handler).__call__)


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("get", "(number: 'int', *, deep: 'bool' = False) -> 'User | None'"),
        ("parse", "(text: 'str') -> 'int'"),
        ("connect", "(url: 'str') -> 'Users'"),
        ("first", "(*, deep: 'bool' = False) -> 'User | None'"),
        ("untyped", "(*names, **options)"),
    ],
)
def test_signatures_are_kept(name: str, signature: str) -> None:
    """Methods of all kinds show the signature of the real one, without `self`."""
    assert str(inspect.signature(getattr(fake(Users), name))) == signature


def test_wrong_calls_fail_at_the_call() -> None:
    """Arguments that the real one does not take are a `TypeError`, before anything is awaited."""
    users, mailer = fake(Users), fake(Mailer)
    with pytest.raises(WrongCall) as caught:
        users.get(1, True)
    text = str(caught.value)
    assert (
        "Users.get(number, *, deep=False) was called as get(1, True): too many positional arguments" in text
    )
    assert "tests/doubles/test_standin.py:" in text
    with pytest.raises(TypeError, match=r"positional.only"):
        mailer.send(to="x", text="y")


def test_a_method_of_a_base_class() -> None:
    """`super()` and the class itself lead to the same double."""
    users = fake(Users)
    when(users.parse).returns(3)
    assert type(users).parse.__get__(users)("x") == 3
    with pytest.raises(UnconfiguredCall):
        users.count()
