"""Explains `pytest.raises` around a coroutine that nobody awaited."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes, of_kind, text_of
from asyncproof.explain.coroutines import awaiting, coroutines_in, told, with_call
from asyncproof.explain.values import makes_coroutine, value_of
from asyncproof.explain.wording import line_of, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_MESSAGE = re.compile(r"^DID NOT (?:RAISE|WARN)")
_RAISES = re.compile(r"(?:^|\.)(?:raises|warns|assertRaises|assertRaisesRegex)$")
_MAKES_TASK = re.compile(r"(?:^|\.)(?:create_task|ensure_future)$")
_WHY = "calling an async function runs none of its code, so there was nothing that could raise."
_ASSERT_RAISES = re.compile(r"^\w+ not raised")


class DidNotRaise(Case):
    """Nothing was raised inside `pytest.raises`, because what should have raised was never awaited.

    ```python title="test_withdraw.py"
    import pytest


    async def withdraw(amount):
        raise ValueError("not enough")


    @pytest.mark.asyncio
    async def test_withdraw():
        with pytest.raises(ValueError):
            withdraw(100)
    ```

    ```console
    $ pytest test_withdraw.py
    ...
    What happened: `withdraw(100)` (test_withdraw.py:10) gives a coroutine and not its result: it
      was not awaited.
    Why: calling an async function runs none of its code, so there was nothing that could raise.
    Do this: await it.
        test_withdraw.py:11
        -         withdraw(100)
        +         await withdraw(100)
    More: asyncproof explain did-not-raise
    ...
    ```

    ## What to do instead

    Await it inside the block. A task that was only made inside the block raises where it is awaited, so
    await it there.
    """

    slug: ClassVar[str] = "did-not-raise"
    texts: ClassVar[tuple[str, ...]] = ("DID NOT RAISE ...", "Error not raised")
    order: ClassVar[int] = 50

    def story(self, failure: Failure) -> Story | None:
        """Tell which call in the block was not awaited."""
        name = type(failure.error).__name__
        if not (name == "Failed" and _MESSAGE.match(failure.message)) and not (
            isinstance(failure.error, AssertionError) and _ASSERT_RAISES.match(failure.message)
        ):
            return None
        frame = failure.user_frame
        if frame is None:
            return None
        for statement in _block(frame):
            for found in coroutines_in(statement, frame):
                if found.call is not None:
                    subject = with_call(found, failure)
                    return Story(told(subject), _WHY, *awaiting(subject, failure))
        return _handed_over(frame) or _only_started(frame)


def _handed_over(frame: Frame) -> Story | None:
    """Tell of `raises(Error, function)` with an async function."""
    for node in failing_nodes(frame):
        for call in of_kind(node, ast.Call):
            given = call.args[1] if len(call.args) > 1 else None
            if given is None or not _RAISES.search(text_of(call.func)):
                continue
            if makes_coroutine(value_of(given, frame)):
                name = text_of(given)
                return Story(
                    what=f"`{short(text_of(call))}`{line_of(frame)} calls the async function "
                    f"`{short(name)}` and does not await it.",
                    why=_WHY,
                    do=f"write `with {text_of(call.func)}({text_of(call.args[0])}): await {name}(...)`.",
                )
    return None


def _only_started(frame: Frame) -> Story | None:
    """Tell of a task that was made in the block, and awaited nowhere in it."""
    inside = [one for statement in _block(frame) for one in ast.walk(statement)]
    made = [one for one in inside if isinstance(one, ast.Call) and _MAKES_TASK.search(text_of(one.func))]
    if not made or any(isinstance(one, ast.Await) for one in inside):
        return None
    return Story(
        what=f"`{short(text_of(made[0]))}`{line_of(frame)} only made a task: the block ended before it ran.",
        why="a task raises where it is awaited, not where it is made.",
        do="await the task inside the block.",
    )


def _block(frame: Frame) -> Iterator[ast.AST]:
    """Yield the statements inside the `with`, or the arguments of `raises(Error, function)`."""
    for node in failing_nodes(frame):
        if isinstance(node, ast.With | ast.AsyncWith):
            for statement in node.body:
                yield from (one for one in ast.walk(statement) if isinstance(one, ast.stmt))
            return
