"""Turns the plugin on for a run in which something asks for virtual time; other runs load nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.plugin.anyio_backend import AnyioBackend
from asyncproof.plugin.factories import Runners, SuiteFactories
from asyncproof.plugin.loops import AnyioLoops, asyncio_loops
from asyncproof.plugin.place import Place
from asyncproof.plugin.reporting import VirtualReports
from asyncproof.plugin.running import VirtualTests
from asyncproof.plugin.serving import ServedTests
from asyncproof.plugin.stubbing import StubbedTests
from asyncproof.plugin.wish import run_settings

if TYPE_CHECKING:
    import pytest

NAME = "asyncproof-active"


def activate(config: pytest.Config) -> None:
    """Register everything that gives tests their virtual time."""
    manager = config.pluginmanager
    if manager.hasplugin(NAME):
        return
    run_settings(config)  # what is wrong in the configuration file is said before the first test runs
    place = Place()
    manager.register(place, NAME)
    runners = anyio = None
    if manager.hasplugin("asyncio"):
        runners = Runners(place)
        manager.register(runners)
        manager.register(asyncio_loops())
    if manager.hasplugin("anyio"):
        anyio = AnyioBackend(place)
        manager.register(anyio)
        manager.register(AnyioLoops())
    factories = manager.get_plugin(SuiteFactories.NAME)
    if factories is not None:
        factories.place = place
    manager.register(VirtualTests(place, runners, anyio))
    manager.register(VirtualReports())
    manager.register(StubbedTests())
    manager.register(ServedTests())
