"""Arguments that stand for many: `anything`, and `matching(...)`."""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class _Anything:
    """Is equal to whatever it is compared with."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "anything"


anything: Any = _Anything()
"""Stands for any argument: `when(repo.save)(anything, force=True)`."""


class _Such:
    """Is equal to what a function says true to."""

    def __init__(self, predicate: Callable[[Any], object]) -> None:
        self._predicate = predicate

    def __eq__(self, other: object) -> bool:
        return bool(self._predicate(other))

    def __hash__(self) -> int:
        return hash(self._predicate)

    def __repr__(self) -> str:
        return f"matching({getattr(self._predicate, '__name__', self._predicate)})"


def matching(what: object) -> Any:
    """Return an argument that stands for all that are equal to *what*, or of which the function says so.

    A type checker takes it for any type: `matching(IsPositiveInt)`, `matching(lambda user: user.id > 3)`.
    """
    return _Such(what) if isinstance(what, FunctionType) else what


def are_equal(expected: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Say whether all arguments of a call are those that were told."""
    return all(is_equal(value, given[name]) for name, value in expected.items())


def is_equal(expected: Any, given: Any) -> bool:
    """Compare one argument; what can't be compared is not equal."""
    if expected is given:
        return True
    try:
        return bool(expected == given)
    except Exception:  # noqa: BLE001 - arrays and the like don't say yes or no
        return False
