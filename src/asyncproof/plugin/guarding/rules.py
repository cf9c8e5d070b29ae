"""Which rules hold for a test: what the run says, then its folder, then its marks, the nearest last."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

from asyncproof.guard import Level, Rules, setting_names

if TYPE_CHECKING:
    from _pytest.nodes import Node

MARK = "asyncproof"
ALLOW = "allow"
_RULES = pytest.StashKey[Rules]()


def rules_of(node: Node) -> Rules:
    """Return the rules for a test, or for a class, module, package or session as a whole."""
    rules = node.stash.get(_RULES, None)
    if rules is None:
        rules = Rules() if node.parent is None else rules_of(node.parent)
        for mark in node.own_markers:
            if mark.name == MARK:
                rules = _add_mark(node, rules, mark)
        node.stash[_RULES] = rules
    return rules


def _add_mark(node: Node, rules: Rules, mark: pytest.Mark) -> Rules:
    known = sorted(setting_names())
    levels: dict[str, Level] = {}
    allowed: tuple[str, ...] = ()
    if mark.args:
        _fail(node, f"asyncproof{mark.args!r}: give guards by name, as in asyncproof(leaks='warn').")
    for name, value in mark.kwargs.items():
        if name == ALLOW:
            allowed = (value,) if isinstance(value, str) else tuple(value)
        elif name not in known:
            _fail(
                node,
                f"asyncproof({name}=...): no guard has this name. Write one of {', '.join(known)}.",
            )
        else:
            levels[name] = _read_level(node, name, value)
    return rules.updated(levels, allowed)


def _read_level(node: Node, name: str, value: object) -> Level:
    try:
        return Level(value)
    except ValueError:
        _fail(node, f"asyncproof({name}={value!r}): write 'error', 'warn' or 'off'.")


def _fail(node: Node, message: str) -> NoReturn:
    pytest.fail(f"{node.nodeid}: {message}", pytrace=False)
