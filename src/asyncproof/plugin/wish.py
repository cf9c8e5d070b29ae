"""What a test asks for: virtual time or real time, with which settings, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import pytest

from asyncproof.plugin.asking import VIRTUAL, uses_clock
from asyncproof.plugin.options import forbids_virtual_time, read_ini_settings, wants_virtual_time
from asyncproof.plugin.settings import SettingError, Settings

if TYPE_CHECKING:
    from _pytest.nodes import Node

REAL = "real_time"


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
    virtual: bool | None = None
    values: dict[str, object] = {}
    for owner, mark in node.iter_markers_with_node():
        if mark.name not in {VIRTUAL, REAL}:
            continue
        enabled = _read_enabled(node, mark)
        if virtual is None:
            virtual = enabled
            _check_one_sided(node, owner, enabled=enabled)
        if enabled and virtual:
            given = {name: value for name, value in mark.kwargs.items() if name != "enabled"}
            values = {**given, **values}
    return _decide(node, virtual, values)


def _decide(node: Node, virtual: bool | None, values: dict[str, object]) -> Wish:  # noqa: FBT001 - None: no mark says
    explicit = virtual is not None
    if uses_clock(node):
        if virtual is False:
            _fail(node, "it is marked for real time but uses the `clock` fixture. Remove one of the two.")
        virtual = explicit = True
    if virtual is None:
        virtual = wants_virtual_time(node.config)
    settings, complaint = _try_settings(node, values)
    if complaint:
        _fail(node, complaint)
    return Wish(virtual and not forbids_virtual_time(node.config), settings, explicit)


def _try_settings(node: Node, values: dict[str, object]) -> tuple[Settings, str]:
    common = run_settings(node.config)
    try:
        return common.updated(values) if values else common, ""
    except SettingError as error:
        return common, f"virtual_time: {error}"


def _read_enabled(node: Node, mark: pytest.Mark) -> bool:
    arguments = dict(mark.kwargs)
    enabled: object = arguments.pop("enabled", True)
    if mark.name == REAL:
        if mark.args or mark.kwargs:
            _fail(node, "real_time takes no arguments. Write @pytest.mark.real_time.")
        return False
    if len(mark.args) > 1 or not all(isinstance(value, bool) for value in (*mark.args, enabled)):
        _fail(
            node,
            f"virtual_time{mark.args!r}: only True or False may have no name. Give the others by name.",
        )
    return bool(mark.args[0] if mark.args else enabled)


def _check_one_sided(node: Node, owner: Node, *, enabled: bool) -> None:
    """Refuse a test, class or module that is marked for both."""
    for mark in owner.own_markers:
        if mark.name in {VIRTUAL, REAL} and _read_enabled(node, mark) is not enabled:
            _fail(
                node,
                f"{owner.nodeid} is marked for virtual time and for real time. Remove one of the two marks.",
            )


def _fail(node: Node, message: str) -> NoReturn:
    pytest.fail(f"{node.nodeid}: {message}", pytrace=False)
