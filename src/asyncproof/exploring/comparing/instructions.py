"""Which instructions of a function touch a thing that others may have, and how that is written."""

from __future__ import annotations

import ast
import dis
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType

ATTRIBUTE, ITEM, MEMBER, ITERATION, TRUTH = "attribute", "item", "member", "iteration", "truth"
CALL, ENTERING, AWAITING, VARIABLE, GLOBAL = "call", "entering", "awaiting", "variable", "global"

_KINDS = {
    **dict.fromkeys(("LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR"), ATTRIBUTE),
    **dict.fromkeys(("BINARY_SUBSCR", "BINARY_SLICE", "BINARY_OP", "STORE_SUBSCR", "STORE_SLICE"), ITEM),
    "DELETE_SUBSCR": ITEM,
    "CONTAINS_OP": MEMBER,
    "UNARY_NOT": TRUTH,
    "GET_ITER": ITERATION,
    **dict.fromkeys(("CALL", "CALL_KW", "CALL_METHOD", "CALL_FUNCTION", "CALL_FUNCTION_KW"), CALL),
    "CALL_FUNCTION_EX": CALL,
    "BEFORE_ASYNC_WITH": ENTERING,
    "LOAD_SPECIAL": ENTERING,
    "GET_AWAITABLE": AWAITING,
    **dict.fromkeys(("LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF"), VARIABLE),
    **dict.fromkeys(("LOAD_GLOBAL", "STORE_GLOBAL", "DELETE_GLOBAL"), GLOBAL),
}
_ITEM_OF_BINARY_OP = "[]"
_ENTERING_OF_SPECIAL = "__aenter__"
_NO_PLACE = SimpleNamespace(lineno=None, end_lineno=None, col_offset=None, end_col_offset=None)
_JUMPS = ("POP_JUMP_", "JUMP_IF_")
_WRITING = ("STORE_", "DELETE_")
_With = (ast.With, ast.AsyncWith)
_For = (ast.For, ast.comprehension)
_Test = (ast.If, ast.While, ast.IfExp, ast.Assert)
_Plain = (ast.Name, ast.Attribute, ast.Subscript)


@dataclass(frozen=True, slots=True)
class Use:
    """One instruction, and the expressions in the source that it may be."""

    number: int
    kind: str
    writes: bool
    name: str
    """Of an attribute or a variable."""
    nodes: tuple[ast.AST, ...] = ()


def uses_of(code: CodeType, nodes: Sequence[ast.AST]) -> dict[int, Use]:
    """Return by offset what the instructions of a function may touch; `nodes` are those of its source."""
    found: dict[int, Use] = {}
    blocks = {id(item.context_expr) for node in nodes if isinstance(node, _With) for item in node.items}
    entered: set[int] = set()
    extended: list[int] = []
    line = code.co_firstlineno
    for number, each in enumerate(dis.get_instructions(code)):
        line = _line_of(each) or line
        if each.opname == "EXTENDED_ARG":
            extended.append(each.offset)
            continue
        use = _use(number, each, line, nodes)
        if use is not None and use.kind == CALL:
            own = {id(node) for node in use.nodes}
            if own <= entered:
                use = None  # the end of a block, which stands where its beginning stands
            entered |= own & blocks
        if use is not None:
            found.update(dict.fromkeys([*extended, each.offset], use))
        extended.clear()
    return found


def _line_of(each: Any) -> int | None:
    """Return the line of an instruction, if it is known or begins there."""
    line: int | None = getattr(each, "positions", _NO_PLACE).lineno or each.starts_line
    return line


def _use(number: int, each: dis.Instruction, line: int, nodes: Sequence[ast.AST]) -> Use | None:
    kind = TRUTH if each.opname.startswith(_JUMPS) else _KINDS.get(each.opname)
    if (
        kind is None
        or (each.opname == "BINARY_OP" and each.argrepr != _ITEM_OF_BINARY_OP)
        or (each.opname == "LOAD_SPECIAL" and each.argrepr != _ENTERING_OF_SPECIAL)
    ):
        return None
    name = str(each.argval) if kind in (ATTRIBUTE, VARIABLE, GLOBAL) else ""
    writes = each.opname.startswith(_WRITING)
    if kind in (VARIABLE, GLOBAL):
        return Use(number, kind, writes, name)
    alike = [(node, own) for node, own in _of_kind(kind, name, nodes) if _covers(own, line)]
    exact = [node for node, own in alike if _is_at(own, each)]
    return Use(number, kind, writes, name, tuple(exact or [node for node, _ in alike])) if alike else None


def _of_kind(kind: str, name: str, nodes: Sequence[ast.AST]) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield the expressions of a kind, each with the one whose place its instruction has."""
    for node in nodes:
        for found, own in _PARTS[kind](node):
            if kind != ATTRIBUTE or getattr(found, "attr", None) == name:
                yield found, own


def _attribute(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    return [(node, node)] if isinstance(node, ast.Attribute) else []


def _item(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    return [(node, node)] if isinstance(node, ast.Subscript) else []


def _member(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    found = (
        isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn))
    )
    return [(node, node)] if found else []


def _iteration(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    return [(node.iter, node.iter)] if isinstance(node, _For) else []


def _truth(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    asked: list[ast.expr] = []
    if isinstance(node, _Test):
        asked = [node.test]
    elif isinstance(node, ast.BoolOp):
        asked = node.values
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        asked = [node.operand]
    return [(each, each) for each in asked if isinstance(each, _Plain)]


def _call(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    return [(node, node)] if isinstance(node, ast.Call) else []


def _entering(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    items = node.items if isinstance(node, ast.AsyncWith) else []
    return [(item.context_expr, item.context_expr) for item in items]


def _awaiting(node: ast.AST) -> list[tuple[ast.AST, ast.AST]]:
    return [(node.value, node)] if isinstance(node, ast.Await) else []


_PARTS: dict[str, Callable[[ast.AST], list[tuple[ast.AST, ast.AST]]]] = {
    ATTRIBUTE: _attribute,
    ITEM: _item,
    MEMBER: _member,
    ITERATION: _iteration,
    TRUTH: _truth,
    CALL: _call,
    ENTERING: _entering,
    AWAITING: _awaiting,
}


def _covers(node: ast.AST, line: int) -> bool:
    begin: int = getattr(node, "lineno", 0)
    end: int = getattr(node, "end_lineno", None) or begin
    return begin <= line <= end


def _is_at(node: ast.AST, each: Any) -> bool:
    """Tell whether an expression stands just where an instruction comes from, as Python knows since 3.11."""
    place = getattr(each, "positions", _NO_PLACE)
    known = (place.lineno, place.end_lineno, place.col_offset, place.end_col_offset)
    return known == tuple(
        getattr(node, name, None) for name in ("lineno", "end_lineno", "col_offset", "end_col_offset")
    )
