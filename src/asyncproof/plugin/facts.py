"""Gathers what pytest and its plugins know of a failed test, as plain values."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.explain import Fixture, Test

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def facts_about(item: pytest.Item) -> Test:
    """Return the facts about a test."""
    file, line, _ = item.location
    function = getattr(item, "obj", None)
    return Test(
        name=item.nodeid,
        is_async=inspect.iscoroutinefunction(function),
        place=Place(file, None if line is None else line + 1),
        fixtures=tuple(_fixtures(item)),
    )


def _fixtures(item: pytest.Item) -> Iterator[Fixture]:
    info = getattr(item, "_fixtureinfo", None)  # there is no public way to a test's fixtures
    values = getattr(item, "funcargs", {})
    for name, definitions in () if info is None else info.name2fixturedefs.items():
        definition = definitions[-1]
        function = definition.func
        code = getattr(inspect.unwrap(function), "__code__", None)
        yield Fixture(
            name=name,
            scope=definition.scope,
            is_async=inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function),
            place=None if code is None else Place(code.co_filename, code.co_firstlineno),
            value=values.get(name),
        )
