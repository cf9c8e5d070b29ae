"""Which rules hold for a test: what the run says, then its folder, then its marks, the nearest last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from asyncproof.guard import Rules, setting_names
from asyncproof.guard.sayings import SayingError, hint, read_level
from asyncproof.plugin.guarding.settings import guard_settings

if TYPE_CHECKING:
    from _pytest.nodes import Node

    from asyncproof.guard import Level

MARK = "asyncproof"
ALLOW = "allow"
_RULES = pytest.StashKey[Rules]()


def rules_of(node: Node) -> Rules:
    """Return the rules for a test, or for a class, module, package or session as a whole."""
    rules = node.stash.get(_RULES, None)
    if rules is None:
        rules = node.stash[_RULES] = _read(node)
    return rules


def is_marked(node: Node) -> bool:
    """Say whether a node has a mark of its own that speaks of guards."""
    return any(mark.name == MARK for mark in node.own_markers)


def rules_before_check(item: pytest.Item) -> Rules:
    """Return the rules for a test; none if its marks are wrong, which is told a little later."""
    try:
        return rules_of(item)
    except pytest.fail.Exception:
        return Rules()


def rules_of_fixture(fixturedef: pytest.FixtureDef[object], node: Node) -> Rules:
    """Return the rules for a wide fixture: those of its module, or of the folder where it is defined."""
    if node.parent is not None and not isinstance(node, pytest.Package):
        return rules_of(node)
    return guard_settings(node.config).rules_for(node.config.rootpath / fixturedef.baseid)


def _read(node: Node) -> Rules:
    if node.parent is None or isinstance(node, pytest.File | pytest.Directory):
        rules = guard_settings(node.config).rules_for(node.path)
        saying = node.listchain()
    else:
        rules = rules_of(node.parent)
        saying = [node]
    for each in saying:
        for mark in each.own_markers:
            if mark.name == MARK:
                rules = _add_mark(each, rules, mark)
    return rules


def _add_mark(node: Node, rules: Rules, mark: pytest.Mark) -> Rules:
    levels: dict[str, Level] = {}
    allowed: tuple[str, ...] = ()
    if mark.args:
        _fail(node, f"asyncproof{mark.args!r}: give guards by name, as in asyncproof(leaks='warn').")
    for name, value in mark.kwargs.items():
        if name == ALLOW:
            allowed = (value,) if isinstance(value, str) else tuple(value)
        elif name not in setting_names():
            _fail(
                node, f"asyncproof({name}=...): no guard and no group of guards has this name. {hint(name)}"
            )
        else:
            try:
                levels[name] = read_level(value)
            except SayingError as error:
                _fail(node, f"asyncproof({name}=...): {error}")
    return rules.updated(levels, allowed)


def _fail(node: Node, message: str) -> NoReturn:
    pytest.fail(f"{node.nodeid}: {message}", pytrace=False)
