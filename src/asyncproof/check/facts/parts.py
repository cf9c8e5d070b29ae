"""Which fields of each class of syntax node may hold nodes, so that a walk need not look at the others."""

from __future__ import annotations

import ast

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
