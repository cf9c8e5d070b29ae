"""Gathers what pytest and its plugins know of a failed test, as plain values.

Without a public name are a test's fixtures (`_fixtureinfo`), and the mark and the loop scope that
`pytest_asyncio.fixture` leaves on a function (`_force_asyncio_fixture`, `_loop_scope`; 1.4 and 1.5 read).
What is not there is not known, and nothing more.
"""

from __future__ import annotations

import inspect
import unittest
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.explain import Fixture, Test

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

ASYNCIO = "pytest-asyncio"
ANYIO = "anyio"
UNITTEST = "unittest"
_AS_WIDE_AS_THE_FIXTURE = "fixture-scope"


def facts_about(item: pytest.Item) -> Test:
    """Return the facts about a test."""
    function = getattr(item, "function", None) or getattr(item, "obj", None)
    is_async = inspect.iscoroutinefunction(inspect.unwrap(function)) if callable(function) else False
    runner = _runner(item, is_async=is_async)
    return Test(
        name=item.nodeid,
        is_async=is_async,
        runner=runner,
        mode=_mode(item.config),
        mark=next((mark for mark in ("asyncio", "anyio") if item.get_closest_marker(mark) is not None), ""),
        loop_scope=_loop_scope(item) if runner == ASYNCIO else "",
        place=_defined(function),
        fixtures=tuple(_fixtures(item)),
    )


def made_at(thing: object) -> Place | None:
    """Return where an object was made, if the guards have kept a note of it."""
    from asyncproof.guard import Session

    entry = Session.active[-1].ledger.of(thing) if Session.active else None
    return None if entry is None or entry.origin is None else entry.origin.place


def bound_by(thing: object) -> str:
    """Return the test that has bound an object to its own event loop, if the guards have seen it."""
    from asyncproof.guard import Session
    from asyncproof.guard.holding.binding import bindings_of

    note = bindings_of(Session.active[-1]).of(thing) if Session.active else None
    return "" if note is None else note.owner.name


def _runner(item: pytest.Item, *, is_async: bool) -> str:
    case = getattr(item, "cls", None)
    if isinstance(case, type) and issubclass(case, unittest.TestCase):
        return UNITTEST if issubclass(case, unittest.IsolatedAsyncioTestCase) else ""
    if not is_async:
        return ""
    if item.get_closest_marker("asyncio") is not None:
        return ASYNCIO
    return ANYIO if "anyio_backend" in getattr(item, "fixturenames", ()) else ""


def _mode(config: pytest.Config) -> str:
    if not config.pluginmanager.hasplugin("asyncio"):
        return ""
    mode = config.getoption("asyncio_mode", None) or config.getini("asyncio_mode")
    return str(getattr(mode, "value", mode))


def _loop_scope(item: pytest.Item) -> str:
    mark = item.get_closest_marker("asyncio")
    given = {} if mark is None else mark.kwargs
    scope = given.get("loop_scope") or given.get("scope")
    return str(scope or item.config.getini("asyncio_default_test_loop_scope") or "function")


def _fixtures(item: pytest.Item) -> Iterator[Fixture]:
    info = getattr(item, "_fixtureinfo", None)
    values = getattr(item, "funcargs", {})
    for name, definitions in () if info is None else info.name2fixturedefs.items():
        definition = definitions[-1]
        function = definition.func
        is_async = inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)
        runner = _fixture_runner(item, function) if is_async else ""
        yield Fixture(
            name=name,
            scope=definition.scope,
            loop_scope=_fixture_loop_scope(item.config, definition) if runner == ASYNCIO else "",
            is_async=is_async,
            runner=runner,
            place=_defined(function),
            value=values[name] if name in values else _cached(definition),
        )


def _fixture_runner(item: pytest.Item, function: Callable[..., object]) -> str:
    forced = getattr(getattr(function, "__func__", function), "_force_asyncio_fixture", False)
    if forced or _mode(item.config) == "auto":
        return ASYNCIO
    return ANYIO if "anyio_backend" in getattr(item, "fixturenames", ()) else ""


def _fixture_loop_scope(config: pytest.Config, definition: Any) -> str:
    function = getattr(definition.func, "__func__", definition.func)
    default = config.getini("asyncio_default_fixture_loop_scope")
    if default == _AS_WIDE_AS_THE_FIXTURE:
        default = definition.scope
    return str(getattr(function, "_loop_scope", None) or default or definition.scope)


def _cached(definition: Any) -> object:
    cached = getattr(definition, "cached_result", None)
    return cached[0] if cached else None


def _defined(function: Any) -> Place | None:
    code = (
        getattr(inspect.unwrap(getattr(function, "__func__", function)), "__code__", None)
        if callable(function)
        else None
    )
    return None if code is None else Place(code.co_filename, code.co_firstlineno)
