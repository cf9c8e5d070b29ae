from __future__ import annotations

import asyncio

import pytest

from asyncproof.guard.grace import is_interrupted, let_turn, may_turn


async def step(times: int) -> None:
    """Take some turns."""
    for _ in range(times):
        await asyncio.sleep(0)


def test_what_needs_a_few_turns_gets_them() -> None:
    """Tasks that are ready run on; what waits for time or for others is left as it is."""
    loop = asyncio.new_event_loop()
    try:
        short, long = loop.create_task(step(5)), loop.create_task(asyncio.sleep(3600))
        let_turn(loop)
        assert short.done()
        assert not long.done()
        long.cancel()
        let_turn(loop)
        assert long.cancelled()
    finally:
        loop.close()


def test_an_error_on_the_way_is_not_the_guards() -> None:
    """A task that ends the process at this hour only ends the turns."""

    async def leave() -> None:
        raise SystemExit(3)

    loop = asyncio.new_event_loop()
    try:
        task = loop.create_task(leave())
        let_turn(loop)
        assert isinstance(task.exception(), SystemExit)
    finally:
        loop.close()


def test_a_loop_that_can_not_run_is_let_be() -> None:
    """Nothing happens to a closed loop, or while another one runs in this thread."""
    loop = asyncio.new_event_loop()

    async def other() -> bool:
        let_turn(loop)
        return may_turn(loop)

    assert may_turn(loop)
    assert not asyncio.run(other())
    loop.close()
    let_turn(loop)
    assert not may_turn(loop)


@pytest.mark.parametrize(
    ("error", "outside"), [(KeyboardInterrupt(), True), (SystemExit(2), True), (ValueError(), False)]
)
def test_a_run_may_be_interrupted(error: BaseException, outside: bool) -> None:
    """Ctrl-C and exits end a run from outside; its own errors do not."""
    seen = []
    with pytest.raises(type(error)):
        try:
            raise error
        finally:
            seen.append(is_interrupted())
    assert seen == [outside]
    assert not is_interrupted()
