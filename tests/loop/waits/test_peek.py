"""Claims about looking at objects without running the user's code."""

from __future__ import annotations

import ast
import sys
from types import FrameType
from typing import Any

import pytest

from asyncproof.loop.waits.peek import (
    MISSING,
    attribute,
    evaluate,
    function_name,
    is_a,
    own_values,
    type_name,
)


class Trap:
    """Every way to get at an attribute by running code raises."""

    __slots__ = ("kept", "unset")

    def __init__(self) -> None:
        self.kept = "here"

    @property
    def lock(self) -> object:
        raise AssertionError

    @property
    def __class__(self) -> type:
        raise AssertionError

    @__class__.setter
    def __class__(self, value: type) -> None:
        raise AssertionError

    def __getattr__(self, name: str) -> object:
        raise AssertionError

    def __eq__(self, other: object) -> bool:
        raise AssertionError

    def __hash__(self) -> int:
        return 0


class Box:
    shared = {"key": "of the class"}  # noqa: RUF012 - never changed

    def __init__(self) -> None:
        self.own = ["first", "second"]


def frame_with(**values: object) -> FrameType:
    """Return a frame in which *values* are variables."""
    made: dict[str, Any] = {"sys": sys}
    names = ", ".join(values)
    exec(f"def function({names}):\n    return sys._getframe()", made)
    frame = made["function"](**values)
    assert isinstance(frame, FrameType)
    return frame


def test_slots_and_attributes_are_seen() -> None:
    """What is stored in an instance, a slot or a class is found."""
    assert attribute(Trap(), "kept") == "here"
    assert attribute(Box(), "own") == ["first", "second"]
    assert attribute(Box(), "shared") == {"key": "of the class"}


@pytest.mark.parametrize("name", ["lock", "unset", "nothing", "__eq__"])
def test_what_would_run_code_is_missing(name: str) -> None:
    """Properties, empty slots, unknown names and methods are not looked into."""
    assert attribute(Trap(), name) is MISSING


def test_the_real_type_counts() -> None:
    """A `__class__` property is neither asked nor believed."""
    assert is_a(Trap(), Trap)
    assert not is_a(Trap(), Box, str)
    assert type_name(Trap()) == "tests.Trap"


def test_types_are_named_as_people_know_them() -> None:
    """Built-in and asyncio types go without a module, others with their package."""
    assert type_name([]) == "list"
    assert type_name(ast.Name("x")) in {"ast.Name", "_ast.Name"}


def test_functions_have_names() -> None:
    """A function's name is told without what it is defined in; other callables have none."""

    def local() -> None:
        pass

    assert function_name(local) == "local"
    assert function_name([].append) == "list.append"
    assert function_name(Box) == ""


def test_own_values_are_the_instance_dictionary() -> None:
    """Only what the instance itself stores is listed, and slots have no dictionary."""
    assert own_values(Box()) == {"own": ["first", "second"]}
    assert own_values(Trap()) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("box.own[1]", "second"),
        ("box.own[-1]", MISSING),
        ("box.shared['key']", "of the class"),
        ("box.own[9]", MISSING),
        ("box.own[box]", MISSING),
        ("box.shared['other']", MISSING),
        ("names[key]", "by name"),
        ("pair[0]", 1),
        ("text[0]", MISSING),
        ("nothing.own", MISSING),
        ("box.own.copy()", MISSING),
        ("box.own if box else box", MISSING),
        ("sys", sys),
    ],
)
def test_only_what_runs_nothing_is_evaluated(text: str, value: object) -> None:
    """Names, attributes and plain subscripts have a value; calls and everything else have none."""
    frame = frame_with(
        box=Box(), names={Trap(): "trap", "key": "by name"}, key="key", pair=(1, 2), text="abc"
    )
    assert evaluate(ast.parse(text, mode="eval").body, frame) == value
