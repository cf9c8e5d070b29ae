"""The functions that make up a test: its own, and those of the fixtures that live and die with it."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place

if TYPE_CHECKING:
    import pytest


def functions_of(item: pytest.Item) -> tuple[Any, ...]:
    """Return the test's function and those of its function-scoped fixtures."""
    function = getattr(item, "obj", None)
    info = getattr(item, "_fixtureinfo", None)  # there is no public way to a test's fixtures
    fixtures = () if info is None else info.name2fixturedefs.values()
    own = () if function is None else (function,)
    return (*own, *(known[-1].func for known in fixtures if known[-1].scope == "function"))


def place_of(function: Any) -> Place | None:
    """Return where a function is defined."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return None if code is None else Place(code.co_filename, code.co_firstlineno)
