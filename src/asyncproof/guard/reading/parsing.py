"""Parses Python source for guards, who may be called from a finalizer in the middle of somebody else's parse.

On many versions of Python a parse inside a parse makes the outer one fail with a SystemError (gh-106905 of
CPython), and the outer one may be pytest's. So nothing is parsed there, and who asks knows less.
"""

from __future__ import annotations

import ast
import gc
import linecache

from asyncproof.core.frames import frame_above

_PARSE = ast.parse.__code__
_MOST = 8
_trees: dict[str, ast.Module | None] = {}


def tree_of(file: str) -> ast.Module | None:
    """Return a file, parsed; None where it can't be read, is no Python, or can't be parsed now."""
    if file not in _trees:
        if is_parsing():
            return None
        while len(_trees) >= _MOST:
            del _trees[next(iter(_trees))]
        _trees[file] = parse("".join(linecache.getlines(file)))
    return _trees[file]


def parse(text: str) -> ast.Module | None:
    """Parse a text; None if that is not possible, or not now."""
    if is_parsing():
        return None
    collects = gc.isenabled()
    gc.disable()  # so that no finalizer parses in the middle of this
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, SystemError):
        return None
    finally:
        if collects:
            gc.enable()


def is_parsing() -> bool:
    """Say whether the running code was called from within a parse."""
    frame = frame_above()
    while frame.f_back is not None:
        frame = frame.f_back
        if frame.f_code is _PARSE:
            return True
    return False
