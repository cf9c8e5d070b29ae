"""What a test shares with others: fixtures of wider scope, and the loops that some of them live on."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.loop.waits.spot import is_users
from asyncproof.plugin.anyio_backend import BACKEND
from asyncproof.plugin.loops import SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_FIXTURE_SCOPE_INI = "asyncio_default_fixture_loop_scope"


def shared_fixtures(item: pytest.Item) -> list[str]:
    """Return the fixtures that the runs of a test share, each with its scope."""
    return [
        f"`{name}` ({definition.scope})"
        for name, definition in _definitions(item)
        if definition.scope != "function" and is_users(inspect.unwrap(definition.func).__code__.co_filename)
    ]


def fixture_on_shared_loop(item: pytest.Item) -> str | None:
    """Return a fixture of a test that lives on a loop which other tests share."""
    by_anyio = BACKEND in getattr(item, "fixturenames", ())
    for name, definition in _definitions(item):
        function = definition.func
        if not (inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)):
            continue
        scope = definition.scope if by_anyio else _loop_scope(item.config, definition)
        if scope != "function":
            return name
    return None


def _loop_scope(config: pytest.Config, definition: Any) -> str:
    said = getattr(definition.func, "_loop_scope", None) or config.getini(_FIXTURE_SCOPE_INI)
    return str(said if said in SCOPES else definition.scope)


def _definitions(item: Any) -> Iterator[tuple[str, Any]]:
    known = item._fixtureinfo.name2fixturedefs  # noqa: SLF001 - no public way tells what a fixture is
    for name in item.fixturenames:
        if known.get(name):
            yield name, known[name][-1]
