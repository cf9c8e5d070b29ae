from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.plugin.guarding.tearing import tear_down_the_rest

if TYPE_CHECKING:
    from collections.abc import Callable


class State:
    """Tears down as pytest does: finalizer by finalizer, node by node, until one raises what is no error."""

    def __init__(self, *nodes: list[Callable[[], object]]) -> None:
        self.stack = list(nodes)

    def teardown_exact(self, _: object) -> None:
        """Tear down all nodes."""
        while self.stack:
            finalizers = self.stack.pop()
            while finalizers:
                finalizers.pop()()


def torn_down(state: Any) -> None:
    """Tear down, and do the rest of it."""
    item: Any = SimpleNamespace(session=SimpleNamespace(_setupstate=state))
    try:
        state.teardown_exact(None)
    except BaseException as error:
        tear_down_the_rest(error, item, None)


def raises(error: BaseException) -> Callable[[], None]:
    """Make a finalizer that fails."""

    def fail() -> None:
        raise error

    return fail


def test_what_was_left_of_it_is_done_in_order() -> None:
    """The other finalizers of the same node come first, then the nodes around it, whatever they raise."""
    done: list[int] = []
    state = State(
        [lambda: done.append(5)],
        [lambda: done.append(4), raises(asyncio.CancelledError()), lambda: done.append(3)],
        [
            lambda: done.append(2),
            raises(ValueError()),
            raises(asyncio.CancelledError()),
            lambda: done.append(1),
        ],
    )
    torn_down(state)
    assert done == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt()])
def test_what_pytest_deals_with_itself_is_left_to_it(error: BaseException) -> None:
    """After an ordinary error pytest goes on itself; after Ctrl-C nobody does."""
    done: list[int] = []
    torn_down(State([lambda: done.append(1), raises(error)]))
    assert not done


def test_ctrl_c_on_the_way_is_heard() -> None:
    """Whoever wants to stop while the rest is torn down, can."""
    state = State([raises(KeyboardInterrupt()), raises(asyncio.CancelledError())])
    with pytest.raises(KeyboardInterrupt):
        torn_down(state)


def test_a_pytest_without_these_names_is_left_alone() -> None:
    """Nothing is called where nobody knows what is left."""
    item: Any = SimpleNamespace(session=SimpleNamespace())
    tear_down_the_rest(asyncio.CancelledError(), item, None)
    item.session._setupstate = State([raises(ValueError())])
    tear_down_the_rest(asyncio.CancelledError(), item, None)
    assert not item.session._setupstate.stack
