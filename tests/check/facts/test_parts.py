"""Which fields of syntax nodes hold nodes."""

from __future__ import annotations

import ast

from asyncproof.check.facts.parts import LEAVES, PARTS, nodes_in

SOURCE = """
async def f(a, /, b: int = 1, *c, d=2, **e) -> int:
    async with a as b, c: pass
    async for x in y: yield (z := x)
    try: raise A from b
    except B as e: del c[1:2], d.e
    else: x: int = 1
    finally: x += 1
    match a:
        case C(1, b=[*_]) | {"x": 1, **r} if a: return f"{a!r:>{b}}"
    return [i for i in j if k] + {**a, 1: 2}[-1] or (lambda q: q)(*r, s=t) if 1 < 2 else not await u
@decorated
class K(L, metaclass=M): ...
from a import b as c
"""
_SIGNS = (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)


def test_no_node_is_lost() -> None:
    """Whatever a tree holds, but operators and contexts, is in a field that is named for its class."""
    for node in ast.walk(ast.parse(SOURCE)):
        inside = [getattr(node, name) for name in PARTS[type(node)]]
        seen = {id(one) for part in inside for one in (part if isinstance(part, list) else [part])}
        lost = [one for one in ast.iter_child_nodes(node) if id(one) not in seen]
        assert not [one for one in lost if not isinstance(one, _SIGNS)]


def test_what_has_no_parts_has_none() -> None:
    """A leaf holds no node."""
    kinds = [kind for kind in LEAVES if issubclass(kind, ast.AST)]
    assert not [kind for kind in kinds if PARTS[kind] not in {(), ("names",), ("value",)}]


def test_all_nodes_are_found_in_the_order_of_a_walk() -> None:
    """Of a file with everything in it, but for operators and contexts."""
    tree = ast.parse(SOURCE)
    assert list(nodes_in(tree)) == [node for node in ast.walk(tree) if not isinstance(node, _SIGNS)]
    assert nodes_in(tree) is nodes_in(tree)
