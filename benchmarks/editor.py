"""What a key costs in an editor: a file of 5,000 lines is opened, and lines of it are changed and added.

`python -m benchmarks.editor [FILE ...]` takes files of your own, or makes one. Times are CPU milliseconds
until the findings are there.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
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


def made() -> str:
    """Return a test file of many lines."""
    tests = (LINES - HEAD.count("\n")) // TEST.count("\n")
    return HEAD + "".join(TEST.format(number=number) for number in range(tests))


def measure(path: Path, text: str, keys: int) -> tuple[float, list[float]]:
    """Return what opening costs, and each change: in the middle of the file, by chance a new line."""
    workspace = Workspace()
    lines = text.splitlines(keepends=True)
    place = next(
        number for number in range(len(lines) // 2, len(lines)) if lines[number].startswith("    assert")
    )
    costs = []
    for key in range(keys + 1):
        if key:
            lines[place] = lines[place].rstrip("\n") + f"  # {key}\n" if key % 2 else f"    assert {key}\n"
        if key and not key % 5:
            lines.insert(place, "    assert shop\n")
        began = time.process_time()
        workspace.put(str(path), "".join(lines))
        workspace.check(str(path))
        costs.append(1e3 * (time.process_time() - began))
    return costs[0], costs[1:]


def main() -> None:
    """Measure, and print a table."""
    gc.disable()  # as the server does, which collects while nobody types
    parser = argparse.ArgumentParser(prog="python -m benchmarks.editor", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--keys", type=int, default=40)
    options = parser.parse_args()
    print("| file | lines | open | a change, median | at most |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "test_made.py"
        own.write_text(made(), "utf-8")
        for path in options.files or [own]:
            text = path.read_text("utf-8")
            opened, keys = measure(path.resolve(), text, options.keys)
            cells = [f"{opened:.0f} ms", f"{statistics.median(keys):.1f} ms", f"{max(keys):.1f} ms"]
            print(f"| {path.name} | {text.count(chr(10))} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
