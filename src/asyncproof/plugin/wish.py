"""What a test asks for: virtual time or real time, with which settings, and where it says so."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from asyncproof.plugin.asking import NETWORKED, VIRTUAL, our_fixtures
from asyncproof.plugin.options import read_ini_settings, wants_virtual_time
from asyncproof.plugin.settings import SettingError, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.nodes import Node

REAL = "real_time"
NAMES = {VIRTUAL, REAL}
ENABLED = "enabled"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a test, or all that share a wider loop, ask for."""

    virtual: bool
    settings: Settings
    explicit: bool
    """Whether a mark or a fixture says so, not only the run as a whole."""


_WISH = pytest.StashKey[Wish]()
_INI = pytest.StashKey[Settings]()


def wish_of(node: Node) -> Wish:
    """Return what a test asks for, or what a module, class, package or run asks for as a whole."""
    wish = node.stash.get(_WISH, None)
    if wish is None:
        wish = node.stash[_WISH] = _read_wish(node)
    return wish


@contextmanager
def in_virtual_time(item: pytest.Item) -> Iterator[None]:
    """Let a test that says nothing of it run in virtual time, in this block."""
    wish = wish_of(item)
    item.stash[_WISH] = replace(wish, virtual=True)
    try:
        yield
    finally:
        item.stash[_WISH] = wish


def run_settings(config: pytest.Config) -> Settings:
    """Return the settings that the configuration file gives to every test."""
    settings = config.stash.get(_INI, None)
    if settings is None:
        try:
            settings = Settings().updated(read_ini_settings(config))
        except SettingError as error:
            message = f"{config.inipath}: asyncproof_{error}"
            raise pytest.UsageError(message) from None
        config.stash[_INI] = settings
    return settings


def _read_wish(node: Node) -> Wish:
    """Add what a node says itself to what those around it ask for."""
    if node.parent is None:
        return Wish(wants_virtual_time(node.config), run_settings(node.config), explicit=False)
    wish = wish_of(node.parent)
    marks = [mark for mark in node.own_markers if mark.name in NAMES]
    if marks:
        wish = _add_marks(node, wish, marks)
    if ours := our_fixtures(node):
        wish = _add_fixtures(node, wish, ours)
    return wish


def _add_fixtures(node: Node, wish: Wish, names: list[str]) -> Wish:
    """Let fixtures that bring their loop ask for it, and for the network that they need."""
    if wish.explicit and not wish.virtual:
        _fail(node, f"it is marked for real time but uses the `{names[0]}` fixture. Remove one of the two.")
    wish = replace(wish, virtual=True, explicit=True)
    if NETWORKED.isdisjoint(names):
        return wish
    return replace(wish, settings=wish.settings.updated({"network": "memory"}))


def _add_marks(node: Node, wish: Wish, marks: list[pytest.Mark]) -> Wish:
    """Let each mark override the one before: a subclass its base class, a parameter its function."""
    virtual = wish.virtual
    values: dict[str, object] = {}
    for mark in marks:
        virtual = _read_enabled(node, mark)
        values.update({name: value for name, value in mark.kwargs.items() if name != ENABLED})
    settings, complaint = _try_settings(wish.settings, values)
    if complaint:
        _fail(node, complaint)
    return Wish(virtual, settings, explicit=True)


def _try_settings(settings: Settings, values: dict[str, object]) -> tuple[Settings, str]:
    try:
        return settings.updated(values), ""
    except SettingError as error:
        return settings, f"virtual_time: {error}"


def _read_enabled(node: Node, mark: pytest.Mark) -> bool:
    if mark.name == REAL:
        if mark.args or mark.kwargs:
            _fail(node, "real_time takes no arguments. Write @pytest.mark.real_time.")
        return False
    named = {name: value for name, value in mark.kwargs.items() if name == ENABLED}
    values: list[object] = [*mark.args, *named.values()]
    if len(values) > 1 or not all(isinstance(value, bool) for value in values):
        _fail(
            node, f"virtual_time{mark.args!r}: only True or False may have no name. Give the others by name."
        )
    return values != [False]


def _fail(node: Node, message: str) -> NoReturn:
    pytest.fail(f"{node.nodeid}: {message}", pytrace=False)
