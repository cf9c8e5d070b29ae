"""Failures for the tests of explanations: a piece of code, run in a file of its own until it raises."""

from __future__ import annotations

import asyncio
import inspect
import linecache
import textwrap
import warnings
from typing import TYPE_CHECKING, Any

from asyncproof.explain import Failure, Test

if TYPE_CHECKING:
    from pathlib import Path


class DidNotFailError(Exception):
    """The piece of code has not raised."""


def failure_of(folder: Path, source: str, *, test: Test | None = None, when: str = "call") -> Failure:
    """Write a module, call its `test_it`, and return how that failed."""
    file = folder / "test_module.py"
    file.write_text(textwrap.dedent(source).lstrip(), encoding="utf-8")
    linecache.cache.pop(str(file), None)
    names: dict[str, Any] = {"__name__": "test_module", "__file__": str(file)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # what fails may look as if it would
        exec(compile(file.read_text("utf-8"), str(file), "exec"), names)
    function = names["test_it"]
    try:
        if inspect.iscoroutinefunction(function):
            asyncio.run(function())
        else:
            function()
    except BaseException as error:
        facts = test or Test("test_module.py::test_it", is_async=inspect.iscoroutinefunction(function))
        return Failure(error, when, facts)
    raise DidNotFailError
