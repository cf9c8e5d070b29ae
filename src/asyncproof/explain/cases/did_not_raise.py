"""Explains `pytest.raises` around a coroutine that nobody awaited."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import failing_nodes
from asyncproof.explain.coroutines import awaiting, coroutines_in, told, with_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_MESSAGE = re.compile(r"^DID NOT (?:RAISE|WARN)")
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
    order: ClassVar[int] = 50

    def story(self, failure: Failure) -> Story | None:
        """Tell which call in the block was not awaited."""
        name = type(failure.error).__name__
        if not (name == "Failed" and _MESSAGE.match(failure.message)) and not (
            isinstance(failure.error, AssertionError) and _ASSERT_RAISES.match(failure.message)
        ):
            return None
        frame = failure.user_frame
        for statement in () if frame is None else _block(frame):
            for found in coroutines_in(statement, frame):  # type: ignore[arg-type]
                if found.call is None:
                    continue
                subject = with_call(found, failure)
                return Story(
                    told(subject),
                    "calling an async function runs none of its code, so there was nothing that could raise.",
                    *awaiting(subject, failure),
                )
        return None


def _block(frame: Frame) -> Iterator[ast.AST]:
    """Yield the statements inside the `with`, or the arguments of `raises(Error, function)`."""
    for node in failing_nodes(frame):
        if isinstance(node, ast.With | ast.AsyncWith):
            for statement in node.body:
                yield from (one for one in ast.walk(statement) if isinstance(one, ast.stmt))
            return
