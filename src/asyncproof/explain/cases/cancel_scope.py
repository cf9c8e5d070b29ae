"""Explains a cancel scope that is left by another task than the one that entered it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core import Place
from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import function_at, text_of
from asyncproof.explain.wording import line_of, short, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Fixture

_MESSAGE = re.compile(
    r"^Attempted to exit (?:a )?cancel scope|^Cancel scope stack corrupted"
    r"|^This cancel scope is not active|isn't the current task's current cancel scope"
)
_ENTERS = re.compile(
    r"\b(?:create_task_group|TaskGroup|open_nursery|CancelScope|move_on_after|fail_after|timeout|Client)\b"
)


class CancelScope(Case):
    """A cancel scope or task group was entered by one task and left by another.

    A task group of anyio belongs to the task that entered it. pytest-asyncio sets an async fixture up in
    one task and tears it down in another, so a fixture can't `yield` inside a task group.

    ```python title="test_group.py"
    import anyio
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture
    async def group():
        async with anyio.create_task_group() as group:
            yield group


    @pytest.mark.asyncio
    async def test_group(group):
        pass
    ```

    ```console
    $ pytest test_group.py
    ...
    What happened: `async with anyio.create_task_group()` (test_group.py:8) was entered by the task
      that set the fixture `group` up, and left by the task that tears it down.
    Why: a cancel scope belongs to the task that entered it: that one, and no other, can leave it.
    Do this: open it in the test, let the test enter an `@asynccontextmanager` instead of a fixture,
      or use anyio's runner (`@pytest.mark.anyio`).
    More: asyncproof explain cancel-scope
    ...
    ```

    ## What to do instead

    Open the group in the test (`async with anyio.create_task_group() as group:`), let the fixture be an
    `@asynccontextmanager` that the test enters, or run the tests with anyio's own runner
    (`@pytest.mark.anyio`), which keeps one task for a fixture's whole life.
    """

    slug: ClassVar[str] = "cancel-scope"
    texts: ClassVar[tuple[str, ...]] = (
        "Attempted to exit cancel scope in a different task than it was entered in",
        "Attempted to exit a cancel scope that isn't the current ...",
    )
    order: ClassVar[int] = 60

    def story(self, failure: Failure) -> Story | None:
        """Tell which fixture yields inside a scope."""
        if not isinstance(failure.error, RuntimeError) or not _MESSAGE.search(failure.message):
            return None
        why = "a cancel scope belongs to the task that entered it: that one, and no other, can leave it."
        for fixture, statement in _yielding(failure):
            where = f" ({_place(fixture, statement)})"
            return Story(
                what=f"`async with {short(text_of(statement.items[0].context_expr))}`{where} was entered "
                f"by the task that set "
                f"the fixture `{fixture.name}` up, and left by the task that tears it down.",
                why=why,
                do="open it in the test, let the test enter an `@asynccontextmanager` instead of a "
                "fixture, or use anyio's "
                "runner (`@pytest.mark.anyio`).",
            )
        return Story(
            what=f"A cancel scope{line_of(failure.user_frame)} was entered by one task and left by another.",
            why=why,
            do="enter and leave it in the same function; don't `yield` inside it.",
        )


def _yielding(failure: Failure) -> Iterator[tuple[Fixture, ast.With | ast.AsyncWith]]:
    """Yield the async fixtures of the test that yield inside a `with` that is a cancel scope."""
    fixtures = [one for one in failure.test.fixtures if one.is_async and one.place is not None]
    for fixture in sorted(fixtures, key=lambda one: not _is_in_traceback(one, failure)):
        function = function_at(fixture.place.file, fixture.place.line) if fixture.place else None
        for node in ast.walk(function) if function else ():
            if isinstance(node, ast.With | ast.AsyncWith) and _yields_in(node):
                yield fixture, node


def _yields_in(node: ast.With | ast.AsyncWith) -> bool:
    """Say whether a `with` is a cancel scope that a `yield` stands in."""
    inside = [one for statement in node.body for one in ast.walk(statement)]
    is_scope = any(_ENTERS.search(text_of(item.context_expr)) for item in node.items)
    return is_scope and any(isinstance(one, ast.Yield) for one in inside)


def _is_in_traceback(fixture: Fixture, failure: Failure) -> bool:
    return any(
        fixture.place is not None and frame.file == fixture.place.file for frame in failure.user_frames
    )


def _place(fixture: Fixture, statement: ast.stmt) -> str:
    return "" if fixture.place is None else shown(Place(fixture.place.file, statement.lineno))
