from __future__ import annotations

import ast
from dataclasses import dataclass, field

from tools.reference.source import fields_of, signature

CODE = "async def f(a, /, b: int, c=1, *more: str, d, e: bool = True, **rest: Any) -> int: ..."


def function(code: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
    """Parse the one function of a text."""
    node = ast.parse(code).body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    return node


@dataclass
class Thing:
    size: int = 3
    """How large it
    is."""
    parts: list[str] = field(default_factory=list)
    _own: str = ""


def test_a_signature_is_what_stands_in_the_source() -> None:
    """With every kind of argument, and the signs between them."""
    assert signature(function(CODE)) == CODE.removeprefix("async def ").removesuffix(": ...").join(
        ["async ", ""]
    )
    assert signature(function("def f(a, *, b): ...")) == "f(a, *, b)"


def test_a_method_is_called_without_itself() -> None:
    """And what makes an object is called as the class is."""
    node = function("def __init__(self, a: Any) -> None: ...")
    assert signature(node, name="class Thing", is_method=True) == "class Thing(a: Any)"


def test_a_long_signature_has_a_line_for_each_argument() -> None:
    """So that it can be read."""
    assert signature(function("def f(a, b=1) -> int: ..."), width=10) == "f(\n    a,\n    b=1,\n) -> int"


def test_a_field_has_what_stands_below_it() -> None:
    """Its docstring, on one line whatever it is in the source; what is private is left out."""
    parts = ("`parts: list[str]`", "`list()`", "")
    assert list(fields_of(Thing)) == [("`size: int`", "`3`", "How large it is."), parts]
