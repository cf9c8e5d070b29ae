"""Explains an async fixture that nobody runs, so that the test can't have its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.explain.case import Case, Story
from asyncproof.explain.changes import diff
from asyncproof.explain.fixtures import function_of, run_by_asyncio
from asyncproof.explain.wording import at

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure, Fixture

_MESSAGE = re.compile(r"requested an async fixture '(?P<name>[^']+)'")
_OBJECTS = re.compile(r"\b(?:coroutine|async_generator)\b")


class AsyncFixture(Case):
    """An async fixture is decorated with `pytest.fixture`, and in strict mode nobody runs such a fixture.

    ```python title="test_user.py"
    import pytest


    @pytest.fixture
    async def user():
        return {"name": "Ada"}


    @pytest.mark.asyncio
    async def test_name(user):
        assert user["name"] == "Ada"
    ```

    ```console
    $ pytest test_user.py
    ...
    What happened: the fixture `user` at test_user.py:4 is async, is decorated with
      `pytest.fixture`, and nobody runs it: pytest-asyncio is in strict mode.
    Why: pytest calls fixtures as plain functions; in strict mode pytest-asyncio runs those that say
      so.
    Do this: decorate it with `pytest_asyncio.fixture`, or set `asyncio_mode = auto`.
        test_user.py:4
        - @pytest.fixture
        + @pytest_asyncio.fixture
    More: asyncproof explain async-fixture
    ...
    ```

    ## What to do instead

    Use `@pytest_asyncio.fixture` (after `import pytest_asyncio`), or auto mode. In tests of anyio's
    runner an async fixture is run if the test, or the fixture itself, uses `anyio_backend`.
    """

    slug: ClassVar[str] = "async-fixture"
    texts: ClassVar[tuple[str, ...]] = ("requested an async fixture '...'",)
    order: ClassVar[int] = 20

    def story(self, failure: Failure) -> Story | None:
        """Tell which fixture it is."""
        fixture = self._refused(failure) or self._unfinished(failure) or self._handed_over(failure)
        if fixture is None:
            return None
        strict = failure.test.mode == "strict"
        reason = "pytest-asyncio is in strict mode" if strict else "no plugin takes it for one of its own"
        if failure.test.mark == "anyio" and not failure.test.is_async:
            return Story(
                what=f"the fixture `{fixture.name}`{at(fixture.place)} is async, and the test is not.",
                why="anyio runs async fixtures for async tests.",
                do="make the test async.",
            )
        if fixture.runner:
            return Story(
                what=f"the fixture `{fixture.name}`{at(fixture.place)} was not set up to its end for an "
                "earlier test: it is not async, and pytest refused it, or a cancellation cut it off.",
                why="pytest does not set up a second time what went wrong so.",
                do="look at the first test that failed for it: make it async, or keep the cancellation from "
                "leaving the fixture.",
            )
        function, file = function_of(fixture), "" if fixture.place is None else fixture.place.file
        return Story(
            what=f"the fixture `{fixture.name}`{at(fixture.place)} is async, is decorated with "
            f"`pytest.fixture`, and nobody "
            f"runs it: {reason}.",
            why="pytest calls fixtures as plain functions; in strict mode pytest-asyncio runs those that "
            "say so.",
            do="decorate it with `pytest_asyncio.fixture`, or set `asyncio_mode = auto`."
            if failure.test.mode
            else "install a plugin that runs async fixtures, like pytest-asyncio.",
            change=""
            if function is None or not failure.test.mode
            else diff(file, run_by_asyncio(file, function)),
        )

    @staticmethod
    def _refused(failure: Failure) -> Fixture | None:
        """Find the fixture that pytest refuses to call."""
        found = _MESSAGE.search(failure.message) if type(failure.error).__name__ == "Failed" else None
        fixture = None if found is None else failure.test.fixture(found["name"])
        return fixture if fixture is not None and fixture.is_async else None

    @staticmethod
    def _unfinished(failure: Failure) -> Fixture | None:
        """Find the fixture that pytest has refused for an earlier test: now its own assertion fails."""
        if type(failure.error) is not AssertionError or failure.message or failure.when != "setup":
            return None
        last = failure.frames[-1] if failure.frames else None
        if last is None or not last.is_foreign or not last.file.endswith("fixtures.py"):
            return None
        return failure.test.fixture(getattr(last.local.get("self"), "argname", ""))

    @staticmethod
    def _handed_over(failure: Failure) -> Fixture | None:
        """Find the fixture whose coroutine or generator was given to the test."""
        if not isinstance(failure.error, TypeError | AttributeError | AssertionError):
            return None
        if not _OBJECTS.search(failure.message):
            return None
        forgotten = [one for one in failure.test.fixtures if one.is_async and not one.runner]
        kinds = ("coroutine", "async_generator")
        return next((one for one in forgotten if type(one.value).__name__ in kinds), None)
