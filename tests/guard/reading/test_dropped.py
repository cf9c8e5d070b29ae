from __future__ import annotations

import ast
import asyncio
import linecache
import textwrap
from typing import Any

import pytest

from asyncproof.guard.reading.dropped import dropped_calls, dropped_tasks

HEAD = "import asyncio\nfrom asyncio import create_task\nasync def work(): pass\n"


def function_from(text: str, name: str = "example") -> Any:
    """Return a function whose source can be read."""
    source = HEAD + textwrap.dedent(text)
    file = f"/made/by/test_dropped/{abs(hash(source))}.py"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    namespace: dict[str, Any] = {}
    exec(compile(source, file, "exec"), namespace)
    return namespace[name]


def makers(text: str) -> list[str]:
    """Return what is told of the body of an async function."""
    function = function_from("async def example():\n" + textwrap.indent(textwrap.dedent(text), "    "))
    return [one.maker for one in dropped_tasks(function.__code__, function.__globals__)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("asyncio.create_task(work())", ["create_task"]),
        ("create_task(work())", ["create_task"]),
        ("asyncio.gather(work(), work())", ["gather"]),
        ("task = asyncio.ensure_future(work())\nassert not task.done()", ["ensure_future"]),
        ("task = asyncio.create_task(work())\nassert task is not None", ["create_task"]),
        ("task = asyncio.create_task(work())\nawait task", []),
        ("task = asyncio.create_task(work())\ntask.cancel()", []),
        ("await asyncio.gather(work())", []),
        ("asyncio.create_task(work())\nawait asyncio.sleep(0)", []),
        ("asyncio.gather(future)", []),
        ("asyncio.sleep(work())", []),
        ("loops[0].create_task(work())", []),
        ("a, b = asyncio.gather(work()), 2", []),
        ("other.create_task(work())", []),
    ],
)
def test_tasks_that_have_no_chance_to_begin(body: str, expected: list[str]) -> None:
    """Only asyncio's own functions count, given calls, in a statement after which nothing is awaited."""
    assert makers(body) == expected


def test_a_stand_in_for_asyncios_function_is_another_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody has replaced it, nobody knows what it does."""
    monkeypatch.setattr(asyncio, "gather", lambda *_: None)
    assert makers("asyncio.gather(work())") == []


def test_a_sync_function_is_not_judged() -> None:
    """It may run its loop afterwards."""
    function = function_from("def example():\n    asyncio.gather(work())\n")
    assert dropped_tasks(function.__code__, function.__globals__) == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("rows()", 1),
        ("assert rows()", 1),
        ("assert not rows()", 1),
        ("if rows(): pass", 1),
        ("text = f'{rows()}'", 1),
        ("kept = rows()\nassert kept", 1),
        ("kept = rows()\nuse(kept)\n", 1),  # `use` is dropped, `rows` is not
        ("assert list(kept := rows())", 1),  # `list` is asserted, `rows` is not
        ("with raises(): rows()", 0),
        ("return rows()", 0),
    ],
)
def test_calls_whose_result_nobody_uses(body: str, count: int) -> None:
    """Dropped, asserted, asked for their truth or shown: each is one."""
    (node,) = ast.parse("def example():\n" + textwrap.indent(body, "    ")).body
    assert isinstance(node, ast.FunctionDef)
    assert len(list(dropped_calls(node))) == count
