"""What the source of a function or a class says: signatures and fields, as they were written."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = 96
FACTORY = re.compile(r"field\(default_factory=(\w+)\)")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def tree_of(thing: Any) -> ast.stmt:
    """Parse the source of a function or a class."""
    return ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]


def signature(node: Function, *, name: str = "", is_method: bool = False, width: int = WIDE) -> str:
    """Write a signature as it stands in the source: on one line, or with a line for each argument."""
    arguments = pieces(node.args)[1 if is_method else 0 :]
    begin = f"{'async ' if isinstance(node, ast.AsyncFunctionDef) else ''}{name or node.name}("
    end = f") -> {ast.unparse(node.returns)}" if node.returns and node.name != "__init__" else ")"
    short = begin + ", ".join(arguments) + end
    if len(short) <= width:
        return short
    return "\n    ".join([begin, *(f"{one}," for one in arguments)]) + f"\n{end}"


def pieces(arguments: ast.arguments) -> list[str]:
    """Write each argument, and the signs between them."""
    placed = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(placed) - len(arguments.defaults))
    found = [
        piece(one, default) for one, default in zip(placed, [*defaults, *arguments.defaults], strict=True)
    ]
    if arguments.posonlyargs:
        found.insert(len(arguments.posonlyargs), "/")
    if arguments.vararg:
        found.append(f"*{piece(arguments.vararg)}")
    elif arguments.kwonlyargs:
        found.append("*")
    found += [
        piece(one, default) for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return [*found, f"**{piece(arguments.kwarg)}"] if arguments.kwarg else found


def piece(argument: ast.arg, default: ast.expr | None = None) -> str:
    """Write one argument with its type and what it is unless it is given."""
    typed = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    equals = " = " if typed else "="
    return f"{argument.arg}{typed}{equals + ast.unparse(default) if default else ''}"


def fields_of(cls: type[Any]) -> Iterator[tuple[str, str, str]]:
    """Tell of each field of a dataclass: its name, what it is unless it is given, and its docstring."""
    body = getattr(tree_of(cls), "body", [])
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and (name := ast.unparse(node.target))[0] != "_":
            is_told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            default = FACTORY.sub(r"\1()", ast.unparse(node.value)) if node.value else ""
            field = f"`{name}: {ast.unparse(node.annotation)}`"
            yield field, f"`{default}`" if default else "", clean(after) if is_told else ""


def clean(node: ast.Expr) -> str:
    """Return the text of a docstring on one line."""
    return " ".join(str(getattr(node.value, "value", "")).split())
