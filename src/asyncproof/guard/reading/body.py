"""The code of a function that others call for the user, below what is wrapped around it."""

from __future__ import annotations

import functools
import inspect
import linecache
import re
from types import FunctionType
from typing import TYPE_CHECKING, Any

from asyncproof.core import Place

if TYPE_CHECKING:
    from types import CellType, CodeType

    from asyncproof.guard.owner import Owner

_DEEPEST = 20
_last: list[Any] = []
"""The test that was asked about last, what is known of it, and whether that stays: a class may add to it.

It is without its functions, which may keep an object of the user's.

Of each look at the code of a function Python tells its audit hooks, which takes a while.
"""
_MOST_LINES = 60


def body_of(function: Any) -> CodeType | None:
    """Return the code of a function below partial objects, methods and decorators that say what they wrap."""
    for _ in range(_DEEPEST):
        if isinstance(function, functools.partial):
            function = function.func
        elif (inner := _below(function)) is not None:
            function = inner
        else:
            break
    code = getattr(function, "__code__", None)
    return code if hasattr(code, "co_flags") else None


def code_of_test(test: Owner) -> tuple[CodeType | None, dict[str, Any]]:
    """Return the code of a test's function, and the global names that it sees.

    Several guards ask for every test, so the last answer is kept.
    """
    if not _last or _last[0] is not test:
        _ask(test, test.functions())
    return _last[1], _last[2]


def parts_of(test: Owner) -> list[tuple[Any, CodeType | None]]:
    """Return each of a test's functions with its code; None for what has none of its own."""
    functions = test.functions()
    # A `TestCase` has its `setUp` only once there is an instance.
    if not _last or _last[0] is not test or len(_last[3]) != len(functions):
        _ask(test, functions)
    return list(zip(functions, _last[3], strict=True))


def codes_of_parts(test: Owner) -> tuple[CodeType | None, ...]:
    """Return the code of each of a test's functions; quicker than to ask for these too."""
    if not _last or _last[0] is not test or not _last[4]:
        parts_of(test)
    codes: tuple[CodeType | None, ...] = _last[3]
    return codes


def _ask(test: Owner, functions: tuple[Any, ...]) -> None:
    codes = tuple(getattr(one, "__code__", None) for one in functions)
    function = functions[0] if functions else None
    if type(function) is FunctionType and "__wrapped__" not in function.__dict__:  # as most are
        is_of_no_class = "." not in function.__qualname__
        _last[:] = [test, codes[0], function.__globals__, codes, is_of_no_class]
    else:
        inner = None if function is None else inspect.unwrap(getattr(function, "__func__", function))
        _last[:] = [test, body_of(function), getattr(inner, "__globals__", {}), codes, False]


def bodies_of(function: Any, name: str) -> set[CodeType]:
    """Return the code of a function, and what has this *name* in the closures of it: what it may wrap."""
    own = body_of(function)
    if own is None:
        return set()
    found, todo = {own}, _closure(function)
    for _ in range(_DEEPEST):
        if not todo:
            break
        inner = todo.pop()
        code = body_of(inner)
        if code is not None and code not in found and inner.__name__ == name:
            found.add(code)
        todo += _closure(inner)
    return found


def defined_on(code: CodeType) -> Place:
    """Return the line with the name of a function, which is below its decorators."""
    name = re.compile(rf"\s*(async\s+)?def\s+{re.escape(code.co_name)}\b")
    for line in range(code.co_firstlineno, code.co_firstlineno + _MOST_LINES):
        if name.match(linecache.getline(code.co_filename, line)):
            return Place(code.co_filename, line)
    return Place(code.co_filename, code.co_firstlineno)


def _below(function: Any) -> Any:
    try:
        own = vars(function)
    except TypeError:
        own = {}
    return own.get("__wrapped__") or getattr(function, "__func__", None)


def _closure(function: Any) -> list[Any]:
    function = getattr(function, "__func__", function)
    held = map(_content, getattr(function, "__closure__", None) or ())
    return [one for one in held if hasattr(one, "__code__")]


def _content(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not filled yet
        return None
