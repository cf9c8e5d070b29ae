"""The examples: what is right passes in silence, and what is bad is found as it announces itself."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.registry import all_rules
from tests.examples.announced import EXAMPLES, Note, bad_files
from tests.examples.recorder import TARGET

pytestmark = pytest.mark.timeout(300)  # all examples are run at once

ROOT = EXAMPLES.parent
BAD = bad_files()
ROW = re.compile(r"^\| \[`(\w+)`\]\(\w+\) \| .+ \| (.+) \| (.+) \|$", re.MULTILINE)
PAGES = {"guard": "guards", "explain": "explain", "error": "errors"}


class Told(NamedTuple):
    """What a run says: of bad tests by file and function, of right ones, and why some were skipped."""

    bad: dict[tuple[str, str], set[Note]]
    right: dict[str, list[str]]
    skipped: dict[str, str]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Run all examples once, the bad ones as well, in a process that may be left as they leave it."""
    target = tmp_path_factory.mktemp("examples") / "told.json"
    unmeasured = ("COV", "PYTEST_")  # coverage is measured elsewhere, and would double the time of this
    environment = {name: value for name, value in os.environ.items() if not name.startswith(unmeasured)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.examples.recorder"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:randomly", "-o", "norecursedirs=none", "examples"],
        cwd=ROOT, env={**environment, TARGET: str(target), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    assert target.exists(), done.stdout + done.stderr
    reports, skipped = json.loads(target.read_text("utf-8"))
    bad: defaultdict[tuple[str, str], set[Note]] = defaultdict(set)
    right: dict[str, list[str]] = {}
    for test, words in reports.items():
        file, _, name = test.partition("::")
        if "/bad/" in file:
            bad[file, name.rpartition("::")[2]] |= {note_of(word) for word in words}
        else:
            right[test] = words
    return Told(dict(bad), right, skipped)


def note_of(word: str) -> Note:
    """Say who has a page of this name; rungs and errors bring their kind along."""
    kind, colon, name = word.partition(": ")
    if colon:
        return Note(kind, name)
    kind = next(kind for kind, at in PAGES.items() if (ROOT / f"docs/{at}/{word}.md").exists())
    return Note(kind, word)


def test_reading_finds_what_is_bad() -> None:
    """All rules tell exactly the lines that announce it, and those on by default no line of what is right."""
    found: dict[str, set[tuple[int, str]]] = {}
    defaults = {rule.name for rule in all_rules() if rule.default}
    outcome = Checker(ROOT, all_rules(), raises=True).check(sorted(EXAMPLES.rglob("*.py")))
    assert not outcome.troubles
    for hit in outcome.hits:
        if "bad" in Path(hit.path).parts or hit.rule in defaults:
            found.setdefault(hit.path, set()).add((hit.span.line, hit.rule))
    assert found == {str(bad.path): bad.checked for bad in BAD if bad.checked}


def test_running_finds_what_is_bad(told: Told) -> None:
    """Guards, explanations, errors and explorations say of each bad test what it announces, and no more."""
    announced = {
        (bad.path.relative_to(EXAMPLES).as_posix(), test): notes
        for bad in BAD
        for test, notes in bad.told.items()
    }
    other = {test: told.bad.get(test) for test in announced if told.bad.get(test) != announced[test]}
    assert other == {}
    assert set(told.bad) == set(announced)


def test_what_is_right_passes(told: Told) -> None:
    """The tests that show how it is done pass, explored where they say so, on both databases."""
    assert len(told.right) > 80
    assert {test: words for test, words in told.right.items() if words} == {}
    if os.environ.get("ASYNCPROOF_REQUIRE_SERVERS"):
        assert told.skipped == {}


def test_the_table_names_who_finds_what() -> None:
    """The README has a row for each example with all that is found in it, and links that lead somewhere."""
    found: dict[str, set[str]] = {init.parent.name: set() for init in EXAMPLES.glob("*/__init__.py")}
    for bad in BAD:
        name = bad.path.relative_to(EXAMPLES).parts[0]
        found[name].update(note.name for notes in bad.lines.values() for note in notes)
    rows = ROW.findall((EXAMPLES / "README.md").read_text("utf-8"))
    assert [name for name, _, _ in rows] == sorted(found)
    for name, finders, pages in rows:
        named = [word for part in finders.split("; ") for word in part.partition(": ")[2].split(", ")]
        assert sorted(named) == sorted(found[name]) or (finders, found[name]) == ("-", set()), name
        links = re.findall(r"\]\((\S+?)(?:#\S*)?\)", pages)
        assert links
        assert [link for link in links if not (EXAMPLES / link).exists()] == []
