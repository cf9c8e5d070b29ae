"""What mocks of `unittest.mock` tell of themselves: their names and how they were called.

A mock keeps its place in the tree of mocks, and whether it was given a result, in attributes without a public
way to them; they are read here alone, and have had these names since Python 3.8.
"""

from __future__ import annotations

import re
from typing import Any

MOCKS = ("unittest.mock.NonCallableMock", "mock.mock.NonCallableMock")
SUBJECTS = (
    "called", "not_called", "any_call", "has_calls", "awaited", "not_awaited", "any_await", "has_awaits",
)  # fmt: skip
COUNTED = (
    "called_once",
    "called_with",
    "called_once_with",
    "awaited_once",
    "awaited_with",
    "awaited_once_with",
)
ASSERTIONS = frozenset(f"assert_{what}" for what in (*SUBJECTS, *COUNTED))
MISSPELT = frozenset((*SUBJECTS, *COUNTED)) - {"called"}
"""Names that look like assertions, and are attributes like all others."""
_NAME = re.compile(r"^<\w+ (?:spec(?:_set)?='[^']*' )?name='(?P<name>[^']*)'")


def base_of(mock: Any) -> Any:
    """Return the class that all mocks of its kind are derived from; None if it is none."""
    return next((kind for kind in type(mock).__mro__ if kind.__qualname__ == "NonCallableMock"), None)


def is_mock(thing: Any) -> bool:
    """Say whether something is a mock."""
    return base_of(thing) is not None


def name_of_mock(mock: Any) -> str:
    """Return the name of a mock as its user knows it: `client.fetch`; `mock` if it was given none."""
    base = base_of(mock)
    found = (
        None if base is None else _NAME.match(base.__repr__(mock))
    )  # a mock may be told how to show itself
    return "mock" if found is None else found["name"].removeprefix("mock.")


def call_text(coroutine: Any) -> str | None:
    """Return the name of the mock whose call made a coroutine."""
    frame = getattr(coroutine, "cr_frame", None)
    mock = None if frame is None else frame.f_locals.get("self")
    return None if mock is None else name_of_mock(mock)


def last_name(mock: Any) -> str:
    """Return the attribute as which a mock was made by another one; empty if it was not."""
    name = vars(mock).get("_mock_new_name")
    return name if isinstance(name, str) else ""


def parent_of(mock: Any) -> Any:
    """Return the mock of which this one is an attribute or a result."""
    return vars(mock).get("_mock_new_parent")


def has_result(mock: Any) -> bool:
    """Say whether a mock has a result, be it that it was given one or that it has made one when called."""
    return repr(vars(mock).get("_mock_return_value")) != "sentinel.DEFAULT"


def plain_result(mock: Any) -> tuple[bool, Any]:
    """Return whether a mock gives one value that is no mock, and that value."""
    value = vars(mock).get("_mock_return_value")
    is_told = has_result(mock) and not is_mock(value) and mock.side_effect is None
    return is_told, value if is_told else None


def children_of(mock: Any) -> list[tuple[str, Any]]:
    """Return the mocks that stand for the methods of another one, by their names."""
    children = vars(mock).get("_mock_children") or {}
    return [(name, child) for name, child in children.items() if is_mock(child)]


def is_async_mock(mock: Any) -> bool:
    """Say whether what a mock returns must be awaited."""
    awaits = getattr(mock, "await_args_list", None)
    return awaits is not None and not is_mock(awaits)


def is_specified(mock: Any) -> bool:
    """Say whether a mock has only the attributes of what it stands for."""
    return vars(mock).get("_mock_methods") is not None


def spec_class(mock: Any) -> type | None:
    """Return the class that a mock stands for an instance of."""
    kind = mock.__class__
    return None if kind is type(mock) or not isinstance(kind, type) else kind
