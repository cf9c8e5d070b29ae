"""Async tests that nobody can reach: hidden by a namesake, or inside of a function."""

from __future__ import annotations

import ast
import inspect
import linecache
import re
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

from asyncproof.core import Place
from asyncproof.guard.reading.body import defined_on
from asyncproof.guard.reading.parsing import tree_of
from asyncproof.guard.reading.source import function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.owner import Owner

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINITION = re.compile(r"^([ \t]*)(?:(class)\s|(?:async\s+)?def\s+(test\w*))", re.MULTILINE)

_TESTS = re.compile(rb"def\s+(test\w*)")


def hidden_by(code: CodeType, test: Owner) -> Place | None:
    """Return where an async test is defined that this one has replaced under its name."""
    if code.co_name not in _repeated(code.co_filename):
        return None
    for name, hidden, hiding in _replaced(code.co_filename):
        if name == code.co_name and hiding == (code.co_firstlineno, test.name.count("::") - 1):
            return Place(code.co_filename, hidden)
    return None


def uncalled_tests(code: CodeType) -> Iterator[tuple[str, Place]]:
    """Yield the async tests that a function defines inside itself and never mentions again."""
    for constant in code.co_consts:
        if not isinstance(constant, CodeType) or not constant.co_name.startswith("test"):
            continue
        if constant.co_flags & inspect.CO_COROUTINE and constant.co_name in code.co_varnames:
            definition = function_of(code)
            if definition is not None and not _is_mentioned(definition, constant.co_name):
                yield constant.co_name, defined_on(constant)


def _is_mentioned(definition: ast.AST, name: str) -> bool:
    for node in ast.walk(definition):
        if isinstance(node, ast.Name) and node.id in {name, "locals"}:
            return True
        if isinstance(node, ast.AsyncFunctionDef) and node.name == name and node.decorator_list:
            return True  # whoever decorates it may keep it
    return False


@lru_cache(maxsize=64)
def _repeated(file: str) -> frozenset[str]:
    """Return the names that tests of a file have more than once in one class, or in the module."""
    if file.startswith("<") or not _has_namesakes(file):
        return frozenset()
    seen: set[tuple[int, int, str]] = set()
    repeated: set[str] = set()
    classes = 0
    lines = linecache.getlines(file)
    heads = [line for line in lines if ("test" in line and "def" in line) or "class" in line]
    for indent, is_class, name in _DEFINITION.findall("".join(heads)):
        if is_class:
            classes += 1
            continue
        key = (len(indent), classes if indent else 0, name)
        if key in seen:
            repeated.add(name)
        seen.add(key)
    return frozenset(repeated)


def _has_namesakes(file: str) -> bool:
    """Say quickly whether two functions of a file may have the same name: in most files none do."""
    try:
        text = Path(file).read_bytes()
    except OSError:  # it may be in an archive
        return True
    names = _TESTS.findall(text)
    return len(set(names)) < len(names)


@lru_cache(maxsize=64)
def _replaced(file: str) -> tuple[tuple[str, int, tuple[int, int]], ...]:
    """Return name, line of the hidden async test, and first line and depth of the one that hides it."""
    tree = tree_of(file)
    return () if tree is None else tuple(_in_body(tree.body, 0))


def _in_body(body: list[ast.stmt], depth: int) -> Iterator[tuple[str, int, tuple[int, int]]]:
    known: dict[str, ast.stmt] = {}
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            yield from _in_body(statement.body, depth + 1)
        for node in ast.walk(statement):  # whoever mentions it, keeps it
            if isinstance(node, ast.Name):
                known.pop(node.id, None)
        if isinstance(statement, _FUNCTIONS) and statement.name.startswith("test"):
            earlier = known.get(statement.name)
            if isinstance(earlier, ast.AsyncFunctionDef):
                lines = [statement.lineno, *(one.lineno for one in statement.decorator_list)]
                yield earlier.name, earlier.lineno, (min(lines), depth)
            known[statement.name] = statement
