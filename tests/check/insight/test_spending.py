from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.rules.spent_coroutine import SpentCoroutine
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "import asyncio\n\n\nasync def load(): ...\n\n\nasync def run(numbers, use):\n"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("call = load()\n    await call\n    await call", 3),
        ("call = load()\n    await asyncio.wait_for(call, 1)\n    await call", 3),
        ("call = load()\n    for _ in numbers:\n        await call", 3),
        ("call = load()\n    try:\n        await call\n    finally:\n        await call", 5),
        ("call = load()\n    for _ in numbers:\n        await call\n        break", None),
        ("call = load()\n    if numbers:\n        await call\n    await call", None),
        ("call = load()\n    use(call)\n    await call", None),
        ("call = load()\n    await call\n    call = load()\n    await call", None),
        ("call = other = load()\n    await call\n    await other", None),
        ("call = use()\n    await call\n    await call", None),
        ("call = asyncio.create_task(load())\n    await call\n    await call", None),
        ("call = load()\n    await asyncio.gather(*[call])\n    await call", None),
        ("use.call = load()\n    await use.call\n    await use.call", None),
    ],
)
def test_where_a_coroutine_is_awaited_again(tmp_path: Path, body: str, line: int | None) -> None:
    """Only where both times are certain, and both are of the same coroutine."""
    write(tmp_path, {"app.py": f"{HEAD}    {body}\n"})
    found = Checker(tmp_path, [SpentCoroutine()]).check([tmp_path / "app.py"])
    lines = [hit.span.line - HEAD.count("\n") for hit in found.hits]
    assert lines == ([] if line is None else [line])
