from __future__ import annotations

from typing import Any

from asyncproof.doubles.attributes import (
    MISSING,
    annotated_type,
    is_open,
    names_of,
    nearest_of,
    static_attribute,
)
from tests.doubles.shop import Anything, Users

Noted: Any = type("Noted", (), {"__static_attributes__": ("seen",)})
"""A class as Python 3.13 and newer make it."""


class Nested:
    def __init__(self, value: int) -> None:
        self.value: int = value
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


def test_no_source_is_needed() -> None:
    """Of a class that was made by a program, as much is known."""
    space: dict[str, type] = {}
    exec("class Made:\n  x = 1\n  def set(self): self.y = self.z.w = lambda: self", space)
    assert {"x", "y", "set"} <= names_of(space["Made"])
    assert not {"z", "w"} & names_of(space["Made"])


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
