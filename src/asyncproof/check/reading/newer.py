"""Rewrites syntax that is newer than the running Python into older syntax in the same columns.

Whatever else is in the line keeps its place, so that what is found there is told where it is. What can't be
rewritten like this is taken out (`repair.py`).
"""

from __future__ import annotations

import ast
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.reading.logical import Formatted, Logical

Version = tuple[int, int]
RUNNING: Version = sys.version_info[:2]

_EXCEPT_STAR: Version = (3, 11)
_TYPE_PARAMETERS: Version = (3, 13)
"""Their defaults came one version after themselves."""
_FREE_QUOTES: Version = (3, 12)
_NEWEST: Version = (3, 14)
"""The version of t-strings and of `except A, B:`; nothing newer is rewritten."""

_EXCEPT = re.compile(r"\A([ \t\f]*except\b)([ \t]*\*)?([^:#]*)")
_GENERIC = re.compile(r"[ \t\f]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+[ \t]*(\[)")


def rewrite(text: str, line: Logical, strings: Iterable[Formatted], version: Version = RUNNING) -> str:
    """Rewrite the text of one logical line; *strings* are its f-strings and t-strings, placed in it."""
    if version < _NEWEST:
        for string in strings:
            text = _with_older_string(text, string, version)
        if line.word == "except":
            text = _with_one_exception_type(text, version)
    if version < _TYPE_PARAMETERS and line.word in {"def", "class", "async"}:
        text = _without_type_parameters(text)
    return text


def mend_exceptions(tree: ast.Module, lines: set[int]) -> None:
    """Turn `A | B` after `except` on these lines into what was written, the tuple (A, B)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.lineno in lines and isinstance(node.type, ast.BinOp):
            node.type = ast.copy_location(ast.Tuple(_sides(node.type), ast.Load()), node.type)


def _sides(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_sides(node.left), *_sides(node.right)]
    return [node]


def _with_older_string(text: str, string: Formatted, version: Version) -> str:
    """Make an f-string out of a t-string, and a simpler one out of one with freely nested quotes."""
    prefix = string.prefix.replace("t", "f").replace("T", "F")
    start = string.start + len(prefix) + len(string.quote)
    end = string.end - len(string.quote)
    content = text[start:end]
    whole = prefix + string.quote + text[start : string.end]
    if version < _FREE_QUOTES and not _is_expression(whole):
        # The name `_` keeps it from being a constant, which it is not.
        content = re.sub(r"[^\r\n]", "_", content)
        content = "{_}" + content[3:] if "\n" not in content[:3] and len(content) > len("{_}") else content
    return text[: string.start] + prefix + string.quote + content + text[end:]


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_type_parameters(text: str) -> str:
    """Blank the `[T]` of `def name[T]()` and `class Name[T]`."""
    found = _GENERIC.match(text)
    depth = 0
    for position in range(found.start(1), len(text)) if found else ():
        depth += (text[position] == "[") - (text[position] == "]")
        if found and depth == 0:
            blank = re.sub(r"[^\r\n]", " ", text[found.start(1) : position + 1])
            return text[: found.start(1)] + blank + text[position + 1 :]
    return text


def _with_one_exception_type(text: str, version: Version) -> str:
    """Write `except A| B:` for `except A, B:`, and `except` for `except*`."""

    def older(found: re.Match[str]) -> str:
        head, star, types = found.groups(default="")
        if version < _EXCEPT_STAR:
            star = " " * len(star)
        if not re.search(r"[(\[{]|\bas\b", types):
            types = types.replace(",", "|")
        return f"{head}{star}{types}"

    return _EXCEPT.sub(older, text, count=1)
