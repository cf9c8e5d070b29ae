from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest

from asyncproof.guard import Owner
from asyncproof.guard.unrun import name_of, what_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


async def example() -> None:
    """Stand for a test."""


async def client() -> None:
    """Stand for a fixture."""


async def setup_method() -> None:
    """Stand for a set-up."""


async def pytest_sessionstart() -> None:
    """Stand for a hook."""


OWNER = Owner("test_x.py::TestA::example[1]", functions=lambda: (example, client))


@pytest.fixture(autouse=True)
def _tracked() -> Iterator[None]:
    """Let coroutines know who made them, as in a run under guard."""
    before = sys.get_coroutine_origin_tracking_depth()
    sys.set_coroutine_origin_tracking_depth(5)
    yield
    sys.set_coroutine_origin_tracking_depth(before)


def role(function: Callable[[], Any], owner: Owner = OWNER, *, by_others: bool = True) -> str | None:
    """Return for what a coroutine was made, by a library or by us."""
    coroutine = Mock(side_effect=function)() if by_others else function()
    found = what_for(coroutine, owner)
    coroutine.close()
    return None if found is None else found.role


def test_what_others_call_has_its_role() -> None:
    """Tests and fixtures are known by their code, set-ups and hooks by their names."""
    assert role(example) == "test"
    assert role(client) == "fixture"
    assert role(setup_method) == "set-up"
    assert role(pytest_sessionstart) == "hook"


def test_what_the_user_calls_is_the_users() -> None:
    """A set-up or a hook that the test itself calls is a coroutine like others."""
    assert role(setup_method, by_others=False) is None
    assert role(pytest_sessionstart, by_others=False) is None


def test_what_a_library_makes_of_its_own_is_no_set_up() -> None:
    """pytest-asyncio has a `setup` that it runs itself, unless a loop runs already."""
    theirs: dict[str, Any] = {}
    exec(compile("async def setup(): pass", pytest.__file__, "exec"), theirs)
    assert role(theirs["setup"]) is None


def test_a_wider_fixture_has_no_test() -> None:
    """Its first function is its own."""
    owner = Owner("fixture `client`", scope="module", functions=lambda: (client,))
    assert role(client, owner) == "fixture"
    assert role(example, owner) is None


def test_what_has_no_code_was_made_for_nothing() -> None:
    """Awaitable objects of other kinds are not known."""
    assert what_for(object(), OWNER) is None


def test_the_bare_name() -> None:
    """File, class and parameters are left out."""
    assert name_of(OWNER) == "example"
