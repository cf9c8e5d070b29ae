"""Which line did it? Searched for in a test, its fixtures and helpers, once something was found."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.owner import Owner

_NO_DOING = ("@", "#")
_HEADS = ("def ", "async def ")


def line_with(owner: Owner, *patterns: str) -> Place | None:
    """Return the first line of an owner's own code that has one of these patterns, tried in this order."""
    codes = list(codes_of(owner))
    for pattern in patterns:
        wanted = re.compile(pattern)
        for code in codes:
            for number in _lines(code):
                text = linecache.getline(code.co_filename, number)
                if wanted.search(text) and wanted.search(_doing(text.strip())):
                    return Place(code.co_filename, number)
    return None


def _doing(line: str) -> str:
    """Return the part of a line that does something: nothing of a head, unless the body stands beside it."""
    if line.startswith(_NO_DOING):
        return ""
    if not line.startswith(_HEADS):
        return line
    try:
        (head,) = ast.parse(line).body
    except (SyntaxError, ValueError):
        return ""
    first = head.body[0] if isinstance(head, ast.FunctionDef | ast.AsyncFunctionDef) else head
    return line.encode()[first.col_offset :].decode()


def codes_of(owner: Owner) -> Iterator[CodeType]:
    """Yield the code of a test, of its fixtures, and of the functions beside them that they mention."""
    seen: set[CodeType] = set()
    for function in owner.functions():
        plain = plain_function(function)
        if plain is None or is_foreign(plain.__code__.co_filename):
            continue
        helpers = [plain.__globals__.get(name) for name in sorted(_names(plain.__code__))]
        for one in (plain, *map(plain_function, helpers)):
            if one is None or one.__code__ in seen:
                continue
            if one.__code__.co_filename == plain.__code__.co_filename:
                seen.add(one.__code__)
                yield one.__code__


def plain_function(function: Any) -> FunctionType | None:
    """Return the function inside of methods and wrappers; None if there is none."""
    if not callable(function) or isinstance(function, type):
        return None
    try:
        plain = inspect.unwrap(getattr(function, "__func__", function))
    except Exception:  # noqa: BLE001 - it is an object of the user's, which may answer anything
        return None
    return plain if type(plain) is FunctionType else None


def _names(code: CodeType) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names


def _lines(code: CodeType) -> list[int]:
    found = {line for _, _, line in code.co_lines() if line}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found.update(_lines(constant))
    return sorted(found)
