from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.awaiting import awaiting
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here
    from asyncproof.check.hit import Fix


class Awaiting(Rule):
    """Notes the fix that would await a call of `work`."""

    code = "AP989"
    name = "awaiting"

    def __init__(self) -> None:
        self.seen: list[Fix | None] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Ask for the fix."""
        if getattr(node.func, "id", "") == "work":
            self.seen.append(awaiting(node, here, inside=isinstance(here.parent, ast.Attribute)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("async def test_it():\n    work()\n", ["await "]),
        ("async def test_it():\n    work().x\n", ["(await ", ")"]),
        ("async def test_it():\n    [work() for x in y]\n", ["await "]),
        ("async def test_it():\n    lambda: work()\n", None),
        ("async def test_it():\n    (work() for x in y)\n", None),
        ("def test_it():\n    work()\n    yield\n", None),
        ("def helper():\n    work()\n", None),
        ("work()\n", None),
    ],
)
def test_where_a_call_can_be_awaited(text: str, expected: list[str] | None, tmp_path: Path) -> None:
    """With the edits that this takes; what becomes of whole files is in rules/test_fixes_of_awaits.py."""
    (fix,) = check_with(Awaiting(), tmp_path, {"test_it.py": text + "# async\n"}).seen
    assert (None if fix is None else [edit.text for edit in fix.edits]) == expected
