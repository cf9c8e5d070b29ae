"""What looks like an assertion about a mock, in the source of a test and of its fixtures."""

from __future__ import annotations

import ast
import linecache
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from asyncproof.guard.mocks import ASSERTIONS, MISSPELT, SUBJECTS
from asyncproof.guard.reading.body import body_of, code_of_test
from asyncproof.guard.reading.source import function_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.guard.owner import Owner

_SUSPECT = re.compile(
    rf"\.(?:assert_(?:{'|'.join(SUBJECTS)})\w*\b(?!\s*\()|(?:{'|'.join(sorted(MISSPELT))})\b)"
)


def suspects_in(test: Owner) -> Iterator[tuple[str, ast.expr]]:
    """Yield what stands alone or in an `assert`, where the text looks as if it were worth a look."""
    own, _ = code_of_test(test)
    if own is None or not _suspect_lines(own.co_filename):
        return
    for code in {own, *map(body_of, test.functions())}:
        if code is None or not _suspect_lines(code.co_filename):
            continue
        definition = function_of(code)
        if definition is None or not _has_suspect(definition):
            continue
        for node in ast.walk(definition):
            if isinstance(node, ast.Expr):
                yield code.co_filename, node.value
            elif isinstance(node, ast.Assert):
                for asked in node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]:
                    yield code.co_filename, asked


def misspelt_in(test: Owner) -> Iterator[tuple[str, ast.Attribute]]:
    """Yield the names that are no assertions of a mock, but are spelled as if they were."""
    for file, expression in suspects_in(test):
        asked = expression.value if isinstance(expression, ast.Await) else expression
        called = asked.func if isinstance(asked, ast.Call) else asked
        if isinstance(called, ast.Attribute) and called.attr in MISSPELT:
            yield file, called


def _has_suspect(definition: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Attribute) and (node.attr in ASSERTIONS or node.attr in MISSPELT)
        for node in ast.walk(definition)
    )


@lru_cache(maxsize=256)
def _suspect_lines(file: str) -> bool:
    """Say whether a file has a line that looks like it, so that others are not parsed."""
    return not file.startswith("<") and _SUSPECT.search("".join(linecache.getlines(file))) is not None
