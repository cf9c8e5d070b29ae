"""Gathers the uses of all names in a function, in one walk."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from asyncproof.check.facts import Arm, Binding, reaching
from asyncproof.check.facts.nodes import FUNCTIONS, arguments_of, at_of, declared_elsewhere, end_of
from asyncproof.check.facts.parts import LEAVES, PARTS, nodes_in
from asyncproof.check.facts.term import OPAQUE
from asyncproof.check.insight.uses.manner import Manner, manner_of
from asyncproof.check.insight.uses.use import How, Use

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asyncproof.check.facts import Path

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_FEW = 8
"""A walk is in one function at a time, so the answers for a few are enough."""
_ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)


class Uses:
    """The uses of the names in one function."""

    def __init__(self, found: dict[str, tuple[Use, ...]], elsewhere: frozenset[str]) -> None:
        """Keep what was found."""
        self._found = found
        self.elsewhere = elsewhere
        """The names that it, or a function in it, declares `global` or `nonlocal`."""

    def of(self, name: str) -> tuple[Use, ...]:
        """Return all uses of a name, in the order of the source."""
        return self._found.get(name, ())

    def after(self, name: str, statement: ast.AST) -> tuple[Use, ...]:
        """Return the uses that may see what a statement binds a name to; what binds it is none of them."""
        uses = self.of(name)
        bound = {
            id(use): Binding(OPAQUE, use.at, use.path)
            for use in uses
            if use.how is How.BOUND and not use.inner
        }
        own = {
            id(bound[id(use)])
            for use in uses
            if id(use) in bound and (statement is use.node or statement in use.around)
        }
        return tuple(
            use
            for use in uses
            if use.how is not How.BOUND
            and (use.inner or any(id(one) in own for one in reaching(bound.values(), use.at, use.path)))
        )


@lru_cache(maxsize=_FEW)
def uses_in(function: AnyFunction) -> Uses:
    """Return the uses of the names in a function's body."""
    gathering = _Gathering()
    gathering.block(function.body, ())
    found = {name: tuple(uses) for name, uses in gathering.found.items()}
    return Uses(found, frozenset(gathering.elsewhere | declared_elsewhere(function.body)))


def around_of(parents: Sequence[ast.AST]) -> AnyFunction | None:
    """Return the innermost of some nested nodes that is a function."""
    return next((node for node in reversed(parents) if isinstance(node, FUNCTIONS)), None)


class _Gathering:
    """Walks over a function."""

    def __init__(self) -> None:
        self.found: dict[str, list[Use]] = {}
        self.elsewhere: set[str] = set()
        self.around: list[ast.AST] = []
        self.hidden: list[frozenset[str]] = []
        """The names that nested functions and comprehensions have for themselves."""
        self.inner = 0

    def block(self, nodes: Sequence[ast.AST], path: Path) -> None:
        for node in nodes:
            self.visit(node, path)

    def visit(self, node: ast.AST, path: Path) -> None:
        if isinstance(node, ast.Name):
            self._name(node, path)
            return
        self._binds(node, path)
        self.around.append(node)
        walker = _WALKERS.get(type(node))
        if walker is None:
            self.children(node, path)
        else:
            walker(self, node, path)
        self.around.pop()

    def children(self, node: ast.AST, path: Path) -> None:
        if node.__class__ in LEAVES:
            return
        for field in PARTS[node.__class__]:
            value = getattr(node, field, None)
            if isinstance(value, list):
                self.block([one for one in value if isinstance(one, ast.AST)], path)
            elif isinstance(value, ast.AST):
                self.visit(value, path)

    def arm(self, node: Any, nodes: Sequence[ast.AST], path: Path, arm: int, kind: str) -> None:
        self.block(nodes, (*path, Arm(at_of(node), arm, kind)))

    def hiding(self, names: frozenset[str], nodes: Sequence[ast.AST], path: Path, *, inner: bool) -> None:
        """Visit nodes that have some names for themselves."""
        self.hidden.append(names)
        self.inner += inner
        self.block(nodes, path)
        self.inner -= inner
        self.hidden.pop()

    def _name(self, node: ast.Name, path: Path) -> None:
        if isinstance(node.ctx, ast.Load):
            self.add(node.id, node, manner_of(node, self.around), path)
        elif isinstance(node.ctx, ast.Del):
            self.add(node.id, node, Manner(How.DELETED), path)
        else:
            self.add(node.id, node, Manner(How.BOUND), path)

    def _binds(self, node: ast.AST, path: Path) -> None:
        """Note the names that are bound by other nodes than names."""
        if isinstance(node, (ast.ExceptHandler, *FUNCTIONS, ast.ClassDef)):
            names = [node.name]
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)):
            names = [node.name]
        else:
            return
        for name in names:
            if name is not None:
                self.add(name, node, Manner(How.BOUND), path)

    def add(self, name: str, node: Any, manner: Manner, path: Path) -> None:
        """Note a use, if the name is not somebody else's."""
        if any(name in names for names in self.hidden):
            return
        place = at_of(node)
        if manner.how is How.BOUND and self.around and isinstance(self.around[-1], _ASSIGNMENTS):
            place = end_of(self.around[-1])  # the right side is worked out first
        around = (*self.around, node) if isinstance(node, ast.stmt) else tuple(self.around)
        use = Use(name, node, manner.how, around, place, path, *manner[1:], bool(self.inner))
        self.found.setdefault(name, []).append(use)


def _function(walk: _Gathering, node: AnyFunction, path: Path) -> None:
    walk.block([*node.decorator_list, *node.args.defaults], path)
    walk.block([one for one in node.args.kw_defaults if one is not None], path)
    elsewhere = declared_elsewhere(node.body)
    walk.elsewhere |= elsewhere
    own = _bound_in(node.body) - elsewhere | {argument.arg for argument in arguments_of(node.args)}
    walk.hiding(frozenset(own), node.body, path, inner=True)


def _class(walk: _Gathering, node: ast.ClassDef, path: Path) -> None:
    walk.block([*node.decorator_list, *node.bases, *node.keywords], path)
    walk.hiding(frozenset(), node.body, path, inner=True)


def _lambda(walk: _Gathering, node: ast.Lambda, path: Path) -> None:
    walk.block(node.args.defaults, path)
    walk.hiding(frozenset(one.arg for one in arguments_of(node.args)), [node.body], path, inner=True)


def _bound_in(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that the body of a function makes its own."""
    inner = _Gathering()
    inner.block(body, ())
    return {
        name
        for name, uses in inner.found.items()
        if any(use.how is How.BOUND and not use.inner for use in uses)
    }


def _comprehension(walk: _Gathering, node: Any, path: Path) -> None:
    names = frozenset(
        name.id
        for generator in node.generators
        for name in nodes_in(generator.target)
        if isinstance(name, ast.Name)
    )
    first = node.generators[0]
    walk.around.append(first)
    walk.visit(first.iter, path)
    walk.around.pop()
    inside = (*path, Arm(at_of(node), 0, "inner"))
    walk.hidden.append(names)
    for generator in node.generators:
        walk.around.append(generator)
        walk.block([*([] if generator is first else [generator.iter]), *generator.ifs], inside)
        walk.around.pop()
    given = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    walk.block(given, inside)
    walk.hidden.pop()


def _if(walk: _Gathering, node: ast.If, path: Path) -> None:
    walk.visit(node.test, path)
    walk.arm(node, node.body, path, 0, "if")
    walk.arm(node, node.orelse, path, 1, "if")


def _while(walk: _Gathering, node: ast.While, path: Path) -> None:
    walk.arm(node, [node.test, *node.body], path, 0, "loop")
    walk.arm(node, node.orelse, path, 1, "try")


def _for(walk: _Gathering, node: ast.For | ast.AsyncFor, path: Path) -> None:
    walk.visit(node.iter, path)
    walk.arm(node, [node.target, *node.body], path, 0, "loop")
    walk.arm(node, node.orelse, path, 1, "try")


def _try(walk: _Gathering, node: Any, path: Path) -> None:
    walk.arm(node, node.body, path, 0, "try")
    for number, handler in enumerate(node.handlers, 1):
        walk.arm(node, [handler], path, number, "try")
    walk.arm(node, node.orelse, path, 0, "try")
    walk.block(node.finalbody, path)


def _match(walk: _Gathering, node: ast.Match, path: Path) -> None:
    walk.visit(node.subject, path)
    for number, case in enumerate(node.cases):
        walk.arm(node, [case], path, number, "if")


def _augmented(walk: _Gathering, node: ast.AugAssign, path: Path) -> None:
    if isinstance(node.target, ast.Name):
        walk.add(node.target.id, node.target, Manner(How.OTHER), path)
    walk.children(node, path)


_WALKERS: dict[type, Callable[[_Gathering, Any, Path], None]] = {
    **dict.fromkeys(FUNCTIONS, _function),
    ast.ClassDef: _class,
    ast.Lambda: _lambda,
    ast.If: _if,
    ast.While: _while,
    **dict.fromkeys((ast.For, ast.AsyncFor), _for),
    ast.Try: _try,
    ast.Match: _match,
    ast.AugAssign: _augmented,
    **dict.fromkeys((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), _comprehension),
}
if hasattr(ast, "TryStar"):
    _WALKERS[ast.TryStar] = _try
