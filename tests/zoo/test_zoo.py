"""The zoo: bad tests of every kind we know, each beside an honest twin, run by pytest as a user would."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from asyncproof.explain import all_cases
from asyncproof.explain.page import pattern_of
from tests.neighbours import without_slow
from tests.zoo.kind import Kind, read_kind
from tests.zoo.recorder import TARGET

HERE = Path(__file__).parent
KINDS = sorted(HERE.glob("kinds/**/*.py"))
WORDLESS = re.compile(r"^E +AssertionError$", re.MULTILINE)
"""What pytest's own insides say, which leads nowhere; the explanation stands below it."""
MORE = re.compile(r"asyncproof explain ([\w-]+)")


def run_kind(kind: Kind, tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    """Run one file of the zoo in a process and a directory of its own, and return its reports by test."""
    copy = tmp_path / kind.path.name.replace(kind.path.stem, f"test_{kind.path.stem}")
    copy.write_text(kind.path.read_text("utf-8"), encoding="utf-8")
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8"
    )
    target = tmp_path / "reports.json"
    plugins = ["-p", "tests.zoo.recorder", "-p", "no:cacheprovider", "-p", "no:anyio"]
    if "anyio" in kind.path.stem:
        plugins = plugins[:-2]
    plugins += without_slow(copy.read_text("utf-8"))
    environment = {**os.environ, TARGET: str(target), "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, *kind.options, copy.name],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=110,
    )  # fmt: skip
    assert target.exists(), done.stdout + done.stderr
    if done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED and "skipped" in done.stdout:
        pytest.skip("a library that it is about is not installed")
    reports: dict[str, list[dict[str, object]]] = defaultdict(list)
    for report in json.loads(target.read_text("utf-8")):
        reports[report["test"].rpartition("::")[2]].append(report)
    return reports


def complaints(kind: Kind, reports: dict[str, list[dict[str, object]]]) -> list[str]:
    """Compare what was reported with what was announced."""
    found: list[str] = []
    for test, parts in reports.items():
        name = test.partition("[")[0]
        told = [part for part in parts if part["outcome"] == "failed" or part["when"] == "teardown"]
        text = "\n".join(str(part["text"]) for part in told)
        failed = any(part["outcome"] == "failed" for part in parts)
        warned = [line for part in parts for line in part["warned"]]
        if failed != name.startswith("test_lie"):
            found.append(f"{test} {'failed' if failed else 'passed'}:\n{text}")
        if warned and not name.startswith("test_lie"):
            found.append(f"{test} warned: {warned}")
        notes = kind.notes.get(name, [])
        if failed:
            found += _compare(test, text, {note.name for note in notes})
            found += _unfindable(test, text, {note.name for note in notes if note.kind == "explain"})
        for note in notes:
            if note.line is not None and not re.search(rf"test_{kind.path.stem}\.py:{note.line}\b", text):
                found.append(f"{test}: {note.name} does not blame line {note.line}:\n{text}")
    missing = set(kind.notes) - {test.partition("[")[0] for test in reports}
    return found + [f"{test} is announced and was not run" for test in sorted(missing)]


def _compare(test: str, text: str, announced: set[str]) -> list[str]:
    said = set(MORE.findall(text))
    return (
        [] if said == announced else [f"{test}: said {sorted(said)}, announced {sorted(announced)}:\n{text}"]
    )


def _unfindable(test: str, text: str, explained: set[str]) -> list[str]:
    """Say which explanation nobody would find who looks for what is printed."""
    if WORDLESS.search(text):
        return []
    texts = {case.slug: case.texts for case in all_cases() if case.slug in explained}
    return [
        f"{test}: nothing that is printed leads to {slug}:\n{text}"
        for slug, of_slug in texts.items()
        if not any(pattern_of(one).search(text) for one in of_slug)
    ]


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.relative_to(HERE / "kinds").as_posix())
def test_each_lie_is_told_and_each_honest_twin_is_left_alone(path: Path, tmp_path: Path) -> None:
    """Every lie fails, with the right finding at the right line; every honest test passes in silence."""
    kind = read_kind(path)
    problems = complaints(kind, run_kind(kind, tmp_path))
    assert not problems, "\n\n".join(problems)
