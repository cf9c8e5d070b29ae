"""Which errors and warnings are expected where a node stands: a line in such a block is there to fail."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RAISING = frozenset({"raises", "assertRaises", "assertRaisesRegex", "RaisesExc", "RaisesGroup"})
_WARNING = frozenset({"warns", "assertWarns", "assertWarnsRegex"})
_NEVER_AWAITED = "never awaited"
_RUNTIME_WARNING = frozenset({"RuntimeWarning", "Warning"})

Block = ast.With | ast.AsyncWith


def expects(parents: Sequence[ast.AST], node: ast.AST, names: frozenset[str]) -> bool:
    """Tell whether what stands around a node expects an error or a warning of one of these names."""
    blocks = (*_blocks(parents, node), *_blocks_beside(parents))
    if not names.isdisjoint(name for block in blocks for name in _expected_by(block)):
        return True
    return not names.isdisjoint(_RUNTIME_WARNING) and any(map(_looks_at_warnings, parents))


def is_meant_to_fail(parents: Sequence[ast.AST], node: ast.AST) -> bool:
    """Tell whether any error is expected where a node stands, so that not all of it may be run."""
    return any(
        isinstance(item.context_expr, ast.Call) and last_name(item.context_expr.func) in _RAISING
        for block in _blocks(parents, node)
        for item in block.items
    )


def _blocks(parents: Sequence[ast.AST], node: ast.AST) -> Iterator[Block]:
    """Yield the `with` statements whose block a node is in, up to the function around."""
    inner = node
    for parent in reversed(parents):
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return
        if isinstance(parent, (ast.With, ast.AsyncWith)) and not _is_entered(parent, inner):
            yield parent
        inner = parent


def _blocks_beside(parents: Sequence[ast.AST]) -> Iterator[Block]:
    """Yield the `with` statements of the outermost function, from one of which it may call an inner one."""
    functions = [parent for parent in parents if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for one in nodes_in(functions[0]) if len(functions) > 1 else ():
        if isinstance(one, (ast.With, ast.AsyncWith)):
            yield one


def _is_entered(block: Block, node: ast.AST) -> bool:
    """Tell whether a node is a part of what a statement enters, not of its block."""
    return any(one is node for item in block.items for one in nodes_in(item))


def _expected_by(block: Block) -> Iterator[str]:
    """Yield the last names of the errors and warnings that a block expects."""
    for item in block.items:
        call = item.context_expr
        if not isinstance(call, ast.Call):
            continue
        name = last_name(call.func)
        if name in _RAISING or name in _WARNING:
            expected = call.args[0] if call.args else _keyword(call, "expected_exception", "expected_warning")
            yield from _names(expected)
            if expected is None and name in _WARNING:
                yield "Warning"
        elif name == "catch_warnings" and getattr(_keyword(call, "record"), "value", False) is True:
            yield "Warning"


def _names(node: ast.expr | None) -> Iterator[str]:
    for one in node.elts if isinstance(node, ast.Tuple) else [node]:
        if one is not None:
            yield last_name(one)


def _looks_at_warnings(function: ast.AST) -> bool:
    """Tell whether a test looks at warnings of coroutines by a fixture, or has a mark that names them."""
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    if any(argument.arg == "recwarn" for argument in function.args.args):
        return True
    return any(
        isinstance(mark, ast.Call)
        and last_name(mark.func) == "filterwarnings"
        and any(_NEVER_AWAITED in str(getattr(text, "value", "")) for text in mark.args)
        for mark in function.decorator_list
    )


def _keyword(call: ast.Call, *names: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg in names), None)
