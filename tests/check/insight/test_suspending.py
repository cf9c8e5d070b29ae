from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.suspending import inside_function, is_bounded, own_nodes, suspensions_in
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here


class Notes(Rule):
    """Notes which calls of `wait` are bounded."""

    code = "AP998"
    name = "notes"

    def __init__(self) -> None:
        self.bounded: list[bool] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Note a wait."""
        if getattr(node.func, "id", "") == "wait":
            self.bounded.append(is_bounded(here))


@pytest.mark.parametrize(
    ("body", "suspends"),
    [
        ("await a", True),
        ("async for a in b: pass", True),
        ("async with a: pass", True),
        ("[a async for a in b]", True),
        ("if a: x = [1, await b]", True),
        ("a()", False),
        ("[a for a in b]", False),
        ("async def inner(): await a", False),
        ("class Inner:\n    async def inner(self): await a", False),
        ("lambda: (yield)", False),
    ],
)
def test_where_a_function_may_be_suspended(body: str, suspends: bool) -> None:
    """At each await that is its own, however deep it stands."""
    assert bool(suspensions_in(ast.parse(body).body)) is suspends


def test_own_nodes_are_in_the_order_of_the_source() -> None:
    """A nested function is one of them, what is in it is not."""
    nodes = own_nodes(ast.parse("a\ndef b(): c\nd").body)
    assert [getattr(node, "id", getattr(node, "name", "")) for node in nodes if hasattr(node, "lineno")] == [
        "",
        "a",
        "b",
        "",
        "d",
    ]


def test_what_is_inside_of_a_function() -> None:
    """All that stands around a node up to the function."""
    loop, function, module = (
        ast.parse("for a in b: pass").body[0],
        ast.parse("def a(): pass").body[0],
        ast.Module([], []),
    )
    assert inside_function([module, function, loop]) == [loop]
    assert inside_function([module, loop]) == [module, loop]


@pytest.mark.parametrize(
    ("source", "bounded"),
    [
        ("async def test_it():\n    async with asyncio.timeout(1):\n        wait()\n", True),
        ("async def test_it(own):\n    with own.timeout_after(1):\n        wait()\n", True),
        ("async def test_it():\n    await asyncio.wait_for(wait(), 1)\n", True),
        ("@pytest.mark.timeout(1)\nasync def test_it():\n    wait()\n", True),
        ("@own.runner\nasync def test_it():\n    wait()\n", True),
        ("async def test_it():\n    async with asyncio.TaskGroup():\n        wait()\n", False),
        ("async def helper():\n    wait()\n", False),
        ("@pytest.mark.slow\nasync def test_it():\n    print(wait())\n", False),
    ],
)
def test_what_bounds_a_wait(source: str, bounded: bool, tmp_path: Path) -> None:
    """A block around it, `wait_for`, a mark, or a runner that nobody knows."""
    text = f"import asyncio\nimport pytest\n{source}"
    assert check_with(Notes(), tmp_path, {"test_it.py": text}).bounded == [bounded]
