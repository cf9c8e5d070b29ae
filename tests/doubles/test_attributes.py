from __future__ import annotations

import pytest

from asyncproof.doubles.attributes import (
    MISSING,
    annotated_type,
    is_open,
    names_of,
    nearest_of,
    static_attribute,
)
from tests.doubles.shop import Anything, Users


class Noted:
    """As Python 3.13 and newer leave it."""

    __static_attributes__ = ("seen",)


class Nested:
    def __init__(this, value: int) -> None:  # noqa: N805 - any name will do
        this.value: int = value
        other = Noted()
        other.__dict__["mine"] = 1

    @staticmethod
    def without() -> None:
        """Take no object."""


def test_all_names_are_known() -> None:
    """Those of the class, the annotated ones, and those that methods set on their object."""
    assert {"get", "table", "limit", "url", "pool", "__class__"} <= names_of(Users)
    assert "seen" in names_of(Noted)
    assert "value" in names_of(Nested)


def test_what_has_no_source() -> None:
    """Of a class that was made by a program, less is known."""
    made = type("Made", (), {"x": 1, "__module__": "nowhere"})
    assert "x" in names_of(made)


def test_what_cannot_be_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Source that is not a class any more is let be."""
    monkeypatch.setattr("inspect.getsource", lambda _: "def (")
    kind = type("Made", (), {})
    assert "get" not in names_of(kind)


def test_static_attributes_run_nothing() -> None:
    """What stands in a class is found without its descriptors being asked."""
    assert isinstance(static_attribute(Users, "size"), property)
    assert static_attribute(Users, "nothing") is MISSING


def test_annotations_are_found_in_bases() -> None:
    """An annotation is told with the class that has it."""
    derived = type("Derived", (Users,), {})
    assert annotated_type(derived, "limit") == ("int", Users)
    assert annotated_type(derived, "url") is MISSING


def test_open_types() -> None:
    """A class with `__getattr__` has names that nobody knows."""
    assert is_open(Anything)
    assert not is_open(Users)


def test_the_nearest_name() -> None:
    """A near name is found, a far one is not, and no magic one is."""
    names = frozenset({"get", "save", "__gett__"})
    assert nearest_of("gett", names) == "get"
    assert nearest_of("zzz", names) == ""
