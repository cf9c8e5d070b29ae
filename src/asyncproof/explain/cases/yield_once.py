"""Explains context managers and fixtures that do not yield exactly once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core import Place
from asyncproof.explain.case import Case, Story
from asyncproof.explain.code import function_at
from asyncproof.explain.fixtures import function_of
from asyncproof.explain.wording import shown

if TYPE_CHECKING:
    from types import CodeType

    from asyncproof.explain.code import Function
    from asyncproof.explain.failure import Failure, Fixture

_NEVER = re.compile(r"^generator didn't yield")
_AGAIN = re.compile(r"^generator didn't stop(?P<thrown> after a?throw\(\))?")
_FIXTURE_AGAIN = re.compile(r"^Async generator fixture didn't stop|^Async generator fixture .*did not stop")
_NO_GENERATOR = re.compile(r"^'coroutine' object is not an async iterator")


class YieldOnce(Case):
    """An async context manager or an async fixture must `yield` exactly once, and did not.

    ```python title="test_session.py"
    from contextlib import asynccontextmanager

    import pytest


    @asynccontextmanager
    async def session(ready):
        if ready:
            yield "session"


    @pytest.mark.asyncio
    async def test_session():
        async with session(False):
            pass
    ```

    ```console
    $ pytest test_session.py
    ...
    What happened: `session` (test_session.py:7) came to its end without a `yield`.
    Why: what is before the `yield` runs on entering, what is after it on leaving: there must be
      one.
    Do this: let every way through it meet one `yield`, or raise.
    More: asyncproof explain yield-once
    ...
    ```

    ## What to do instead

    Let every way through the function meet one `yield`, or raise. Put what follows into `finally:`, so
    that an exception of the `with` block, which is thrown in at the `yield`, gets out again. A loop
    around the `yield` makes it yield twice.
    """

    slug: ClassVar[str] = "yield-once"
    texts: ClassVar[tuple[str, ...]] = (
        "Async generator fixture didn't stop",
        "generator didn't yield",
        "generator didn't stop",
        "object is not an async iterator",
        "StopAsyncIteration",
    )
    order: ClassVar[int] = 30

    def story(self, failure: Failure) -> Story | None:
        """Tell which function it is, and what it did."""
        why = "what is before the `yield` runs on entering, what is after it on leaving: there must be one."
        found = _of_fixture(failure) or _of_manager(failure)
        if found is None:
            return None
        function, file, what, do = found
        name = "The generator function" if function is None else f"`{function.name}`"
        where = "" if function is None else f" ({shown(Place(file, function.lineno))})"
        return Story(f"{name}{where} {what}.", why, do)


def _of_fixture(failure: Failure) -> tuple[Function | None, str, str, str] | None:
    if isinstance(failure.error, StopAsyncIteration) and failure.when == "setup" and not failure.message:
        fixture, what = _empty_fixture(failure), (_NO_YIELD, _YIELD)
        if fixture is None:
            return None
    elif isinstance(failure.error, ValueError) and _FIXTURE_AGAIN.match(failure.message):
        fixture, what = _of_traceback(failure), (_TWICE, _STOP)
    else:
        return None
    file = "" if fixture is None or fixture.place is None else fixture.place.file
    return (None if fixture is None else function_of(fixture), file, *what)


def _of_manager(failure: Failure) -> tuple[Function | None, str, str, str] | None:
    manager = _manager(failure)
    if manager is None:
        return None
    if isinstance(failure.error, TypeError) and _NO_GENERATOR.match(failure.message):
        return (*manager, "is decorated with `@asynccontextmanager`, and has no `yield`", _YIELD)
    again = _AGAIN.match(failure.message)
    if not isinstance(failure.error, RuntimeError):
        return None
    if again is not None and again["thrown"]:
        return (*manager, "went on to another `yield` after an exception of the `with` block", _RAISE)
    if again is not None:
        return (*manager, _TWICE, _STOP)
    return (*manager, _NO_YIELD, _YIELD) if _NEVER.match(failure.message) else None


_NO_YIELD = "came to its end without a `yield`"
_TWICE = "came to a second `yield`"
_YIELD = "let every way through it meet one `yield`, or raise."
_STOP = "let it end after its first `yield`."
_RAISE = "let the exception out: put what follows the `yield` into `finally:`, and don't `yield` in a loop."


def _manager(failure: Failure) -> tuple[Function | None, str] | None:
    """Return the async function behind the context manager that contextlib was working for."""
    for frame in reversed(failure.frames):
        if not frame.file.endswith("contextlib.py") or frame.function not in ("__aenter__", "__aexit__"):
            continue
        generator = getattr(frame.local.get("self"), "gen", None)
        code = getattr(generator, "ag_code", None) or getattr(generator, "cr_code", None)
        if code is not None:
            return function_at(code.co_filename, code.co_firstlineno), code.co_filename
    return None


def _empty_fixture(failure: Failure) -> Fixture | None:
    """Return the async generator fixture of the test that pytest-asyncio was starting."""
    functions = (frame.local.get("fixture_function") for frame in reversed(failure.frames))
    return _by_code(next(filter(None, (getattr(one, "__code__", None) for one in functions)), None), failure)


def _of_traceback(failure: Failure) -> Fixture | None:
    """Return the async generator fixture of the test that pytest-asyncio was tearing down."""
    generators = (frame.local.get("gen_obj") for frame in reversed(failure.frames))
    return _by_code(next(filter(None, (getattr(one, "ag_code", None) for one in generators)), None), failure)


def _by_code(code: CodeType | None, failure: Failure) -> Fixture | None:
    place = None if code is None else Place(code.co_filename, code.co_firstlineno)
    known = [one for one in failure.test.fixtures if place is not None and one.place == place]
    return known[0] if known else None
