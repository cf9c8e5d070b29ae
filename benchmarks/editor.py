"""What a key costs in an editor: a file of 5,000 lines is opened and changed in several ways.

`python -m benchmarks.editor [FILE ...]` takes files of your own, or makes one. Times are CPU milliseconds
until the editor has its answer: all there is after a change in a body, and after one that others can see
what can be said at once, the rest being left for when nobody types.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from asyncproof.lsp.workspace import Workspace

LINES = 5_000
HEAD = """import asyncio

import pytest


class Shop:
    async def sell(self, item):
        return item


"""
TEST = """@pytest.mark.asyncio
async def test_{number}():
    shop = Shop()
    first, second = await asyncio.gather(shop.sell("pen"), shop.sell("book"))
    assert first == "pen"
    assert second == "book"
    if first:
        shop.sell("tea")


"""
FIXTURE = """@pytest.fixture
async def furnished():
    yield 1


"""
FUNCTION = re.compile(r"(async )?def \w+\(.*\)( -> .+)?:$")


def made() -> str:
    """Return a test file of many lines."""
    tests = (LINES - HEAD.count("\n")) // TEST.count("\n")
    return HEAD + "".join(TEST.format(number=number) for number in range(tests))


Edit = Callable[[str], str]
"""What is typed: from a text to the next."""


def edits(middle: str) -> dict[str, Edit]:
    """Return what may be typed into a text around its *middle*, the first line of a function."""
    name = middle.partition("(")[0].rpartition(" ")[2]
    return {
        "in a body": _behind(middle, "    first = 1\n"),
        "a parameter": lambda text: text.replace(middle, middle.replace("(", "(tmp_path, ", 1), 1),
        "a name": lambda text: text.replace(f" {name}(", f" {name}_(", 1),
        "an import": lambda text: f"import os\n{text}",
        "a fixture": lambda text: text.replace(middle, f"{FIXTURE}{middle}", 1),
        "half a line": lambda text: text.replace(middle, f"def half(\n\n\n{middle}", 1),
    }


def _behind(line: str, more: str) -> Edit:
    return lambda text: text.replace(line, line + more, 1)


def measure(path: Path, text: str, rounds: int) -> dict[str, list[float]]:
    """Return what opening costs, what each change costs until it is answered, and what is left for later."""
    costs: dict[str, list[float]] = {}
    lines = text.splitlines(keepends=True)
    middle = next(line for line in lines[len(lines) // 2 :] if FUNCTION.match(line))
    workspace = Workspace()
    _cost(costs, "open", lambda: _put(workspace, path, text))
    for name, edit in edits(middle).items():
        for _ in range(rounds):
            changed = edit(text)
            _cost(costs, name, lambda changed=changed: _put(workspace, path, changed))
            _put(workspace, path, text)
    workspace.put(str(path), edits(middle)["a parameter"](text))
    workspace.check(str(path), at_once=True)
    _cost(costs, "later, all of it", lambda: (workspace.look_again(), workspace.check(str(path))))
    return costs


def _put(workspace: Workspace, path: Path, text: str) -> None:
    workspace.put(str(path), text)
    workspace.check(str(path), at_once=True)


def _cost(costs: dict[str, list[float]], name: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    costs.setdefault(name, []).append(1e3 * (time.process_time() - began))


def main() -> None:
    """Measure, and print a table."""
    gc.disable()  # as the server does, which collects while nobody types
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "test_made.py"
        own.write_text(made(), "utf-8")
        for path in options.files or [own]:
            text = path.read_text("utf-8")
            print(
                f"\n{path.name}, {text.count(chr(10))} lines\n\n| what | median | at most |\n|---|---:|---:|"
            )
            for name, found in measure(path.resolve(), text, options.rounds).items():
                print(f"| {name} | {statistics.median(found):.1f} ms | {max(found):.1f} ms |")


if __name__ == "__main__":
    main()
