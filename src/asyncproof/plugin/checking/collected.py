"""What a run has collected: the files of its tests, who runs these, and in which modes."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import IsolatedAsyncioTestCase, TestCase

import pytest_asyncio

from asyncproof.check.pytesting.configuration import Mode
from asyncproof.check.pytesting.seen import Seen
from asyncproof.check.pytesting.tests import Runner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

Runners = dict[tuple[str, str], str]
"""Who runs a test, by its file and its qualified name, in words that a worker can hand on."""


def files_of(session: pytest.Session) -> set[str]:
    """Return the files of the tests, and the conftest.py files that are in force."""
    own = {str(item.path) for item in session.items if item.path.suffix == ".py"}
    return own | set(_conftests(session.config))


def _conftests(config: pytest.Config) -> Iterator[str]:
    """Yield the conftest.py files that are in force."""
    for plugin in config.pluginmanager.get_plugins():
        file = getattr(plugin, "__file__", None)
        if inspect.ismodule(plugin) and file and Path(file).name == "conftest.py":
            yield file


def runners_of(items: Iterable[pytest.Item]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield who runs the async tests, where that is certain."""
    for item in items:
        function = getattr(item, "function", None)
        runner = _runner_of(item, function)
        if function is not None and runner is not None:
            yield (str(item.path), function.__qualname__), runner.value


def _runner_of(item: pytest.Item, function: object) -> Runner | None:
    case = getattr(item, "cls", None)
    if case is not None and issubclass(case, TestCase):
        return Runner.ISOLATED if issubclass(case, IsolatedAsyncioTestCase) else None
    if pytest_asyncio.is_async_test(item):
        return Runner.ASYNCIO
    is_anyio = item.get_closest_marker("anyio") is not None and inspect.iscoroutinefunction(function)
    return Runner.ANYIO if is_anyio else None


def seen_by(config: pytest.Config, runners: Runners) -> Seen:
    """Return what this run knows of itself."""
    return Seen(
        _mode(config, "asyncio_mode"),
        _mode(config, "anyio_mode"),
        _ini(config, "asyncio_default_fixture_loop_scope"),
        _ini(config, "asyncio_default_test_loop_scope"),
        {key: Runner(value) for key, value in runners.items()},
    )


def _mode(config: pytest.Config, name: str) -> Mode:
    said = config.getoption(name, None) or _ini(config, name)
    return Mode(str(said)) if said in {"strict", "auto"} else Mode.UNKNOWN


def _ini(config: pytest.Config, name: str) -> str | None:
    try:
        said = config.getini(name)
    except (KeyError, ValueError):  # no plugin that declares it
        return None
    return str(said) if said else None
