from __future__ import annotations

import functools

import pytest

from asyncproof.core.typed.conforming import Meaning
from asyncproof.core.typed.kinds import Kind
from asyncproof.doubles.member import Member, with_self
from tests.doubles.shop import Repository, T, User, UserRepository, Users


def lonely(*parts: int) -> int:
    """Have no `self` of its own."""
    return sum(parts)


def named(self: int, other: int = 1) -> int:
    """Have a parameter that is called like another's."""
    return self + other


def member(name: str) -> Member:
    """Return what is known of a method of `Users`."""
    return Member(name, "Users", vars(Users)[name], Users, Meaning(Users))


def test_members_say_how_they_are_called() -> None:
    """The signature without `self` and without types, for messages."""
    assert str(member("get")) == "Users.get(number, *, deep=False)"
    assert str(member("parse")) == "Users.parse(text)"
    assert str(Member("type", "", type, None, Meaning())) == "type(...)"


def test_a_method_that_takes_all() -> None:
    """A function without a parameter for its object keeps all that it has."""
    assert str(Member("lonely", "K", lonely, Users, Meaning())) == "K.lonely(*parts)"


def test_generic_results() -> None:
    """The type variables of a class are known in what its methods give."""
    base = Member("get", "R", vars(Repository)["get"], UserRepository, Meaning(UserRepository, {T: User}))
    assert base.allows(User())
    assert not base.allows(3)
    listed = Member("all", "R", vars(Repository)["all"], UserRepository, Meaning(UserRepository, {T: User}))
    assert listed.allows([User()])
    assert not listed.allows([3])


def test_overloads_by_type() -> None:
    """What is chosen by the type of its argument is called as the first of them."""

    class Shower:
        @functools.singledispatchmethod
        def show(self, thing: object) -> str:
            raise NotImplementedError

    found = Member("show", "Shower", vars(Shower)["show"], Shower, Meaning())
    assert str(found) == "Shower.show(thing)"
    assert found.kind is Kind.VALUE
    assert not found.allows(1)


def test_what_has_no_signature_takes_all() -> None:
    """A builtin that does not tell is not checked."""
    assert Member("type", "", type, None, Meaning()).bind((1, 2, 3), {"x": 4}).kwargs == {"x": 4}


@pytest.mark.parametrize(
    ("function", "text"), [(lonely, "(self, /, *parts"), (named, "(_self, /, self"), (type, "None")]
)
def test_one_argument_more(function: object, text: str) -> None:
    """A bound method hides its first argument, whatever the others are called."""
    signature = Member("f", "", function, None, Meaning()).signature
    assert str(with_self(signature)).startswith(text)
