from __future__ import annotations

import ast

from asyncproof.check.hit import Edit, Span
from asyncproof.check.insight.cutting import without_lines, without_word


def test_a_decorator_goes_with_its_lines() -> None:
    """All of them, up to the beginning of the next."""
    function = ast.parse("@a\n@b(\n    1,\n)\ndef f(): ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    assert without_lines(function.decorator_list[1]) == Edit(Span(2, 0, 5, 0), "")


def test_what_stands_before_a_part_goes() -> None:
    """As `await` before what is awaited."""
    node = ast.parse("x = await  value").body[0]
    assert isinstance(node, ast.Assign)
    assert isinstance(node.value, ast.Await)
    assert without_word(node.value, node.value.value) == Edit(Span(1, 4, 1, 11), "")
