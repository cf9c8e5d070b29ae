"""Which tests can be explored: async ones that have their loop for themselves; of others it says why not."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from asyncproof.plugin.anyio_backend import BACKEND
from asyncproof.plugin.exploring.examples import can_be_chosen, is_of_hypothesis
from asyncproof.plugin.exploring.own_loop import shares_loop
from asyncproof.plugin.exploring.shared import fixture_on_shared_loop
from asyncproof.plugin.exploring.silent_runs import can_run_again
from asyncproof.plugin.unittest_case import isolated_case
from asyncproof.plugin.wish import wish_of

if TYPE_CHECKING:
    import pytest

SHARED_LOOP = "uses `{}`, which lives on a loop that other tests share"
OWN_LOOP = "brings its own event loop"
IN_VIRTUAL_TIME = "fails in virtual time on a network in memory, whatever the order"
TOO_LONG = "takes more steps than `asyncproof_steps` allows an explored test while no time passes"
ONLY_ONCE = "passed, and failed when the same run was done again"
_REASONS = {
    "hypothesis": "is run by a hypothesis of which no example can be chosen",
    "xfail": "is expected to fail",
    "case": "is a unittest case",
    "once": "can't be run more than once by this pytest",
}


def is_async(item: pytest.Item) -> bool:
    """Say whether a test is a coroutine function that an asyncio plugin runs."""
    function = getattr(item, "obj", None)
    if isolated_case(item) is not None:
        return inspect.iscoroutinefunction(function)
    inner = getattr(getattr(function, "hypothesis", None), "inner_test", function)
    if not inspect.iscoroutinefunction(inner):
        return False
    return item.get_closest_marker("asyncio") is not None or BACKEND in getattr(item, "fixturenames", ())


def obstacle(item: pytest.Item) -> str | None:
    """Say what keeps an async test from being explored, as far as it can be told before it has run."""
    return _of_its_kind(item) or _of_its_loop(item)


def _of_its_kind(item: pytest.Item) -> str | None:
    if isolated_case(item) is not None:
        return _REASONS["case"]
    if not can_run_again(item):
        return _REASONS["once"]
    if is_of_hypothesis(item) and not can_be_chosen(item):
        return _REASONS["hypothesis"]
    return None if item.get_closest_marker("xfail") is None else _REASONS["xfail"]


def _of_its_loop(item: pytest.Item) -> str | None:
    wish = wish_of(item)
    if wish.explicit and not wish.virtual:
        return "is marked for real time"
    if BACKEND in item.fixturenames or shares_loop(item):  # type: ignore[attr-defined] # a test function has them
        fixture = fixture_on_shared_loop(item)
        return None if fixture is None else SHARED_LOOP.format(fixture)
    return None
