"""How an expression is used, by the nodes around it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from asyncproof.check.insight.uses.use import How

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Manner(NamedTuple):
    """How something is used, with what is concerned."""

    how: How
    detail: str = ""
    call: ast.Call | None = None
    packed: bool = False


_DISPLAYS = (ast.Tuple, ast.List, ast.Set, ast.Dict)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def manner_of(node: ast.expr, around: Sequence[ast.AST]) -> Manner:
    """Return how an expression is used that stands in these nodes, the nearest last."""
    packed = False
    child: ast.AST = node
    number = len(around) - 1
    while _hands_up(around[number], child):
        child = around[number]
        packed = packed or isinstance(child, (*_DISPLAYS, *_COMPREHENSIONS))
        number -= 1
    parent = around[number]
    reader = _READERS.get(type(parent))
    above = around[number - 1] if number else None
    found = Manner(How.OTHER) if reader is None else reader(parent, child, above)
    return found._replace(packed=packed)


def _hands_up(parent: ast.AST, child: ast.AST) -> bool:
    """Tell whether the value of an expression is that of its part, or holds it."""
    if isinstance(parent, ast.IfExp):
        return child is not parent.test
    if isinstance(parent, _COMPREHENSIONS):
        return not isinstance(child, ast.comprehension)
    return isinstance(parent, (ast.Starred, ast.BoolOp, *_DISPLAYS))


def _attribute(parent: ast.Attribute, _: ast.AST, above: ast.AST | None) -> Manner:
    if not isinstance(parent.ctx, ast.Load):
        return Manner(How.CHANGED, parent.attr)
    if isinstance(above, ast.Call) and above.func is parent:
        return Manner(How.METHOD, parent.attr, above)
    return Manner(How.ATTRIBUTE, parent.attr)


def _subscript(parent: ast.Subscript, child: ast.AST, _: ast.AST | None) -> Manner:
    is_load = isinstance(parent.ctx, ast.Load)
    if parent.value is child:
        return Manner(How.ITEM if is_load else How.CHANGED)
    return Manner(How.OTHER if is_load else How.STORED)


def _call(parent: ast.Call, child: ast.AST, _: ast.AST | None) -> Manner:
    return Manner(How.CALLED if parent.func is child else How.GIVEN, call=parent)


def _keyword(_: ast.keyword, __: ast.AST, above: ast.AST | None) -> Manner:
    return Manner(How.GIVEN, call=above if isinstance(above, ast.Call) else None)


def _named(parent: ast.NamedExpr, _: ast.AST, __: ast.AST | None) -> Manner:
    return Manner(How.ALIASED, parent.target.id)


def _assign(parent: Any, child: ast.AST, _: ast.AST | None) -> Manner:
    targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
    if child is not parent.value:
        return Manner(How.OTHER)
    if any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in targets):
        return Manner(How.STORED)
    return Manner(How.ALIASED, getattr(targets[0], "id", ""))


def _always(how: How) -> Callable[[Any, ast.AST, ast.AST | None], Manner]:
    return lambda *_: Manner(how)


def _part(name: str, how: How) -> Callable[[Any, ast.AST, ast.AST | None], Manner]:
    """Return a reader for nodes of which only one part counts."""
    return lambda parent, child, _: Manner(how if getattr(parent, name) is child else How.OTHER)


_READERS: dict[type, Callable[[Any, ast.AST, ast.AST | None], Manner]] = {
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.keyword: _keyword,
    ast.NamedExpr: _named,
    **dict.fromkeys((ast.Assign, ast.AnnAssign, ast.AugAssign), _assign),
    ast.Await: _always(How.AWAITED),
    **dict.fromkeys((ast.Return, ast.Yield, ast.YieldFrom, ast.Raise, ast.Lambda), _always(How.RETURNED)),
    **dict.fromkeys((ast.For, ast.AsyncFor, ast.comprehension), _part("iter", How.ITERATED)),
    ast.withitem: _part("context_expr", How.ENTERED),
    **dict.fromkeys((ast.Compare, ast.UnaryOp, ast.IfExp), _always(How.TESTED)),
    **dict.fromkeys((ast.Assert, ast.If, ast.While), _always(How.TESTED)),
}
