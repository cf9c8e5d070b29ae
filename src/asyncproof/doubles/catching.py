"""Who has caught an error: a test that expects it, or code that swallows whatever comes."""

from __future__ import annotations

import ast
import linecache
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, TracebackType

_EXPECTING = {"_pytest", "unittest"}
"""Packages that call functions in order to see them fail."""


class Catcher(NamedTuple):
    """The outermost line that an error came to."""

    code: CodeType
    line: int

    @property
    def expects(self) -> bool:
        """Whether it has waited for an error, as by `with pytest.raises(...)`; true where nobody can tell."""
        file = self.code.co_filename
        if _EXPECTING & set(PurePath(file).parts):
            return True
        try:
            tree = ast.parse("".join(linecache.getlines(file)))
        except SyntaxError:
            return True
        if not tree.body:
            return True
        return any(_waits(node) for node in _withs_around(tree, self.line))


def catcher_of(tb: TracebackType) -> Catcher:
    """Return where a traceback ends."""
    return Catcher(tb.tb_frame.f_code, tb.tb_lineno)


def _withs_around(tree: ast.Module, line: int) -> Iterator[ast.With | ast.AsyncWith]:
    for node in ast.walk(tree):
        if isinstance(node, ast.With | ast.AsyncWith) and node.lineno <= line <= (
            node.end_lineno or node.lineno
        ):
            yield node


def _waits(node: ast.With | ast.AsyncWith) -> bool:
    """Say whether a `with` names something like `raises`, `assertRaises` or `RaisesGroup`."""
    called = (item.context_expr.func for item in node.items if isinstance(item.context_expr, ast.Call))
    return any("raises" in ast.unparse(function).lower() for function in called)
