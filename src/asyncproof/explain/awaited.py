"""Finds what was awaited and could not be: which expression it is, and what called."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asyncproof.explain.code import failing_nodes, of_kind, text_of
from asyncproof.explain.values import UNKNOWN, kind_of, makes_coroutine, value_of
from asyncproof.explain.wording import short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.explain.failure import Failure, Frame

_NOT_AWAITABLE = re.compile(
    r"^(?:object )?'?(?P<kind>\w+)'? (?:object )?can't be (?:used in 'await' expression|awaited)"
)
_WANTED = re.compile(
    r"^(?:An asyncio\.Future, a coroutine or an awaitable is required|A coroutine object is required)"
)
_PASSED_ON = (
    "wait_for",
    "gather",
    "shield",
    "ensure_future",
    "create_task",
    "run_until_complete",
    "as_completed",
)


@dataclass(frozen=True, slots=True)
class Awaited:
    """What was awaited."""

    frame: Frame
    node: ast.expr | None
    """The expression, where there is only one that it can be."""
    whole: ast.Await | None
    """The `await` itself, if that is in the user's code."""
    kind: str
    """The class of what was awaited; empty if unknown."""

    @property
    def call(self) -> ast.Call | None:
        """The call whose result was awaited."""
        return self.node if isinstance(self.node, ast.Call) else None

    @property
    def text(self) -> str:
        """The expression, as a person would write it."""
        return "" if self.node is None else short(text_of(self.node))

    @staticmethod
    def of(node: ast.AST) -> str:
        """Return another expression, as a person would write it."""
        return text_of(node)


def find_awaited(failure: Failure) -> Awaited | None:
    """Return what was awaited, if the failure is about that."""
    if not isinstance(failure.error, TypeError):
        return None
    found = _NOT_AWAITABLE.match(failure.message)
    if found is None and not _WANTED.match(failure.message):
        return None
    kind = "" if found is None else found["kind"]
    frame = failure.user_frame
    if frame is None:
        return None
    for node in failing_nodes(frame):
        candidates = list(_awaited_in(node))
        fitting = [one for one in candidates if _fits(one[0], kind, frame)]
        if len(fitting) == 1 or (fitting and (isinstance(node, ast.Await) or not kind)):
            return Awaited(frame, *fitting[0], kind)
        if len(candidates) == 1 and isinstance(candidates[0][0], ast.Call):
            return Awaited(frame, *candidates[0], kind)  # what was called may have been patched then
    return Awaited(frame, None, None, kind)


def _awaited_in(node: ast.AST) -> Iterator[tuple[ast.expr, ast.Await | None]]:
    for one in of_kind(node, ast.Await, ast.Call):
        if isinstance(one, ast.Await):
            if not _passes_on(one.value):
                yield one.value, one
        elif isinstance(one, ast.Call) and _passes_on(one):
            several = text_of(one.func).endswith("gather")
            yield from ((argument, None) for argument in _arguments(one.args if several else one.args[:1]))


def _arguments(nodes: list[ast.expr]) -> Iterator[ast.expr]:
    """Yield arguments; of `*(call(one) for one in all)` the call."""
    for node in nodes:
        inner = node.value if isinstance(node, ast.Starred) else node
        if isinstance(inner, ast.GeneratorExp | ast.ListComp):
            yield inner.elt
        elif inner is node:
            yield node


def _passes_on(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and text_of(node.func).rpartition(".")[2] in _PASSED_ON


def _fits(node: ast.expr, kind: str, frame: Frame) -> bool:
    """Say whether an expression may have this kind of value."""
    value: Any = value_of(node, frame)
    if value is not UNKNOWN:
        if kind:
            return kind_of(value) == kind
        return not hasattr(type(value), "__await__")
    return not (isinstance(node, ast.Call) and makes_coroutine(value_of(node.func, frame)))
