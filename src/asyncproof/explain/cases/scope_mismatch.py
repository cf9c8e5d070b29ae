"""Explains a fixture that asks for another one that lives shorter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.fixtures import with_argument
from asyncproof.explain.wording import at

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Fixture

_MESSAGE = re.compile(
    r"^ScopeMismatch: You tried to access the (?P<short>\w+) scoped fixture (?P<inner>\S+) "
    r"with an? (?P<wide>\w+) scoped request"
)
_STACK = re.compile(r"Requesting fixture stack:\n(?P<stack>.*?)\nRequested fixture:", re.DOTALL)
_RUNNER = re.compile(r"^_(?P<scope>\w+)_scoped_runner$")
_FUNCTION = re.compile(r"def (\w+)\(")


class ScopeMismatch(Case):
    """A fixture asks for another fixture, or for an event loop, that lives shorter than itself.

    An async fixture needs an event loop as long as it lives. `loop_scope` says which one; a loop of the
    function can't carry a fixture of the session.

    ```python title="test_pool.py"
    import pytest
    import pytest_asyncio


    @pytest_asyncio.fixture(scope="session", loop_scope="function")
    async def pool():
        return []


    @pytest.mark.asyncio
    async def test_pool(pool):
        assert pool == []
    ```

    ```console
    $ pytest test_pool.py
    ...
    What happened: the fixture `pool` at test_pool.py:5 lives as long as the session, and runs on an
      event loop that lives only as long as the function.
    Why: an async fixture is set up and torn down on the same loop, so the loop must live as long as
      it does.
    Do this: give it a `loop_scope` that is as wide as its scope.
        test_pool.py:5
        - @pytest_asyncio.fixture(scope="session", loop_scope="function")
        + @pytest_asyncio.fixture(scope="session", loop_scope="session")
    More: asyncproof explain scope-mismatch
    ...
    ```

    ## What to do instead

    Let `loop_scope` be at least as wide as `scope`; tests that use the fixture then need the same
    `loop_scope`. Where a wide fixture asks for a narrower one (`tmp_path`, `monkeypatch`, a client), make
    it narrower, or use the wide sister of the other: `tmp_path_factory`, `pytest.MonkeyPatch.context()`.
    """

    slug: ClassVar[str] = "scope-mismatch"
    texts: ClassVar[tuple[str, ...]] = (
        "ScopeMismatch: You tried to access the ... scoped fixture ... with a ... scoped request object",
    )
    order: ClassVar[int] = 20

    def story(self, failure: Failure) -> Story | None:
        """Tell scope against scope, where a fixture in this is async."""
        found = _MESSAGE.match(failure.message) if type(failure.error).__name__ == "Failed" else None
        if found is None:
            return None
        outer = _outer(failure)
        inner = failure.test.fixture(found["inner"])
        runner = _RUNNER.match(found["inner"])
        is_async = failure.test.is_async or (inner is not None and inner.is_async)
        if outer is None or not (runner or outer.is_async or is_async):
            return None
        return _loop_story(outer, found, failure) if runner else _fixture_story(outer, inner, found)


def _outer(failure: Failure) -> Fixture | None:
    stack = _STACK.search(failure.message)
    names = [] if stack is None else _FUNCTION.findall(stack["stack"])
    known = [fixture for name in reversed(names) if (fixture := failure.test.fixture(name)) is not None]
    return known[0] if known else None


def _loop_story(outer: Fixture, found: re.Match[str], failure: Failure) -> Story:
    written = with_argument(outer, "loop_scope", found["wide"])
    if outer.runner and outer.loop_scope and failure.test.mode:
        return Story(
            what=f"the fixture `{outer.name}`{at(outer.place)} lives as long as the {outer.scope}, and "
            f"runs on an event loop "
            f"that lives only as long as the {outer.loop_scope}.",
            why="an async fixture is set up and torn down on the same loop, so the loop must live as long "
            "as it does.",
            do="give it a `loop_scope` that is as wide as its scope.",
            change=written,
        )
    return Story(
        what=f"the fixture `{outer.name}`{at(outer.place)} ({outer.scope} scope) needs an event loop, and "
        f"was given one that "
        f"lives only as long as the {found['short']}.",
        why="an async fixture is set up and torn down on the same loop, so the loop must live as long as "
        "it does.",
        do=f'let it have `loop_scope="{found["wide"]}"`.',
    )


def _fixture_story(outer: Fixture, inner: Fixture | None, found: re.Match[str]) -> Story:
    place = (
        ""
        if inner is None
        else at(inner.place)
        if inner.place and "site-packages" not in inner.place.file
        else ""
    )
    return Story(
        what=f"the fixture `{outer.name}`{at(outer.place)} lives as long as the {found['wide']}, and asks "
        f"for "
        f"`{found['inner']}`{place}, which lives only as long as the {found['short']}.",
        why="what a wide fixture uses would be gone while the wide fixture still lives.",
        do=f"make `{outer.name}` as narrow as `{found['inner']}`, or `{found['inner']}` as wide.",
        change=with_argument(outer, "scope", found["short"]) if not _has_loop_scope(outer) else "",
    )


def _has_loop_scope(fixture: Fixture) -> bool:
    return bool(fixture.loop_scope) and fixture.loop_scope not in ("function", fixture.scope)
