"""Which line of a test or a fixture did it, where only the outcome is known: found in the text of its functions."""

from __future__ import annotations

import inspect
import linecache
import re
from types import FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from asyncproof.guard.owner import Owner


def plain_function(thing: Any) -> Any:
    """Return the Python function behind a method, a decorator or a descriptor; None if there is none."""
    for name in ("fget", "__func__"):
        thing = getattr(thing, name, None) or thing
    try:
        thing = inspect.unwrap(thing)
    except ValueError:  # it wraps itself
        return None
    thing = getattr(thing, "__func__", thing)
    return thing if isinstance(thing, FunctionType) else None


def codes_of(owner: Owner) -> Iterator[CodeType]:
    """Yield the code of the user's functions that make up a test or a fixture."""
    for function in owner.functions():
        plain = plain_function(function)
        if plain is not None and not is_foreign(plain.__code__.co_filename):
            yield plain.__code__


def line_with(owner: Owner, *patterns: str) -> Place | None:
    """Return the first line of an owner's functions that matches; the first pattern that is found at all counts."""
    codes = list(codes_of(owner))
    for pattern in patterns:
        for code in codes:
            for number in _lines(code):
                if re.search(pattern, linecache.getline(code.co_filename, number)):
                    return Place(code.co_filename, number)
    return None


def _lines(code: CodeType) -> list[int]:
    numbers = {line for _, _, line in code.co_lines() if line is not None}
    for constant in code.co_consts:
        if inspect.iscode(constant):
            numbers.update(_lines(constant))
    return sorted(number for number in numbers if number >= code.co_firstlineno)
