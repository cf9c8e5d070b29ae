"""Which fields of each class of syntax node may hold nodes, so that a walk need not look at the others."""

from __future__ import annotations

import ast
from functools import lru_cache

LEAVES: frozenset[type] = frozenset(
    {
        *(ast.Name, ast.Constant, ast.Global, ast.Nonlocal, ast.Pass, ast.Break, ast.Continue, ast.alias),
        *(ast.Load, ast.Store, ast.Del, type(None), str, int, bytes, float, complex, bool, type(...)),
    }
)
"""What has no parts: most of a tree are these."""

_NO_NODES = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs", "level"),
        *("module", "name", "op", "ops", "rest", "simple", "str", "tag", "type_comment", "type_ignores"),
    }
)
"""The fields that hold no nodes, or those of operators and contexts, which nobody wants."""

PARTS: dict[type, tuple[str, ...]] = {
    kind: tuple(name for name in kind._fields if name not in _NO_NODES)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
if hasattr(ast, "TypeAlias"):
    PARTS[ast.TypeAlias] = ast.TypeAlias._fields  # the only one whose name is a node


_INNER = {kind: () if kind in LEAVES else parts for kind, parts in PARTS.items()}


@lru_cache(maxsize=256)
def nodes_in(top: ast.AST) -> tuple[ast.AST, ...]:
    """Return a node and all that are in it, as `ast.walk` does, but without operators and contexts.

    Rules ask for the nodes of the same function again and again, so the last answers are remembered.
    """
    found = [top]
    for node in found:  # it grows meanwhile
        for field in _INNER[node.__class__]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                found += [one for one in value if one.__class__ not in _NOTHING]
            elif value.__class__ not in _NOTHING:
                found.append(value)  # type: ignore[arg-type] # a field that holds no list holds a node or nothing
    return tuple(found)


def children_of(node: ast.AST) -> list[ast.AST]:
    """Return the nodes in a node, in the order of the source, but for operators and contexts."""
    found: list[ast.AST] = []
    for field in _INNER[node.__class__]:
        value = getattr(node, field, None)
        if value.__class__ is list:
            found += [one for one in value if one.__class__ not in _NOTHING]
        elif value.__class__ not in _NOTHING:
            found.append(value)  # type: ignore[arg-type] # a field that holds no list holds a node or nothing
    return found


_NOTHING = frozenset({type(None), str, int, bool, bytes, float, complex, type(...)})
