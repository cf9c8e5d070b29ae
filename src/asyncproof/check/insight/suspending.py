"""Where a function may be suspended, so that other tasks run; and what bounds the time that it waits."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import children_of
from asyncproof.check.linking.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asyncproof.check.here import Here

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_SUSPENDING = (ast.Await, ast.AsyncFor, ast.AsyncWith)
TIMEOUTS = frozenset(
    {
        "asyncio.timeout",
        "asyncio.timeout_at",
        "async_timeout.timeout",
        "async_timeout.timeout_at",
        "anyio.fail_after",
        "anyio.move_on_after",
    }
)
"""What bounds all that is awaited in its block."""


def own_nodes(roots: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield some nodes and all in them, in the order of the source, but not what nested functions do."""
    stack = list(roots)
    stack.reverse()
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack += reversed(children_of(node))


def suspends(node: ast.AST) -> bool:
    """Tell whether a node itself may suspend the function that it is in."""
    if isinstance(node, ast.comprehension):
        return bool(node.is_async)
    return isinstance(node, _SUSPENDING)


def suspensions_in(roots: Iterable[ast.AST]) -> list[ast.AST]:
    """Return where some nodes may suspend the function that they are in."""
    return [node for node in own_nodes(roots) if suspends(node)]


def inside_function(parents: Sequence[ast.AST]) -> list[ast.AST]:
    """Return those of some nested nodes that are in the body of the innermost function, outermost first."""
    for number in range(len(parents) - 1, -1, -1):
        if isinstance(parents[number], _SCOPES):
            return list(parents[number + 1 :])
    return list(parents)


def is_bounded(here: Here) -> bool:
    """Tell whether something bounds how long the present node may wait: a block around it, a mark, pytest."""
    for node in inside_function(here.parents):
        if isinstance(node, (ast.With, ast.AsyncWith)) and any(
            here.full_name(item.context_expr) in TIMEOUTS
            or "timeout" in ast.unparse(item.context_expr).lower()
            for item in node.items
        ):
            return True
        if isinstance(node, ast.Call) and last_name(node.func) == "wait_for":
            return True
    return _is_bounded_test(here)


def _is_bounded_test(here: Here) -> bool:
    """Tell whether a mark, or whoever runs a test in a way of its own, bounds it."""
    if here.test is None:
        return False
    return here.test.mark("timeout") is not None or here.evaluator.shape(here.test.function) is Shape.UNKNOWN
