"""How many forgotten `await`s are found: takes them out of real tests at random, and asks the tools.

`python -m benchmarks.recall FOLDER [FOLDER ...]` works on copies. In each round one `await` of each test file
is taken out, and every tool runs once over the files that were changed. A mutant counts as found if a tool
says something in the mutated function that it does not say of the file as it was.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

KINDS = ("statement", "assignment")
_LINE = re.compile(r"^(?P<path>[^:\n]+\.py):(?P<line>\d+):\d+:? (?P<text>.*)$", re.MULTILINE)
Said = dict[tuple[str, int], list[str]]
"""What a tool says, by file and line."""


@dataclass(frozen=True)
class Mutant:
    """One `await` that can be taken out: where it is, and which lines its function has."""

    kind: str
    line: int
    column: int
    length: int
    function: tuple[int, int]


def mutants_of(text: str) -> list[Mutant]:
    """Return the awaited calls that are a statement, or are bound to a name, in the async tests of a file."""
    lines = text.splitlines()
    found: list[Mutant] = []
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.AsyncFunctionDef) or not function.name.startswith("test"):
            continue
        span = function.lineno, function.end_lineno or function.lineno
        for node in ast.walk(function):
            kind = _kind_of(node)
            value = getattr(node, "value", None)
            if kind is None or not isinstance(value, ast.Await) or not isinstance(value.value, ast.Call):
                continue
            inner = value.value
            if inner.lineno == value.lineno and lines[value.lineno - 1].isascii():
                length = inner.col_offset - value.col_offset
                found.append(Mutant(kind, value.lineno, value.col_offset, length, span))
    return found


def _kind_of(node: ast.AST) -> str | None:
    if isinstance(node, ast.Expr):
        return "statement"
    return "assignment" if isinstance(node, ast.Assign) else None


def without_await(text: str, mutant: Mutant) -> str:
    """Return a text with one `await` taken out."""
    lines = text.splitlines(keepends=True)
    line = lines[mutant.line - 1]
    lines[mutant.line - 1] = line[: mutant.column] + line[mutant.column + mutant.length :]
    return "".join(lines)


def ours(folder: Path, files: Sequence[str]) -> Said:
    """Ask asyncproof, with its default rules."""
    command = [sys.executable, "-m", "asyncproof", "check", "--format", "json", "--all-rules", *files]
    data = json.loads(_output(command, folder))
    broken = [one["message"] for one in data["unreadable"] if "itself failed" in one["message"]]
    if broken:
        sys.exit(broken[0])
    said: Said = {}
    for finding in data["findings"]:
        path = os.path.relpath(os.path.join(folder, finding["path"]), folder)  # noqa: PTH118 - as the tool says it
        said.setdefault((path, finding["line"]), []).append(finding["rule"])
    return said


def by_lines(*command: str) -> Callable[[Path, Sequence[str]], Said]:
    """Return how to ask a tool that says `path:line:column: text`."""

    def ask(folder: Path, files: Sequence[str]) -> Said:
        said: Said = {}
        for match in _LINE.finditer(_output([*command, *files], folder)):
            path = os.path.relpath(os.path.join(folder, match["path"].strip()), folder)  # noqa: PTH118 - as above
            said.setdefault((path, int(match["line"])), []).append(match["text"])
        return said

    return ask


def _output(command: Sequence[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


TOOLS: dict[str, Callable[[Path, Sequence[str]], Said]] = {
    "asyncproof": ours,
    "ty": by_lines("ty", "check", "--output-format", "concise", "--color", "never"),
    "pyright": by_lines("pyright"),
    "mypy": by_lines("mypy", "--check-untyped-defs", "--enable-error-code", "unused-coroutine"),
}


def measure(
    folder: Path, tools: Iterable[str], *, rounds: int, seed: int, show: bool = False
) -> dict[str, Counter[tuple[str, str]]]:
    """Return, for each tool, how many mutants of each kind there were and were found."""
    chance = random.Random(seed)
    counts: dict[str, Counter[tuple[str, str]]] = {tool: Counter() for tool in tools}
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / folder.name
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules"))
        texts = dict(_test_files(copy))
        before = {tool: TOOLS[tool](copy, sorted(texts)) for tool in counts}
        for _ in range(rounds):
            chosen = {path: chance.choice(mutants) for path, (_, mutants) in sorted(texts.items())}
            for path, mutant in chosen.items():
                (copy / path).write_text(without_await(texts[path][0], mutant), "utf-8")
            for tool, count in counts.items():
                after = TOOLS[tool](copy, sorted(chosen))
                for path, mutant in chosen.items():
                    count["all", mutant.kind] += 1
                    is_found = _is_new(path, mutant, before[tool], after)
                    count["found", mutant.kind] += is_found
                    if show and not is_found:
                        line = texts[path][0].splitlines()[mutant.line - 1].strip()
                        print(f"{tool} misses {path}:{mutant.line}: {line}", file=sys.stderr)
    return counts


def _test_files(folder: Path) -> Iterator[tuple[str, tuple[str, list[Mutant]]]]:
    for path in sorted(folder.rglob("*.py")):
        if not (path.name.startswith("test_") or path.name.endswith("_test.py")):
            continue
        try:
            text = path.read_text("utf-8")
            mutants = mutants_of(text)
        except (SyntaxError, UnicodeError):
            continue
        if mutants:
            yield str(path.relative_to(folder)), (text, mutants)


def _is_new(path: str, mutant: Mutant, before: Said, after: Said) -> bool:
    """Tell whether more is said of the mutated function than before."""
    lines = range(mutant.function[0], mutant.function[1] + 1)

    def count(said: Said) -> Counter[str]:
        return Counter(f"{line} {text}" for line in lines for text in said.get((path, line), ()))

    return bool(count(after) - count(before))


def main() -> None:
    """Read the command line, measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recall", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=4, help="how many awaits are taken out of each file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="show what is missed")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=["asyncproof"])
    options = parser.parse_args()
    print("| repository | tool | " + " | ".join(KINDS) + " |\n|---|---|---|---|")
    for folder in options.folders:
        counts = measure(
            folder.resolve(), options.tools, rounds=options.rounds, seed=options.seed, show=options.show
        )
        for tool, count in counts.items():
            cells = [f"{_percent(count, kind)} of {count['all', kind]}" for kind in KINDS]
            print(f"| {folder.resolve().name} | {tool} | {' | '.join(cells)} |", flush=True)


def _percent(count: Counter[tuple[str, str]], kind: str) -> str:
    every = count["all", kind]
    return f"{100 * count['found', kind] / every:.0f} %" if every else "-"


if __name__ == "__main__":
    main()
