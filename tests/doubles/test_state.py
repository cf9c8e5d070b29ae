from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import pytest

from asyncproof.doubles.attributes import MISSING
from asyncproof.doubles.place import Spot
from asyncproof.doubles.state import State, is_method
from tests.doubles.shop import Anything, Repository, T, User, Users


class Parts:
    """Attributes of all sorts."""

    __slots__ = ("slot",)
    Inner = User
    helper = User()
    number = 3


class Lost:
    limit: int


def test_the_name_of_a_fake() -> None:
    """It is that of the variable, or else made of the type's."""
    assert State(Repository, None).name == "repository"
    assert State(type("HTTPUserStore", (), {}), None).name == "httpuser_store"
    assert State(Users, Spot(sys._getframe().f_code, 1)).name == "users"


def test_type_arguments_are_kept() -> None:
    """`Repository[User]` is the class, and knows what its variable means."""
    state = State(Repository[User], None)
    assert state.kind is Repository
    assert state.meaning.variables == {T: User}


def test_defaults_of_dataclasses() -> None:
    """They are there also where the class itself keeps none, and what is made for each instance is not."""

    @dataclass
    class Point:
        __slots__ = ("tags", "x")
        x: int
        tags: list[str]

    point: Any = Point
    point.__dataclass_fields__["x"].default = 3
    assert State(Point, None).constant("x") == 3
    assert State(Point, None).constant("tags") is MISSING


def test_what_is_a_method() -> None:
    """Functions of all kinds are; properties, classes and values are not."""
    for name in ("get", "parse", "connect", "first", "begin", "__len__"):
        assert is_method(vars(Users)[name]), name
    for found in (vars(Users)["size"], vars(Users)["version"], vars(Parts)["slot"], User, User(), 3, MISSING):
        assert not is_method(found)


def test_constants() -> None:
    """What the class gives to all its instances, and nothing that is computed for each."""
    state = State(Parts, None)
    assert state.constant("Inner") is User
    assert state.constant("number") == 3
    assert state.constant("helper") is Parts.helper
    assert state.constant("slot") is MISSING


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [("limit", 3, True), ("limit", "x", False), ("pool", object(), True), ("size", 2, True)],
)
def test_types_of_attributes(name: str, value: object, fits: bool) -> None:
    """Annotated attributes and properties have a type, others have none."""
    assert State(Users, None).allows(name, value)[0] is fits


def test_a_class_whose_module_is_gone() -> None:
    """Its annotations are resolved as far as they can be."""
    Lost.__module__ = "gone"
    assert not State(Lost, None).allows("limit", "x")[0]


def test_open_types_and_objects() -> None:
    """Names that only an instance had are known, and open types say so."""
    assert "extra" in State(Users, None, frozenset({"extra"})).names
    assert State(Anything, None).is_open
