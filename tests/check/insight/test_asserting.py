from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.insight.asserting import defined_in, last_assertion, lost_assertion
from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here


class Notes(Rule):
    """Notes which assertions are lost, and which functions are known."""

    code = "AP998"
    name = "notes"

    def __init__(self) -> None:
        self.lost: list[str] = []
        self.defined: list[str] = []

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Note what a call loses."""
        found = lost_assertion(node, here.parent, here)
        if found is not None:
            self.lost.append(
                f"{ast.unparse(node.func)} {ast.unparse(found.assertion)}{'' if found.is_last else ' maybe'}"
            )

    def on_Name(self, node: ast.Name, here: Here) -> None:
        """Note a function that is known."""
        if defined_in(node.id, here) is not None:
            self.defined.append(node.id)


def lost(root: Path, body: str, mark: str = "@pytest.mark.asyncio") -> list[str]:
    """Return what is lost in a test with this body."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    source = f"import asyncio\nimport pytest\n{mark}\nasync def test_it(given):\n{lines}"
    return check_with(Notes(), root, {"test_it.py": source}).lost


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert a", "assert a"),
        ("b()\nassert a", "assert a"),
        ("assert a\nassert b", "assert b"),
        ("with x:\n    assert a", "assert a"),
        ("async with x:\n    assert a", "assert a"),
        ("if x:\n    assert a\nelse:\n    b()", "assert a"),
        ("if x:\n    b()\nelse:\n    assert a", "assert a"),
        ("assert a\nb()", None),
        ("for a in b:\n    assert a", None),
        ("try:\n    assert a\nexcept Exception:\n    b()", None),
        ("return a", None),
    ],
)
def test_the_assertion_that_a_function_ends_with(body: str, expected: str | None) -> None:
    """Nothing comes after it that somebody could wait for; in a loop the next round does."""
    found = last_assertion(ast.parse(body).body)
    assert (found and ast.unparse(found)) == expected
    assert last_assertion([]) is None


def test_tasks_lose_assertions(tmp_path: Path) -> None:
    """If they are dropped or forgotten; not if somebody awaits them or a group does."""
    body = """async def check():
    assert given
asyncio.create_task(check())
task = asyncio.create_task(check())
kept = asyncio.create_task(check())
await kept
await asyncio.create_task(check())
tasks = [asyncio.create_task(check())]
asyncio.create_task(given.check())
asyncio.create_task(elsewhere())
asyncio.create_task(given)
async with asyncio.TaskGroup() as group:
    group.create_task(check())
"""
    assert lost(tmp_path, body) == ["asyncio.create_task assert given"] * 2


def test_callbacks_lose_assertions(tmp_path: Path) -> None:
    """Those of loops and futures, if they are plain functions of the test."""
    body = """def check():
    assert given
async def later():
    assert given
loop = asyncio.get_running_loop()
loop.call_soon(check)
loop.call_later(1, check)
loop.call_later(1)
loop.call_soon(later)
loop.call_soon(given)
loop.call_soon(given.check)
loop.create_future().add_done_callback(check)
given.add_done_callback(check)
given.call_soon(check)
check()
"""
    assert lost(tmp_path, body) == [
        "loop.call_soon assert given",
        "loop.call_later assert given",
        "loop.create_future().add_done_callback assert given",
    ]


def test_who_hears_of_errors_loses_none(tmp_path: Path) -> None:
    """AnyIO's runner, runners that nobody knows, and tests with an exception handler of their own."""
    body = """def check():
    assert given
asyncio.get_running_loop().call_soon(check)
"""
    assert lost(tmp_path / "a", body)
    assert not lost(tmp_path / "b", body, "@pytest.mark.anyio")
    assert not lost(tmp_path / "c", body, "@given")
    assert not lost(tmp_path / "d", f"{body}asyncio.get_running_loop().set_exception_handler(given)\n")


def test_functions_that_a_test_defines(tmp_path: Path) -> None:
    """Once, and without decorators."""
    source = """
    async def test_it(given):
        def one(): ...
        @given
        def two(): ...
        def three(): ...
        three = 1
        one, two, three
    one
    """
    assert check_with(Notes(), tmp_path, {"test_it.py": source}).defined == ["one"]


@pytest.mark.parametrize(
    ("body", "is_lost"),
    [
        ("assert await given.get()\n    given.task_done()", True),
        ("async for item in given:\n        assert item", True),
        ("item = await given.receive()\n    assert item\n    print(item)", True),
        ("assert given\n    given.set()", False),
        ("assert given\n    given.seen = True", False),
        ("assert given\n    given[0] += 1", False),
        ("try:\n        assert given\n    except Exception:\n        given.get()", False),
        ("assert given\n    return 1", False),
        ("await given.get()", False),
    ],
)
def test_assertions_in_the_middle_may_be_lost(body: str, is_lost: bool, tmp_path: Path) -> None:
    """If what follows is nothing that a test could wait for."""
    found = lost(tmp_path, f"async def check():\n    {body}\nasyncio.create_task(check())\n")
    assert [one.endswith("maybe") for one in found] == ([True] if is_lost else [])
