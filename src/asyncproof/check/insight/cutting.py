"""Edits that take something out of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.hit import Edit, Span

if TYPE_CHECKING:
    import ast


def without_lines(node: ast.expr | ast.stmt) -> Edit:
    """Return the edit that takes out the lines of a decorator or a statement that has them for itself."""
    return Edit(Span(node.lineno, 0, (node.end_lineno or node.lineno) + 1, 0), "")


def without_word(node: ast.expr, inner: ast.expr) -> Edit:
    """Return the edit that takes out what stands before a part of an expression, as its `await`."""
    return Edit(Span(node.lineno, node.col_offset, inner.lineno, inner.col_offset), "")
