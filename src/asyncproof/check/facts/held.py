"""The mocks that a function makes, furnishes and gives away, and that nobody else gets before."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.facts.nodes import last_name
from asyncproof.check.facts.parts import nodes_in
from asyncproof.check.facts.term import Attribute, Call, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from asyncproof.check.facts.facts import Binding, Giving

_MAKERS = frozenset(("Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock"))

_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def held_by(
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    gives: Iterable[Giving],
    bindings: Mapping[str, Iterable[Binding]],
) -> tuple[str, ...]:
    """Return the names of mocks that a function gives, of which its own assignments tell everything.

    Such a name is bound once and, but for `return` and `yield`, only attributes of it are assigned.
    """
    names = {given.value.id for given in gives if isinstance(given.value, Name)}
    if not any(map(_may_be_made, (binding for name in names for binding in bindings.get(name, ())))):
        return ()
    nodes = nodes_in(node)
    made = [one for one in nodes if isinstance(one, ast.Assign) and _made(one) in names]
    held = {_made(one) for one in made}
    later = {
        id(part) for one in nodes if isinstance(one, _INNER) and one is not node for part in nodes_in(one)
    }
    allowed = {id(part) for one in nodes for part in _harmless(one)} - later
    used = [one for one in nodes if isinstance(one, ast.Name) and one.id in held and id(one) not in allowed]
    once = {name for name in held if sum(_made(one) == name for one in made) == 1}
    return tuple(sorted(once - {one.id for one in used}))


def _may_be_made(binding: Binding) -> bool:
    """Tell whether a name is bound to a new mock: a cheap question, for most functions give none."""
    if not isinstance(binding.value, Call):
        return False
    made = binding.value.function
    return (made.name if isinstance(made, Attribute) else getattr(made, "id", "")) in _MAKERS


def _made(node: ast.Assign) -> str:
    """Return the name that an assignment gives to a new mock; empty if it does something else."""
    target = node.targets[0]
    is_new = isinstance(node.value, ast.Call) and last_name(node.value.func) in _MAKERS
    return target.id if is_new and len(node.targets) == 1 and isinstance(target, ast.Name) else ""


def _harmless(node: ast.AST) -> Iterable[ast.AST]:
    """Yield the names that a node makes, furnishes or gives away, without telling anybody else."""
    if isinstance(node, ast.Assign):
        yield from (_root(target) for target in node.targets)
    elif isinstance(node, (ast.Return, ast.Yield)) and node.value is not None:
        yield node.value


def _root(node: ast.expr) -> ast.expr:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node
