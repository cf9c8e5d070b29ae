"""Tests that share a loop share its time: what to say to a test that asks for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.plugin.anyio_backend import BACKEND
from asyncproof.plugin.building import is_virtual
from asyncproof.plugin.wish import Wish, wish_of

if TYPE_CHECKING:
    from _pytest.nodes import Node

KINDS: dict[str, type[Node]] = {
    "class": pytest.Class,
    "module": pytest.Module,
    "package": pytest.Package,
    "session": pytest.Session,
}
OWN_LOOP = 'give the test a loop of its own: @pytest.mark.asyncio(loop_scope="function")'
OWN_ANYIO_LOOP = "narrow the scope of the async fixture that keeps anyio's loop open"
HOW_TO_SHARE = {
    "class": "Put @pytest.mark.virtual_time on the class",
    "module": "Put `pytestmark = pytest.mark.virtual_time` into the module",
    "package": "Turn virtual time on for the whole run (--virtual-time or asyncproof_virtual_time = true)",
    "session": "Turn virtual time on for the whole run (--virtual-time or asyncproof_virtual_time = true)",
}


def complain_about_sharing(item: pytest.Item, wish: Wish, scope: str, loop: object) -> str | None:
    """Say what is wrong if a test asks for another time than the loop has on which it will run."""
    if is_virtual(loop) is not wish.virtual:
        return explain_stock_loop(item, scope, loop) if wish.virtual else explain_virtual_loop(item, scope)
    if not wish.virtual or scope == "function":
        return None
    shared = wish_of(owner_of(item, scope)).settings.loop
    if shared == wish.settings.loop:
        return None
    return (
        f"{item.nodeid} asks for {wish.settings.loop}, but it shares its {scope}-scoped loop with tests that "
        f"ask for {shared}. Say the same for all of them, or {_own_loop(item)}."
    )


def explain_stock_loop(item: pytest.Item, scope: str, loop: object) -> str:
    """Say why a test that asks for virtual time did not get it, and what to write."""
    if scope == "function":
        return (
            f"{item.nodeid} asks for virtual time, but its event loop is a {type(loop).__qualname__} that "
            "something else has built. Remove what chooses it (a loop_factory, use_uvloop); `asyncproof "
            "doctor` shows what is installed."
        )
    return (
        f"{item.nodeid} asks for virtual time, but it shares its {scope}-scoped loop with tests that don't. "
        f"{HOW_TO_SHARE[scope]}, or {_own_loop(item)}."
    )


def explain_virtual_loop(item: pytest.Item, scope: str) -> str:
    """Say why a test that asks for real time did not get it, and what to write."""
    return (
        f"{item.nodeid} asks for real time, but it shares its {scope}-scoped loop with tests in virtual "
        f"time. Put the real_time mark on all of them, or {_own_loop(item)}."
    )


def owner_of(item: pytest.Item, scope: str) -> Node:
    """Return the class, module, package or session that shares loops of this scope with a test."""
    alone = (
        item if scope == "class" else item.session
    )  # a function outside of classes has a class scope alone
    return item.getparent(KINDS[scope]) or alone


def _own_loop(item: pytest.Item) -> str:
    """Say how a test gets a loop of its own from the plugin that runs it."""
    return OWN_ANYIO_LOOP if BACKEND in getattr(item, "fixturenames", ()) else OWN_LOOP
