from __future__ import annotations

import asyncio
import contextvars
import sys
from contextvars import ContextVar

import pytest

from asyncproof.loop import ControlledLoop
from asyncproof.loop.lending import Loan

if sys.version_info >= (3, 11):
    from asyncio import Runner
else:
    from backports.asyncio.runner import Runner

VARIABLE = ContextVar("VARIABLE", default="nobody")


async def set_it(value: str) -> None:
    """Set the variable, in the second step of a task."""
    await asyncio.sleep(1)
    VARIABLE.set(value)


async def get_it() -> tuple[str, str]:
    """Return the variable, as a task sees it that waits, and as its child does."""
    await asyncio.sleep(1)
    return VARIABLE.get(), await asyncio.create_task(_child())


async def _child() -> str:
    return VARIABLE.get()


@pytest.mark.parametrize("debug", [False, True])
def test_runs_in_one_context_see_what_each_other_sets(debug: bool) -> None:
    """On every Python, which is how a fixture's variables get to its test."""
    context, other = contextvars.copy_context(), contextvars.copy_context()
    with Runner(loop_factory=ControlledLoop, debug=debug) as runner:
        runner.run(set_it("ann"), context=context)
        assert context.get(VARIABLE) == "ann"
        assert runner.run(get_it(), context=context) == ("ann", "ann")
        assert runner.run(get_it(), context=other) == ("nobody", "nobody")
    assert VARIABLE.get() == "nobody"


def test_a_variable_is_reset_by_its_token_in_a_later_run() -> None:
    """A token belongs to one context, and is taken by no copy of it."""
    tokens = []

    async def begin() -> None:
        tokens.append(VARIABLE.set("ann"))

    async def end() -> str:
        VARIABLE.reset(tokens.pop())
        return VARIABLE.get()

    context = contextvars.copy_context()
    with Runner(loop_factory=ControlledLoop) as runner:
        runner.run(begin(), context=context)
        assert runner.run(end(), context=context) == "nobody"


def test_a_loan_is_for_the_first_who_calls() -> None:
    """Whoever else schedules something keeps the context that he has."""
    lent, copy, other = (contextvars.copy_context() for _ in range(3))
    seen = []
    loan = Loan()
    call_soon = loan.honoured_by(lambda _callback, *, context=None: seen.append(context))
    loan.lend(lent)
    for context in (copy, other, None, copy):
        call_soon(print, context=context)
    assert seen[0] is lent
    assert seen[1] is other
    assert seen[2] is None
    assert seen[3] is lent
