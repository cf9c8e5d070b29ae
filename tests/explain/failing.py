"""Failures for the tests of explanations: a piece of code, run in a file of its own until it raises."""

from __future__ import annotations

import asyncio
import inspect
import linecache
import textwrap
import warnings
from typing import TYPE_CHECKING, Any

from asyncproof.explain import Failure, Test, all_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from asyncproof.explain import Story


class DidNotFailError(Exception):
    """The piece of code has not raised."""


def _written(folder: Path, source: str) -> Path:
    file = folder / "test_module.py"
    file.write_text(textwrap.dedent(source).lstrip(), encoding="utf-8")
    linecache.cache.pop(str(file), None)
    return file


def _imported(file: Path) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "test_module", "__file__": str(file)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # what fails may look as if it would
        exec(compile(file.read_text("utf-8"), str(file), "exec"), names)
    return names


def failure_of(folder: Path, source: str, *, test: Test | None = None, when: str = "call") -> Failure:
    """Write a module, call its `test_it`, and return how that failed."""
    function = _imported(_written(folder, source))["test_it"]
    is_async = inspect.iscoroutinefunction(function)
    try:
        if is_async:
            _raise(asyncio.run(_error_of(function)))
        else:
            function()
    except BaseException as error:
        return Failure(error, when, test or Test("test_module.py::test_it", is_async=is_async))
    raise DidNotFailError


async def _error_of(function: Callable[[], Coroutine[Any, Any, object]]) -> BaseException | None:
    """Return what an async function raises, as it is here: further out 3.10 makes cancellations anew."""
    try:
        await function()
    except BaseException as error:
        return error
    return None


def _raise(error: BaseException | None) -> None:
    if error is not None:
        raise error


def failure_at_import(folder: Path, source: str) -> Failure:
    """Write a module, and return how its import failed: with no frame but its own."""
    file = _written(folder, source)
    try:
        _imported(file)
    except BaseException as error:
        while error.__traceback__ is not None and error.__traceback__.tb_frame.f_code.co_filename != str(
            file
        ):
            error.__traceback__ = error.__traceback__.tb_next
        return Failure(error)
    raise DidNotFailError


def story_of(slug: str, failure: Failure) -> Story | None:
    """Return what one explanation, asked alone, has to tell of a failure."""
    (case,) = [case for case in all_cases() if case.slug == slug]
    return case().story(failure)
