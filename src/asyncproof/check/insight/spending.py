"""Coroutines that a function awaits a second time."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.expecting import expects
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.insight.uses import How, around_of, uses_in
from asyncproof.check.linking import Coroutine

if TYPE_CHECKING:
    from asyncproof.check.here import Here
    from asyncproof.check.insight.uses import Use

_TAKING = frozenset(f"asyncio.{name}" for name in ("create_task", "ensure_future", "shield", "wait_for"))
"""Functions that await what they get."""
_REUSED = frozenset({"RuntimeError"})
_LEAVING = (ast.Break, ast.Return, ast.Raise)


def awaited_again(node: ast.Assign, here: Here) -> Use | None:
    """Return the use that awaits a coroutine with a name for the second time; None if none does."""
    target, around = node.targets[0], around_of(here.parents)
    if around is None or len(node.targets) > 1 or not isinstance(target, ast.Name):
        return None
    if not _is_coroutine(node.value, here):  # as with most, whose uses nobody has to gather
        return None
    uses = uses_in(around)
    later = uses.after(target.id, node)
    if target.id in uses.elsewhere or len(here.scope.bindings.get(target.id, ())) != 1:
        return None
    spending = [use for use in later if not use.inner and _spends(use, here)]
    if not spending or any(expects(use.around, use.node, _REUSED) for use in spending):
        return None
    if _is_repeated(spending[0], len(here.path)):
        return spending[0]
    is_certain = all(arm.kind == "try" and not arm.arm for arm in spending[0].path[len(here.path) :])
    return spending[1] if is_certain and len(spending) > 1 else None


def _is_coroutine(node: ast.expr, here: Here) -> bool:
    value = here.value(node) if isinstance(node, ast.Call) and here.may_be(node, Coroutine) else None
    return isinstance(value, Coroutine) and value.source is not None and value.source.facts.is_async


def _spends(use: Use, here: Here) -> bool:
    """Tell whether a use awaits a coroutine, by itself or by a function of asyncio."""
    if use.packed:
        return False
    if use.how is How.AWAITED:
        return True
    return use.how is How.GIVEN and use.call is not None and here.full_name(use.call.func) in _TAKING


def _is_repeated(use: Use, depth: int) -> bool:
    """Tell whether a use is in a loop that the coroutine is not made in, and that goes on after it."""
    if not any(arm.kind == "loop" for arm in use.path[depth:]):
        return False
    loop = next(one for one in reversed(use.around) if isinstance(one, (ast.For, ast.AsyncFor, ast.While)))
    return not any(isinstance(one, _LEAVING) for one in nodes_in(loop))
